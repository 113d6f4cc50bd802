import { mfaMethods, type MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import type { UserPoolSettings } from "./userPool";

interface SmsSettings {
    readonly mfa: MfaSettings;
    readonly userPool: UserPoolSettings;
}

/**
 * Whether the pool can send SMS (AWS: user-pool-sms-settings). Recovery by phone alone does not make it: Cognito asks for two ways of
 * recovery where e-mail is a second factor, and refuses e-mail as a second factor where the pool sends SMS.
 */
export function sendsSms({ mfa }: Pick<SmsSettings, "mfa">): boolean {
    return mfaMethods(mfa).includes("sms") || mfa.passwordless.includes("sms");
}

/** As soon as a pool can send SMS, it offers SMS as a second factor to everybody whom it asks for one. */
export function smsProblems(settings: SmsSettings): Problem[] {
    const { mfa, userPool } = settings;
    const isMethod = mfaMethods(mfa).includes("sms");
    if (mfa.mode !== "off" && sendsSms(settings) && !isMethod) {
        return [
            {
                key: "mfa.passwordless",
                given: `sms, with mfa.mode ${mfa.mode} and without sms in mfa.methods`,
                allowed:
                    "only where MFA is off or sms is a method: Cognito offers SMS as a second factor once it sends any",
                fix: "add sms to mfa.methods",
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
    const isOnlyWay = userPool.recovery.every((way) => way === "phone");
    return isOnlyWay && userPool.recovery.length > 0 && !sendsSms(settings)
        ? [
              {
                  key: "userPool.recovery",
                  given: '["phone"], of a pool that sends no SMS',
                  allowed: "phone alone only where the pool sends SMS: nobody else could recover a password",
                  fix: "set userPool.recovery to [email], or mfa.mode to off and mfa.methods to [sms]",
              },
          ]
        : [];
}
