import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from "jose";

import { identify } from "../../openmetadata/identity";
import type { Verdict } from "./page/model";
import type { SignInPlan } from "./plan";

/** The keys of a user pool, read when first needed. */
export type PoolKeys = ReturnType<typeof createRemoteJWKSet>;

export function poolKeys({ outputs }: Pick<SignInPlan, "outputs">): PoolKeys {
    return createRemoteJWKSet(new URL(outputs.jwksUrl), { timeoutDuration: 5000 });
}

/**
 * What OpenMetadata's server would make of an ID token: it verifies signature and expiry, the latter to the second, and looks
 * at neither issuer nor audience (`JwtFilter`).
 *
 * @throws when the text is no JWT
 */
export async function judge(
    idToken: string,
    { identity }: Pick<SignInPlan, "identity">,
    keys: PoolKeys,
): Promise<Omit<Verdict, "refreshTokenSeconds">> {
    const claims = decodeJwt(idToken);
    return { claims, signature: await verify(idToken, keys), identity: identify(claims, identity) };
}

async function verify(idToken: string, keys: PoolKeys): Promise<Verdict["signature"]> {
    try {
        await jwtVerify(idToken, keys, { algorithms: ["RS256"] });
        return { outcome: "passed", text: "Signed by a key of the user pool, and not over yet." };
    } catch (error) {
        return { outcome: "refused", ...refusal(error) };
    }
}

function refusal(error: unknown): { text: string; fix: string } {
    if (error instanceof errors.JWTExpired) {
        return {
            text: "The token is over by this computer's clock, and OpenMetadata's server allows not a second.",
            fix: "Set the clocks of this computer and of the server from the network.",
        };
    }
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
        return {
            text: "The token is not signed by a key of this user pool.",
            fix: "Sign in again. OpenMetadata must be given the publicKeyUrls of this stack.",
        };
    }
    return {
        text: `The keys of the pool could not be read: ${error instanceof Error ? error.message : String(error)}`,
        fix: "Look at the network between this computer and Cognito.",
    };
}
