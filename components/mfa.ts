import type * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
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
 * out as well, where the plan knows of others.
 * @param relyingPartyId the host name of the login pages, to which passkeys belong
 */
export function firstFactorArgs(
    { mfa, userPool }: Settings,
    relyingPartyId?: pulumi.Input<string>,
): Partial<cognito.UserPoolArgs> {
    const { mode, userVerification } = mfa.passkeys;
    return {
        ...(userPool.featurePlan !== "lite" && { signInPolicy: { allowedFirstAuthFactors: firstFactors(mfa) } }),
        ...(mode === "on" && { webAuthnConfiguration: { userVerification, relyingPartyId } }),
    };
}
