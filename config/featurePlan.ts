import type { LoginPagesSettings } from "./loginPages";
import type { LogsSettings } from "./logs";
import { mfaMethods, type MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import type { TriggersSettings } from "./triggers";
import type { UserPoolSettings } from "./userPool";

/** The plans, each with all that the one before has, and roughly what AWS bills a month for each active user (aws.amazon.com/cognito/pricing). */
export const FEATURE_PLANS = { lite: "0.0055 USD", essentials: "0.015 USD", plus: "0.02 USD" } as const;

export type FeaturePlan = keyof typeof FEATURE_PLANS;

/** What of the settings the plan decides on. */
export interface PlanSettings {
    readonly userPool: UserPoolSettings;
    readonly mfa: MfaSettings;
    readonly loginPages: LoginPagesSettings;
    readonly logs?: LogsSettings | undefined;
    readonly triggers?: TriggersSettings | undefined;
}

interface Feature {
    /** The config key that switches it on. */
    readonly key: string;
    /** The lowest plan that has it. */
    readonly plan: FeaturePlan;
    /** What stands at the key while the feature is on; undefined while it is off. */
    readonly use: (settings: PlanSettings) => string | undefined;
    /** How to do without. */
    readonly without: string;
}

/** Which plan has what (AWS: cognito-sign-in-feature-plans). A second table of this would be wrong sooner or later. */
export const FEATURES: readonly Feature[] = [
    {
        key: "loginPages.version",
        plan: "essentials",
        use: ({ loginPages }) => (loginPages.version === "managed" ? "managed" : undefined),
        without: "set loginPages.version to classic",
    },
    {
        key: "userPool.passwordPolicy.passwordHistorySize",
        plan: "essentials",
        use: ({ userPool }) => String(userPool.passwordPolicy.passwordHistorySize || "") || undefined,
        without: "set passwordHistorySize to 0",
    },
    {
        key: "mfa.methods",
        plan: "essentials",
        use: ({ mfa }) => (mfaMethods(mfa).includes("email") ? "email" : undefined),
        without: "remove email from mfa.methods",
    },
    {
        key: "mfa.passkeys",
        plan: "essentials",
        use: ({ mfa }) => (mfa.passkeys.mode === "on" ? "on" : undefined),
        without: "set mfa.passkeys to off",
    },
    {
        key: "mfa.passwordless",
        plan: "essentials",
        use: ({ mfa }) => (mfa.passwordless.length > 0 ? JSON.stringify(mfa.passwordless) : undefined),
        without: "remove mfa.passwordless",
    },
    {
        key: "triggers.preTokenGeneration",
        plan: "essentials",
        use: ({ triggers }) => {
            const version = triggers?.preTokenGeneration?.version ?? "V1_0";
            return version === "V1_0" ? undefined : `version ${version}`;
        },
        without: "set triggers.preTokenGeneration.version to V1_0",
    },
    {
        key: "userPool.threatProtection",
        plan: "plus",
        use: ({ userPool: { threatProtection } }) =>
            threatProtection.mode === "off" ? undefined : threatProtection.mode,
        without: "set userPool.threatProtection to off",
    },
    {
        key: "logs.level",
        plan: "plus",
        use: ({ logs }) => (logs?.level === "info" ? "info" : undefined),
        without: "set logs.level to error",
    },
];

const ORDER = Object.keys(FEATURE_PLANS) as FeaturePlan[];

/** Whether `plan` has all that `least` has. */
export function isAtLeast(plan: FeaturePlan, least: FeaturePlan): boolean {
    return ORDER.indexOf(plan) >= ORDER.indexOf(least);
}

/** The features that are on and not in the plan. */
export function featurePlanProblems(settings: PlanSettings): Problem[] {
    const { featurePlan } = settings.userPool;
    return featuresAbove(featurePlan, settings).map(({ key, plan, use, without }) => ({
        key,
        given: `${use(settings)} on the plan ${featurePlan}`,
        allowed: `only on the plan ${ORDER.slice(ORDER.indexOf(plan)).join(" or ")}`,
        fix:
            `${without}, or set userPool.featurePlan to ${plan}, which costs more: roughly ${FEATURE_PLANS[plan]} a month for each ` +
            `active user instead of ${FEATURE_PLANS[featurePlan]}`,
    }));
}

/** The features that are on in `settings` and that `plan` does not have. */
export function featuresAbove(plan: FeaturePlan, settings: PlanSettings): Feature[] {
    return FEATURES.filter((feature) => !isAtLeast(plan, feature.plan) && feature.use(settings) !== undefined);
}
