import { z } from "zod";
import type { EmailSettings } from "./email";
import type { LoginPagesSettings } from "./loginPages";
import type { Problem } from "./problem";
import { choice, list, section, wordOrMap } from "./shapes";
import type { UserPoolSettings } from "./userPool";

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

interface SignInSettings {
    readonly mfa: MfaSettings;
    readonly userPool: UserPoolSettings;
    readonly email: EmailSettings;
    readonly loginPages: LoginPagesSettings;
}

/** Cognito takes methods, first factors, recovery and e-mail sender only as one sound combination. */
export function signInProblems(settings: SignInSettings): Problem[] {
    return [...emailMethodProblems(settings), ...firstFactorProblems(settings)];
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

/** Cognito: "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT". */
function emailMethodProblems({ mfa, userPool, email }: SignInSettings): Problem[] {
    const methods = mfaMethods(mfa);
    if (!methods.includes("email")) {
        return [];
    }
    const problems: Problem[] = [];
    if (email.sesIdentityArn === undefined) {
        problems.push({
            key: "mfa.methods",
            given: "email, with Cognito's own sender",
            allowed: "email only where SES sends the e-mails",
            fix: "set email.sesIdentityArn and email.from, or remove email from mfa.methods",
        });
    }
    if (userPool.recovery.length < 2) {
        problems.push({
            key: "userPool.recovery",
            given: `${JSON.stringify(userPool.recovery)}, with email in mfa.methods`,
            allowed: "two ways: who gets the second factor by e-mail cannot recover the password by e-mail",
            fix: "set userPool.recovery to [email, phone], or remove email from mfa.methods",
        });
    }
    if (methods.includes("sms")) {
        problems.push({
            key: "mfa.methods",
            given: "email and sms",
            allowed: "one of the two: email needs recovery by phone, which Cognito refuses beside sms",
            fix: "for example: methods: [totp, email]",
        });
    }
    return problems;
}

function firstFactorProblems({ mfa, email, loginPages }: SignInSettings): Problem[] {
    const problems: Problem[] = [];
    const [, ...others] = firstFactors(mfa);
    const key = mfa.passkeys.mode === "on" ? "mfa.passkeys" : "mfa.passwordless";
    if (others.length > 0 && loginPages.version === "classic") {
        problems.push({
            key,
            given: `${given(mfa)}, with the classic login pages`,
            allowed: "passkeys and codes only with the managed login pages: the classic ones know passwords only",
            fix: `set loginPages.version to managed, or remove ${key}`,
        });
    }
    if (mfa.passkeys.mode === "on" && mfa.mode === "required") {
        problems.push({
            key: "mfa.passkeys",
            given: "on, with mfa.mode required",
            allowed:
                "off while MFA is required: Cognito wants passkeys that count as two factors, and the provider cannot say so (hashicorp/terraform-provider-aws#50110)",
            fix: "set mfa.mode to optional, or mfa.passkeys to off",
        });
    }
    if (mfa.passwordless.length > 0 && mfa.mode === "required") {
        problems.push({
            key: "mfa.passwordless",
            given: `${JSON.stringify(mfa.passwordless)}, with mfa.mode required`,
            allowed: "nothing while MFA is required: Cognito then takes passwords only",
            fix: "set mfa.mode to optional or off, or remove mfa.passwordless",
        });
    }
    if (mfa.passwordless.includes("email") && email.sesIdentityArn === undefined) {
        problems.push({
            key: "mfa.passwordless",
            given: "email, with Cognito's own sender",
            allowed:
                "email only where SES sends: with Cognito's own sender nobody could sign in after 50 e-mails a day",
            fix: "set email.sesIdentityArn and email.from, or remove email from mfa.passwordless",
        });
    }
    return problems;
}

function given({ passkeys, passwordless }: MfaSettings): string {
    return passkeys.mode === "on" ? "on" : JSON.stringify(passwordless);
}
