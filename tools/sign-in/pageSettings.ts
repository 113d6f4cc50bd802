import type { PageSettings } from "./page/model";
import { type SignInPlan, SCOPE } from "./plan";

/** Path, below the page's address, of the discovery document that a confidential client's page is given. */
export const METADATA_PATH = "/discovery.json";

/** What the page is told about the stack; the secret of a confidential client is not among it. */
export function pageSettings(plan: SignInPlan): PageSettings {
    const { stack, outputs, baseUrl, clientType } = plan;
    const local = plan.place === "local";
    return {
        stack,
        place: local ? "the local deployment" : `AWS, ${outputs.region}`,
        emulator: plan.endpoint !== undefined,
        clientType,
        clientId: outputs.clientId,
        authority: outputs.authority,
        metadataUrl: clientType === "confidential" ? `${baseUrl}${METADATA_PATH}` : undefined,
        scope: SCOPE,
        callbackUrl: plan.callbackUrl,
        silentCallbackUrl: plan.silentCallbackUrl,
        signOutUrl: plan.signOutUrl,
        signedOutUrl: plan.signedOutUrl,
        prompt: plan.prompt,
        inviteCommand: `npm run invite -- --stack ${stack}${local ? "" : " --aws"}`,
        // Without --refresh Pulumi does not see what was changed by hand.
        deployCommand: `${local ? "npm run local --" : "pulumi"} up --refresh --stack ${stack}`,
    };
}
