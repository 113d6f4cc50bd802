import type { ClientType } from "../../openmetadata/facts";
import type { StackOutputs } from "../stack";

/** The callback URL of OpenMetadata: the one to which the stack's own sign-in URL comes back. */
export function mainCallbackUrl({ signInUrl, callbackUrls }: Pick<StackOutputs, "signInUrl" | "callbackUrls">): string {
    return new URL(signInUrl).searchParams.get("redirect_uri") ?? callbackUrls[0];
}

/** A stack has the output `clientSecret`, shown or hidden, only when its client is confidential. */
export function clientTypeOf({ clientSecret }: Pick<StackOutputs, "clientSecret">): ClientType {
    return clientSecret === undefined ? "public" : "confidential";
}
