import type * as cognito from "@pulumi/aws/cognito";
import { firstFactors, mfaMethods } from "../config/mfa";
import type { Settings } from "../config/settings";
import { signInCodeArgs } from "./messages";

const MFA_CONFIGURATION = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;

/**
 * Cognito refuses every factor's block while multi-factor authentication is off, even one that says disabled. While it is on, an
 * authenticator app is switched off in so many words.
 */
export function mfaArgs(settings: Settings): Partial<cognito.UserPoolArgs> {
    const { mfa } = settings;
    return {
        mfaConfiguration: MFA_CONFIGURATION[mfa.mode],
        ...(mfa.mode !== "off" && {
            softwareTokenMfaConfiguration: { enabled: mfaMethods(mfa).includes("totp") },
        }),
        ...signInCodeArgs(settings),
    };
}

/**
 * With what people may begin a sign-in. A pool keeps its first factors when they are left out, so that "password only" is written
 * out as well, where the plan knows of others. Passkeys belong to the host name of the login pages: left out, it is that of the prefix.
 */
export function firstFactorArgs({ mfa, domain, userPool }: Settings): Partial<cognito.UserPoolArgs> {
    const { mode, userVerification } = mfa.passkeys;
    return {
        ...(userPool.featurePlan !== "lite" && { signInPolicy: { allowedFirstAuthFactors: firstFactors(mfa) } }),
        ...(mode === "on" && {
            webAuthnConfiguration: { userVerification, ...(domain.name && { relyingPartyId: domain.name }) },
        }),
    };
}
