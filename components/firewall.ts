import * as wafv2 from "@pulumi/aws/wafv2";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import { isIP } from "node:net";
import { MANAGED_RULE_GROUPS, type FirewallSettings, type ManagedRuleGroup } from "../config/firewall";
import { isLoopback } from "../config/openMetadataUrl";
import type { Settings } from "../config/settings";

/** A web ACL before the login pages, the token endpoint and the public API of the pool (AWS: user-pool-waf). */
export function createFirewall(
    name: string,
    settings: Settings,
    userPoolArn: pulumi.Input<string>,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): void {
    if (settings.firewall === undefined) {
        return;
    }
    const urls = [settings.callbackUrl, ...settings.additionalUrls];
    const webAcl = new wafv2.WebAcl(name, { ...webAclArgs(settings.firewall, urls), tags }, opts);
    new wafv2.WebAclAssociation(`${name}-pool`, { webAclArn: webAcl.arn, resourceArn: userPoolArn }, opts);
}

/** What no rule matches passes. `urls`: addresses of OpenMetadata, which browsers send as `redirect_uri`. */
export function webAclArgs(
    { requestsPerFiveMinutes, managedRules }: FirewallSettings,
    urls: readonly string[],
): wafv2.WebAclArgs {
    const limit = requestsPerFiveMinutes === undefined ? [] : [rateRule(requestsPerFiveMinutes)];
    const groups = MANAGED_RULE_GROUPS.filter((group) => managedRules.includes(group));
    return {
        scope: "REGIONAL",
        // AWS takes no apostrophe in it (AWS: EntityDescription).
        description: "Before the user pool of OpenMetadata single sign-on",
        defaultAction: { allow: {} },
        rules: [...limit, ...groups.map((group) => groupRule(group, urls))],
        visibilityConfig: visibility("openmetadata"),
    };
}

function rateRule(limit: number): input.wafv2.WebAclRule {
    return {
        name: "requests-per-address",
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { limit, evaluationWindowSec: 300, aggregateKeyType: "IP" } },
        visibilityConfig: visibility("requests-per-address"),
    };
}

/** The priority is the group's own, so that one group more moves no other. */
function groupRule(name: ManagedRuleGroup, urls: readonly string[]): input.wafv2.WebAclRule {
    const counted = name === "AWSManagedRulesCommonRuleSet" ? countedRules(urls) : [];
    const overrides = counted.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
    return {
        name,
        priority: 1 + MANAGED_RULE_GROUPS.indexOf(name),
        overrideAction: { none: {} },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name,
                ...(overrides.length > 0 && { ruleActionOverrides: overrides }),
            },
        },
        visibilityConfig: visibility(name),
    };
}

/**
 * Rules of the common rule set that take this stack's own `redirect_uri` for an attack, and answer the sign-in with a bare 403: they only
 * count. One is after loopback addresses (awslabs/nx-plugin-for-aws#1016), the other after URLs with an IPv4 address.
 */
export function countedRules(urls: readonly string[]): string[] {
    return [
        ...(urls.some(isLoopback) ? ["EC2MetaDataSSRF_QUERYARGUMENTS"] : []),
        ...(urls.some((url) => isIP(new URL(url).hostname) === 4) ? ["GenericRFI_QUERYARGUMENTS"] : []),
    ];
}

function visibility(metricName: string): input.wafv2.WebAclVisibilityConfig {
    return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
