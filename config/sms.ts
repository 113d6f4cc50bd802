import { mfaMethods, type MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import type { UserPoolSettings } from "./userPool";

interface SmsSettings {
    readonly mfa: MfaSettings;
    readonly userPool: UserPoolSettings;
}

/**
 * Whether the pool can send SMS (AWS: user-pool-sms-settings). Beside e-mail as second factor it cannot: recovery by phone then only
 * stands there because Cognito asks for two ways.
 */
export function sendsSms({ mfa, userPool }: SmsSettings): boolean {
    const methods = mfaMethods(mfa);
    const recoversByPhone = userPool.recovery.includes("phone") && !methods.includes("email");
    return methods.includes("sms") || mfa.passwordless.includes("sms") || recoversByPhone;
}

/** As soon as a pool can send SMS, it offers SMS as a second factor to everybody whom it asks for one. */
export function smsProblems(settings: SmsSettings): Problem[] {
    const { mfa, userPool } = settings;
    const isMethod = mfaMethods(mfa).includes("sms");
    if (mfa.mode !== "off" && sendsSms(settings) && !isMethod) {
        const key = mfa.passwordless.includes("sms") ? "mfa.passwordless" : "userPool.recovery";
        return [
            {
                key,
                given: `${key === "mfa.passwordless" ? "sms" : "phone"}, with mfa.mode ${mfa.mode} and without sms in mfa.methods`,
                allowed:
                    "only where MFA is off or sms is a method: Cognito offers SMS as a second factor once it sends any",
                fix: key === "mfa.passwordless" ? "add sms to mfa.methods" : "set userPool.recovery to [email]",
            },
        ];
    }
    // Cognito: "Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."
    if (mfa.mode !== "off" && isMethod && userPool.recovery.includes("phone")) {
        return [
            {
                key: "userPool.recovery",
                given: `${JSON.stringify(userPool.recovery)}, with sms in mfa.methods`,
                allowed: "email or admin: one lost phone must not open the account by itself",
                fix: "set userPool.recovery to [email]",
            },
        ];
    }
    return [];
}
