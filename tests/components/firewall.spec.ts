import assert from "node:assert/strict";
import { countedRules, webAclArgs } from "../../components/firewall";
import { MANAGED_RULE_GROUPS, USUAL_RULE_GROUPS, type ManagedRuleGroup } from "../../config/firewall";
import { deploy } from "./mocks";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const URL = "https://om.mycompany.com";

const visibility = (metricName: string) => ({
    metricName,
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
});
const rulesOf = (args: ReturnType<typeof webAclArgs>) =>
    args.rules as { name: string; priority: number; statement: { managedRuleGroupStatement?: object } }[];

describe("the web ACL", () => {
    it("is not made unless it is asked for", async () => {
        const { ofType } = await deploy({ callbackUrl: `${URL}/callback` });
        assert.deepEqual([...ofType(WEB_ACL), ...ofType(ASSOCIATION)], []);
    });

    it("lets everything pass that no rule matches", async () => {
        const { find } = await deploy({
            callbackUrl: `${URL}/callback`,
            firewall: { requestsPerFiveMinutes: 1000, managedRules: ["AWSManagedRulesSQLiRuleSet"] },
            tags: { team: "data" },
        });
        assert.deepEqual(find("openmetadata-firewall").inputs, {
            scope: "REGIONAL",
            description: "Before the user pool of OpenMetadata single sign-on",
            defaultAction: { allow: {} },
            rules: [
                {
                    name: "requests-per-address",
                    priority: 0,
                    action: { block: {} },
                    statement: {
                        rateBasedStatement: { limit: 1000, evaluationWindowSec: 300, aggregateKeyType: "IP" },
                    },
                    visibilityConfig: visibility("requests-per-address"),
                },
                {
                    name: "AWSManagedRulesSQLiRuleSet",
                    priority: 6,
                    overrideAction: { none: {} },
                    statement: {
                        managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesSQLiRuleSet" },
                    },
                    visibilityConfig: visibility("AWSManagedRulesSQLiRuleSet"),
                },
            ],
            visibilityConfig: visibility("openmetadata"),
            tags: { project: "openmetadata-cognito-sso", stack: "dev", team: "data" },
        });
    });

    it("stands before the pool, and both are guarded", async () => {
        const { find } = await deploy({ callbackUrl: `${URL}/callback`, firewall: { managedRules: true } });
        const [webAcl, association] = [find("openmetadata-firewall"), find("openmetadata-firewall-pool")];
        assert.deepEqual(association.inputs, {
            webAclArn: "arn:aws:test:eu-west-1::openmetadata-firewall",
            resourceArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_openmetad",
        });
        assert.ok(association.dependencies.includes(webAcl.urn));
        assert.deepEqual([webAcl.protect, association.protect], [true, true]);
    });

    it("has its rules in the same places, whatever the order and number in the config", () => {
        const all = rulesOf(
            webAclArgs({ requestsPerFiveMinutes: 10, managedRules: [...MANAGED_RULE_GROUPS].reverse() }, [URL]),
        );
        const usual = rulesOf(webAclArgs({ managedRules: [...USUAL_RULE_GROUPS] }, [URL]));
        assert.deepEqual(
            all.map(({ name }) => name),
            ["requests-per-address", ...MANAGED_RULE_GROUPS],
        );
        assert.equal(new Set(all.map(({ priority }) => priority)).size, all.length);
        usual.forEach((rule) =>
            assert.deepEqual(
                rule,
                all.find(({ name }) => name === rule.name),
            ),
        );
    });

    it("has no list of rules to count where none is", () => {
        const [rule] = rulesOf(webAclArgs({ managedRules: ["AWSManagedRulesCommonRuleSet"] }, [URL]));
        assert.deepEqual(rule.statement.managedRuleGroupStatement, {
            vendorName: "AWS",
            name: "AWSManagedRulesCommonRuleSet",
        });
    });

    it("only counts, in the common rule set alone, what takes this stack's own redirect URL for an attack", () => {
        const managedRules = [...USUAL_RULE_GROUPS];
        const counting = rulesOf(webAclArgs({ managedRules }, ["http://localhost:8585"])).filter(
            ({ statement }) => "ruleActionOverrides" in (statement.managedRuleGroupStatement ?? {}),
        );
        assert.deepEqual(
            counting.map(({ name, statement }) => [name, statement.managedRuleGroupStatement]),
            [
                [
                    "AWSManagedRulesCommonRuleSet",
                    {
                        vendorName: "AWS",
                        name: "AWSManagedRulesCommonRuleSet",
                        ruleActionOverrides: [{ name: "EC2MetaDataSSRF_QUERYARGUMENTS", actionToUse: { count: {} } }],
                    },
                ],
            ],
        );
    });
});

describe("rules that only count", () => {
    it("are one for loopback addresses, and one for URLs with an IPv4 address", () => {
        const [ssrf, rfi] = ["EC2MetaDataSSRF_QUERYARGUMENTS", "GenericRFI_QUERYARGUMENTS"];
        assert.deepEqual(countedRules([URL]), []);
        assert.deepEqual(countedRules([URL, "http://localhost:8585"]), [ssrf]);
        assert.deepEqual(countedRules(["http://[::1]:8585/callback"]), [ssrf]);
        assert.deepEqual(countedRules(["http://127.0.0.1:8585/callback"]), [ssrf, rfi]);
        assert.deepEqual(countedRules([URL, "https://10.1.2.3"]), [rfi]);
        assert.deepEqual(countedRules(["https://localhost.mycompany.com", "https://[2001:db8::1]"]), []);
    });

    it("follow the further addresses of OpenMetadata as well", async () => {
        const { find } = await deploy({
            callbackUrl: `${URL}/callback`,
            additionalUrls: ["http://localhost:8585"],
            firewall: { managedRules: true },
        });
        assert.match(JSON.stringify(find("openmetadata-firewall").inputs.rules), /EC2MetaDataSSRF_QUERYARGUMENTS/);
    });
});

describe("the rule group against anonymous addresses", () => {
    const warned = async (managedRules: ManagedRuleGroup[] | true) => {
        const { logs } = await deploy({ callbackUrl: `${URL}/callback`, firewall: { managedRules } });
        return logs
            .filter(({ message }) => message.startsWith("firewall"))
            .map(({ severity, message }) => [severity, message]);
    };

    it("is warned about: it shuts out data centres", async () => {
        assert.deepEqual(await warned(["AWSManagedRulesAnonymousIpList"]), [
            [
                "warning",
                "firewall.managedRules: AWSManagedRulesAnonymousIpList blocks VPNs and hosting providers other than AWS. People who come from " +
                    "there cannot sign in, and neither can a confidential client's OpenMetadata server that runs there sign anybody in.",
            ],
        ]);
        assert.deepEqual(await warned(true), []);
    });
});
