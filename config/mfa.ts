import { z } from "zod";
import type { Problem } from "./problem";
import { choice, list, section, wordOrMap } from "./shapes";

/** Multi-factor authentication of the pool's own users (AWS: user-pool-settings-mfa); that of a provider's users is the provider's job. */
export const mfaSchema = section({
    /** `required`: everybody is asked for a second factor. `optional`: only those who set one up. @default optional */
    mode: choice(["optional", "required", "off"]).default("optional").describe("who is asked for a second factor"),

    /**
     * The second factors. `totp`: a code from an authenticator app. `email`: a code by e-mail. `sms`: a code to the phone; it costs money
     * per message, and a pool that once sent SMS can never stop. @default ["totp"], none where `mode` is `off`
     */
    methods: list(choice(["totp", "email", "sms"]), 3)
        .optional()
        .describe(
            "second factors; `totp`: an authenticator app, `email`: a code by e-mail, `sms`: a code to the phone",
        ),

    /** Signing in with a passkey in place of the password (AWS: amazon-cognito-user-pools-authentication-flow-methods). @default off */
    passkeys: wordOrMap("mode", {
        mode: choice(["off", "on"]).default("on").describe("off or on"),
        /** Whether the device must check who holds it, by fingerprint, face or PIN. @default preferred */
        userVerification: choice(["preferred", "required"])
            .default("preferred")
            .describe("whether the device must check who holds it"),
    })
        .prefault("off")
        .describe("signing in with a passkey in place of the password: off, on or a map"),

    /** Codes with which people may sign in in place of the password. @default [] */
    passwordless: list(choice(["email", "sms"]), 2)
        .default([])
        .describe("codes with which people may sign in in place of the password: `email`, `sms`"),
});

export type MfaSettings = z.output<typeof mfaSchema>;
export type MfaMethod = NonNullable<MfaSettings["methods"]>[number];

/** The methods that are on: by default a code from an authenticator app, which costs nothing and needs no phone number. */
export function mfaMethods({ mode, methods }: MfaSettings): readonly MfaMethod[] {
    return methods ?? (mode === "off" ? [] : ["totp"]);
}

/** With what people may begin a sign-in, in Cognito's words; a password is always among them. */
export function firstFactors({ passkeys, passwordless }: MfaSettings): string[] {
    return [
        "PASSWORD",
        ...(passkeys.mode === "on" ? ["WEB_AUTHN"] : []),
        ...(passwordless.includes("email") ? ["EMAIL_OTP"] : []),
        ...(passwordless.includes("sms") ? ["SMS_OTP"] : []),
    ];
}

/** Cognito takes mode and methods only as one sound combination. */
export function mfaProblems({ mfa }: { mfa: MfaSettings }): Problem[] {
    const methods = mfaMethods(mfa);
    // Nobody is asked, but a pool that once sent SMS keeps its settings for it.
    if (mfa.mode === "off" && methods.some((method) => method !== "sms")) {
        return [
            {
                key: "mfa.methods",
                given: `${JSON.stringify(methods)} with the mode off`,
                allowed: "no methods while the mode is off, but sms where the pool has it already",
                fix: "remove mfa.methods, or set mfa.mode to optional",
            },
        ];
    }
    if (mfa.mode !== "off" && methods.length === 0) {
        return [
            {
                key: "mfa.methods",
                given: `no method with the mode ${mfa.mode}`,
                allowed: "at least one method",
                fix: "for example: methods: [totp], or set mfa.mode to off",
            },
        ];
    }
    return [];
}
