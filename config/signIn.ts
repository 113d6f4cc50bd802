import type { EmailSettings } from "./email";
import type { LoginPagesSettings } from "./loginPages";
import { firstFactors, mfaMethods, type MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import type { UserPoolSettings } from "./userPool";

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
