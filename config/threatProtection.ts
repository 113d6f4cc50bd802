import type { z } from "zod";
import type { EmailSettings } from "./email";
import { ipRange } from "./ipRange";
import type { MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import { choice, flag, list, section, wordOrMap } from "./shapes";

/** Cognito takes 200 ranges a list (AWS: RiskExceptionConfigurationType). */
const MOST_RANGES = 200;

/** What happens to a sign-in of one level of risk; one word is the action, without an e-mail. */
const riskLevelSchema = wordOrMap("action", {
    /** `mfaIfConfigured`: people who have a second factor are asked for it. `mfaRequired`: people who have none are blocked. @default noAction */
    action: choice(["noAction", "mfaIfConfigured", "mfaRequired", "block"])
        .default("noAction")
        .describe("what happens: noAction, mfaIfConfigured, mfaRequired or block"),

    /** Whether the person is told by e-mail; needs `email.sesIdentityArn`. @default false */
    notify: flag().default(false).describe("whether the person is told by e-mail"),
});

/** Threat protection of the pool's own users (AWS: cognito-user-pool-settings-threat-protection); needs the plan `plus`. */
export const threatProtectionSchema = wordOrMap("mode", {
    /** `audit`: risks are only recorded. `enforced`: they are acted on. */
    mode: choice(["off", "audit", "enforced"]).describe("off, audit (risks are only recorded) or enforced"),

    /** The same for sign-ins with custom challenges, which OpenMetadata's client does not offer. @default off */
    customAuth: choice(["off", "audit", "enforced"]).default("off").describe("the same for custom challenges"),

    /**
     * What happens to a sign-in that looks like somebody else's, by its risk.
     * @default low: noAction, medium: mfaIfConfigured, high: mfaRequired; without MFA: high: block
     */
    accountTakeover: section({
        /** @default noAction */
        low: riskLevelSchema.prefault({}).describe("at a low risk"),
        /** @default noAction */
        medium: riskLevelSchema.prefault({}).describe("at a medium risk"),
        /** @default noAction */
        high: riskLevelSchema.prefault({}).describe("at a high risk"),
    })
        .optional()
        .describe("what happens to a sign-in that looks like somebody else's"),

    /** What happens when a password is known from a leak elsewhere. */
    compromisedCredentials: wordOrMap("action", {
        /** @default block */
        action: choice(["block", "noAction"]).default("block").describe("block or noAction"),
        /** When passwords are checked. @default all three */
        events: list(choice(["signIn", "passwordChange", "signUp"]), 3)
            .default(["signIn", "passwordChange", "signUp"])
            .describe("when passwords are checked"),
    })
        .prefault({})
        .describe("what happens when a password is known from a leak elsewhere"),

    /** Addresses whose sign-ins are not examined, at most 200 ranges. @default [] */
    allowedIpRanges: list(ipRange(), MOST_RANGES).default([]).describe("addresses whose sign-ins are not examined"),

    /** Addresses whose sign-ins are always blocked, at most 200 ranges. @default [] */
    blockedIpRanges: list(ipRange(), MOST_RANGES).default([]).describe("addresses whose sign-ins are always blocked"),
});

export type ThreatProtectionSettings = z.output<typeof threatProtectionSchema>;
export type AccountTakeoverSettings = NonNullable<ThreatProtectionSettings["accountTakeover"]>;

const RISKS = ["low", "medium", "high"] as const;

interface WithThreatProtection {
    readonly userPool: { readonly threatProtection: ThreatProtectionSettings };
    readonly mfa: MfaSettings;
}

/** What happens at each level of risk. Asking for a second factor is the default where there is one. */
export function accountTakeover({ userPool, mfa }: WithThreatProtection): AccountTakeoverSettings {
    const without = { action: "noAction", notify: false } as const;
    return (
        userPool.threatProtection.accountTakeover ?? {
            low: without,
            medium: mfa.mode === "off" ? without : { action: "mfaIfConfigured", notify: false },
            high: { action: mfa.mode === "off" ? "block" : "mfaRequired", notify: false },
        }
    );
}

/** What Cognito refuses about its answers to risks. The plan that they need is a rule of `featurePlan.ts`. */
export function threatProtectionProblems(settings: WithThreatProtection & { email: EmailSettings }): Problem[] {
    const { threatProtection } = settings.userPool;
    if (threatProtection.mode === "off") {
        return [];
    }
    return [...actionProblems(settings), ...rangeProblems(threatProtection), ...eventProblems(threatProtection)];
}

function actionProblems(settings: WithThreatProtection & { email: EmailSettings }): Problem[] {
    const levels = accountTakeover(settings);
    return RISKS.flatMap((risk): Problem[] => {
        const key = `userPool.threatProtection.accountTakeover.${risk}`;
        const { action, notify } = levels[risk];
        const problems: Problem[] = [];
        if (action.startsWith("mfa") && settings.mfa.mode === "off") {
            problems.push({
                key,
                given: `${action}, with mfa.mode off`,
                allowed: "noAction or block while nobody has a second factor",
                fix: `set mfa.mode to optional, or ${key} to block`,
            });
        }
        if (notify && settings.email.sesIdentityArn === undefined) {
            problems.push({
                key: `${key}.notify`,
                given: "true, with Cognito's own sender",
                allowed: "true only where SES sends the e-mails",
                fix: `set email.sesIdentityArn and email.from, or ${key}.notify to false`,
            });
        }
        return problems;
    });
}

function rangeProblems({ allowedIpRanges, blockedIpRanges }: ThreatProtectionSettings): Problem[] {
    return blockedIpRanges
        .filter((range) => allowedIpRanges.includes(range))
        .map((range) => ({
            key: "userPool.threatProtection.blockedIpRanges",
            given: `${range}, which is in allowedIpRanges too`,
            allowed: "each range in one of the two lists",
            fix: "remove it from one of them",
        }));
}

function eventProblems({ compromisedCredentials }: ThreatProtectionSettings): Problem[] {
    return compromisedCredentials.events.length > 0
        ? []
        : [
              {
                  key: "userPool.threatProtection.compromisedCredentials.events",
                  given: "[], which Cognito takes as all of them",
                  allowed: "at least one of signIn, passwordChange and signUp",
                  fix: "name the events, or set compromisedCredentials to noAction",
              },
          ];
}
