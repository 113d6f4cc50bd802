import type { z } from "zod";
import { featuresAbove, isAtLeast } from "../config/featurePlan";
import { firstFactors, mfaMethods } from "../config/mfa";
import type { Problem } from "../config/problem";
import { understood } from "../config/recorded";
import { settingsSchema, type RecordedSettings } from "../config/settings";
import { sendsSms } from "../config/sms";
import { triggersOf } from "../config/triggers";

/** The settings on which the order depends. */
const signInSettings = settingsSchema.pick({
    userPool: true,
    mfa: true,
    email: true,
    loginPages: true,
    logs: true,
    triggers: true,
});

type SignInSettings = z.output<typeof signInSettings>;

/**
 * Changes that Cognito refuses half-way, or only seems to take: the provider first sets multi-factor authentication, and it meets
 * the pool as it was; then everything else (AWS: SetUserPoolMfaConfig, UpdateUserPool; hashicorp/terraform-provider-aws#41049).
 */
export function updateOrderProblems(recorded: RecordedSettings, after: SignInSettings): Problem[] {
    const { userPool, mfa, email, loginPages, logs, triggers } = recorded;
    const before = understood(signInSettings, { userPool, mfa, email, loginPages, logs, triggers });
    const isOwn = before.userPool.existingId === undefined && after.userPool.existingId === undefined;
    if (recorded.callbackUrl === undefined || !isOwn) {
        return [];
    }
    return [
        ...smsProblems(before, after),
        ...emailMethodProblems(before, after),
        ...phoneRecoveryProblems(before, after),
        ...firstFactorProblems(before, after),
        ...planProblems(before, after),
        ...tokenTriggerProblems(before, after),
    ];
}

/** AWS keeps a pool's SMS settings for ever, and with them SMS as a second factor as soon as MFA is on. */
function smsProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    return !sendsSms(before) || sendsSms(after)
        ? []
        : [
              {
                  key: "mfa.methods",
                  given: "no SMS any more",
                  allowed: "sms for good: AWS never takes its settings from a pool, and would go on to offer SMS",
                  fix:
                      after.mfa.mode === "off"
                          ? "set mfa.methods to [sms]: while mfa.mode is off, nobody is asked for a code"
                          : "keep sms in mfa.methods, or set mfa.mode to off and mfa.methods to [sms]",
              },
          ];
}

/** Cognito takes e-mail as a second factor only on a pool that has all that it needs. */
function emailMethodProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    const isNew = !mfaMethods(before.mfa).includes("email") && mfaMethods(after.mfa).includes("email");
    const missing = [
        ...(before.email.sesIdentityArn === undefined ? ["email"] : []),
        ...(before.userPool.recovery.length < 2 ? ["userPool.recovery"] : []),
        ...(before.userPool.featurePlan === "lite" ? ["userPool.featurePlan"] : []),
    ];
    return isNew && missing.length > 0
        ? [
              twoUpdates(
                  "mfa.methods",
                  `email, together with what it needs: ${missing.join(", ")}`,
                  `take email out of mfa.methods, run pulumi up for ${missing.join(" and ")}, then put it back`,
              ),
          ]
        : [];
}

/** Cognito refuses SMS as a second factor as long as the phone also recovers the account. */
function phoneRecoveryProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    const byPhone = before.userPool.recovery.includes("phone");
    const isFactor = after.mfa.mode !== "off" && sendsSms(after);
    return byPhone && isFactor
        ? [
              twoUpdates(
                  "mfa",
                  "sms as a second factor, together with phone taken from userPool.recovery",
                  "change userPool.recovery alone, run pulumi up, then change mfa",
              ),
          ]
        : [];
}

function firstFactorProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    const had = firstFactors(before.mfa).length > 1;
    const has = firstFactors(after.mfa).length > 1;
    const key = before.mfa.passkeys.mode === "on" ? "mfa.passkeys" : "mfa.passwordless";
    if (had && after.mfa.mode === "required" && before.mfa.mode !== "required") {
        return [
            twoUpdates(
                "mfa.mode",
                `required, together with ${key} switched off`,
                `leave mfa.mode at ${before.mfa.mode}, run pulumi up without ${key}, then set it to required`,
            ),
        ];
    }
    const isRaised = before.userPool.featurePlan === "lite" && isAtLeast(after.userPool.featurePlan, "essentials");
    return after.mfa.passkeys.mode === "on" && has && isRaised
        ? [
              twoUpdates(
                  "mfa.passkeys",
                  "on, together with a higher plan",
                  "set mfa.passkeys to off, run pulumi up for userPool.featurePlan, then set it to on",
              ),
          ]
        : [];
}

/** "The following features need to be disabled …": a plan goes down only once they are (AWS: feature-plans-deactivate). */
function planProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    const { featurePlan } = after.userPool;
    const switchedOff = featuresAbove(featurePlan, before);
    return isAtLeast(featurePlan, before.userPool.featurePlan) || switchedOff.length === 0
        ? []
        : [
              twoUpdates(
                  "userPool.featurePlan",
                  `${featurePlan}, together with what it does not have switched off: ${switchedOff.map((feature) => feature.key).join(", ")}`,
                  `leave userPool.featurePlan at ${before.userPool.featurePlan}, run pulumi up, then set it to ${featurePlan}`,
              ),
          ];
}

/** The provider takes this trigger away only together with all others (hashicorp/terraform-provider-aws#45529). */
function tokenTriggerProblems(before: SignInSettings, after: SignInSettings): Problem[] {
    const removed = before.triggers?.preTokenGeneration !== undefined && !after.triggers?.preTokenGeneration;
    return removed && triggersOf(after.triggers).length > 0
        ? [
              {
                  key: "triggers.preTokenGeneration",
                  given: "removed, with other triggers left",
                  allowed: "two updates, one after the other: it only goes together with all others, and would stay",
                  fix: "remove triggers, run pulumi up, then put the others back",
              },
          ]
        : [];
}

function twoUpdates(key: string, given: string, fix: string): Problem {
    return { key, given, allowed: "two updates, one after the other: AWS refuses both at once", fix };
}
