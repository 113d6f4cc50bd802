import { z } from "zod";
import { onExistingPool } from "./existingPool";
import type { Problem } from "./problem";
import { asText, list, scalar, section, wholeNumber } from "./shapes";
import type { UserPoolSettings } from "./userPool";

/**
 * AWS's own rule groups without a price of their own, in the order in which they run (AWS: aws-managed-rule-groups-list). Bot control is
 * not among them: it blocks HTTP libraries, and OpenMetadata's server is one.
 */
export const MANAGED_RULE_GROUPS = [
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesAnonymousIpList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAdminProtectionRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesLinuxRuleSet",
    "AWSManagedRulesUnixRuleSet",
    "AWSManagedRulesWindowsRuleSet",
    "AWSManagedRulesPHPRuleSet",
    "AWSManagedRulesWordPressRuleSet",
] as const;

export type ManagedRuleGroup = (typeof MANAGED_RULE_GROUPS)[number];

/** What `managedRules: true` means: within the 1500 capacity units that are in the price of a web ACL. */
export const USUAL_RULE_GROUPS: readonly ManagedRuleGroup[] = [
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
];

const ruleGroup = scalar<ManagedRuleGroup>({
    allowed: MANAGED_RULE_GROUPS.join(", "),
    fix: (given) =>
        /ATPRuleSet$/i.test(asText(given) ?? "")
            ? "remove it: AWS WAF takes no account-takeover group on a user pool; userPool.threatProtection is Cognito's own"
            : `for example: ${USUAL_RULE_GROUPS[1]}; or managedRules: true for the usual ones`,
    read: (given) => MANAGED_RULE_GROUPS.find((known) => known.toLowerCase() === asText(given)?.toLowerCase()),
    jsonSchema: { enum: [...MANAGED_RULE_GROUPS] },
});

const ruleGroups = list(ruleGroup, MANAGED_RULE_GROUPS.length);

/** `true` for the usual groups, `false` for none, as YAML or as text. */
const managedRules = z
    .preprocess((given) => {
        const word = asText(given)?.toLowerCase();
        return word === "true" ? [...USUAL_RULE_GROUPS] : word === "false" ? [] : given;
    }, ruleGroups)
    .meta({ type: ["boolean", "array"] }) as unknown as z.ZodType<
    ManagedRuleGroup[],
    boolean | readonly ManagedRuleGroup[]
>;

/** A web ACL before login pages, token endpoint and public API (AWS: user-pool-waf). AWS bills it by the month, rule and request. */
export const firewallSchema = section({
    /** How many requests one address may send in five minutes, 10 to 2,000,000,000; a whole office is often one. @default no limit */
    requestsPerFiveMinutes: wholeNumber(10, 2_000_000_000)
        .optional()
        .describe("requests that one address may send in five minutes"),

    /** AWS's managed rule groups by name, or `true` for the usual ones. @default [] */
    managedRules: managedRules.default([]).describe("AWS's managed rule groups by name, or `true` for the usual ones"),
});

export type FirewallSettings = z.output<typeof firewallSchema>;

export function firewallProblems({
    firewall,
    userPool,
}: {
    firewall?: FirewallSettings | undefined;
    userPool: UserPoolSettings;
}): Problem[] {
    if (firewall === undefined) {
        return [];
    }
    const { requestsPerFiveMinutes, managedRules: groups } = firewall;
    const repeated = groups.find((group, index) => groups.indexOf(group) < index);
    return [
        ...(requestsPerFiveMinutes === undefined && groups.length === 0 ? [nothingToDo()] : []),
        ...(repeated === undefined ? [] : [twice(repeated)]),
        ...(userPool.existingId === undefined ? [] : [besideItsOwners(userPool.existingId)]),
    ];
}

function nothingToDo(): Problem {
    return {
        key: "firewall",
        given: "neither requestsPerFiveMinutes nor managedRules",
        allowed: "at least one of them: a web ACL without rules lets everything through and is billed all the same",
        fix: "for example: managedRules: true; or remove firewall",
    };
}

function twice(group: ManagedRuleGroup): Problem {
    return {
        key: "firewall.managedRules",
        given: `${group}, a second time`,
        allowed: "each rule group once",
        fix: `remove one of the two`,
    };
}

/** A pool takes one web ACL, so ours would take the place of its owner's. */
function besideItsOwners(existingId: string): Problem {
    return onExistingPool(
        "firewall",
        existingId,
        "the web ACL of an existing pool is its owner's, for all its clients",
        "put a web ACL before",
    );
}
