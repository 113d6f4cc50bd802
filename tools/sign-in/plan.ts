import * as z from "zod";

import { isLoopback, openMetadataUrl } from "../../config/openMetadataUrl";
import { UserError } from "../../config/userError";
import type { IdentitySettings } from "../../openmetadata/identity";
import type { ClientType } from "../../openmetadata/facts";
import { clientTypeOf } from "../doctor/expected";
import type { DeployedStack, StackOutputs } from "../stack";

/** All that the sign-in page stands on: a stack, seen from one address of OpenMetadata. */
export interface SignInPlan extends DeployedStack {
    /** The address of OpenMetadata in whose place the page stands, without a slash at the end. */
    readonly baseUrl: string;
    readonly callbackUrl: string;
    readonly silentCallbackUrl: string;
    /** Cognito's sign-out, which comes back to {@link signedOutUrl}. */
    readonly signOutUrl: string;
    readonly signedOutUrl: string;
    readonly clientType: ClientType;
    /** What OpenMetadata's server asks Cognito for with a confidential client. @default - nothing */
    readonly prompt?: string;
    /** What OpenMetadata has been told about people. */
    readonly identity: IdentitySettings;
}

/** The scopes of OpenMetadata, which it has in its code (`AuthProvider.util.ts`). */
export const SCOPE = "openid email profile";

/** What is read of `openMetadataSsoForm`: the settings that decide about people. */
const SSO_FORM = z.object({
    authenticationConfiguration: z.object({
        clientType: z.enum(["public", "confidential"]),
        callbackUrl: z.string(),
        jwtPrincipalClaims: z.array(z.string()),
        jwtTeamClaimMapping: z.string().optional(),
        enableSelfSignup: z.boolean(),
        oidcConfiguration: z.object({ prompt: z.string().optional() }).optional(),
    }),
    authorizerConfiguration: z.object({
        adminPrincipals: z.array(z.string()),
        principalDomain: z.string(),
        enforcePrincipalDomain: z.boolean(),
        allowedDomains: z.array(z.string()).optional(),
        allowedEmailRegistrationDomains: z.array(z.string()),
    }),
});

/**
 * What the page needs of a stack.
 *
 * @param port of the address whose callback is used, where the stack has several on localhost
 * @throws UserError when no callback of the stack leads to this computer
 */
export function planSignIn(deployed: DeployedStack, port?: number): SignInPlan {
    const { stack, outputs } = deployed;
    const baseUrl = addressOnThisComputer(stack, outputs, port);
    const form = SSO_FORM.parse(JSON.parse(outputs.openMetadataSsoForm));
    const clientType = clientTypeOf(outputs);
    const signedOutUrl = `${baseUrl}/signin`;
    return {
        ...deployed,
        baseUrl,
        callbackUrl: `${baseUrl}/callback`,
        silentCallbackUrl: `${baseUrl}/silent-callback`,
        signOutUrl: withLogoutUri(outputs.signOutUrl, signedOutUrl),
        signedOutUrl,
        clientType,
        prompt:
            clientType === "confidential"
                ? form.authenticationConfiguration.oidcConfiguration?.prompt || undefined
                : undefined,
        identity: {
            authentication: form.authenticationConfiguration,
            authorizer: form.authorizerConfiguration,
            version: outputs.openMetadataVersion,
        },
    };
}

/** The addresses of OpenMetadata that the app client has callbacks for, in the order of the outputs. */
export function addressesOf({ callbackUrls }: Pick<StackOutputs, "callbackUrls">): string[] {
    // Every address has a silent callback of its own; `/auth/callback` has none, so it is not taken for an address.
    return callbackUrls
        .filter((url) => url.endsWith("/callback"))
        .map(openMetadataUrl)
        .filter((address) => callbackUrls.includes(`${address}/silent-callback`));
}

function addressOnThisComputer(stack: string, outputs: StackOutputs, port: number | undefined): string {
    const addresses = addressesOf(outputs);
    const here = addresses.filter((address) => isLoopback(address));
    if (here.length === 0) {
        throw new UserError(
            `Cognito sends people of stack ${stack} back to ${addresses.join(" or ")}, and to nowhere else. A page on this` +
                " computer cannot stand there: the callback must be served on that address itself, which is OpenMetadata's." +
                `\nCheck the deployment from outside: npm run doctor -- --stack ${stack} --openmetadata ${addresses[0]}` +
                "\nOr try the page with a stack whose callback is on localhost: npm run sign-in -- --stack dev",
        );
    }
    const chosen = port === undefined ? here[0] : here.find((address) => portOf(address) === port);
    if (chosen === undefined) {
        throw new UserError(
            `Stack ${stack} has no callback on port ${port} of this computer; Cognito accepts ${here.join(", ")}.` +
                `\nLeave --port out, or add http://localhost:${port} to the stack's additionalUrls and deploy again.`,
        );
    }
    return chosen;
}

/** The port of a URL, also where it is the usual one of its scheme. */
export function portOf(url: string): number {
    const { port, protocol } = new URL(url);
    return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

function withLogoutUri(signOutUrl: string, logoutUri: string): string {
    const url = new URL(signOutUrl);
    url.searchParams.set("logout_uri", logoutUri);
    return url.href;
}
