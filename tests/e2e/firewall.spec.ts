import assert from "node:assert/strict";

import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";

import { awsJson } from "./awsApi";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

const LOOPBACK = "http://127.0.0.1:8585/callback";

interface WebAcl {
    readonly DefaultAction: object;
    readonly Rules: readonly {
        readonly Name: string;
        readonly Priority: number;
        readonly Statement: {
            readonly RateBasedStatement?: { readonly Limit: number; readonly AggregateKeyType: string };
            readonly ManagedRuleGroupStatement?: {
                readonly RuleActionOverrides?: readonly { readonly Name: string; readonly ActionToUse: object }[];
            };
        };
    }[];
}

describe("the web ACL", () => {
    let stack: TestStack;

    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("firewall", {
            callbackUrl: LOOPBACK,
            firewall: { requestsPerFiveMinutes: 1000, managedRules: true },
        });
    });

    it("stands before the pool, with the limit and AWS's rules, and lets this stack's own callback through", async () => {
        await stack.up();
        const acl = await webAcl(stack);
        assert.ok("Allow" in acl.DefaultAction);
        assert.deepEqual(
            acl.Rules.map(({ Name }) => Name),
            [
                "requests-per-address",
                "AWSManagedRulesAmazonIpReputationList",
                "AWSManagedRulesCommonRuleSet",
                "AWSManagedRulesKnownBadInputsRuleSet",
            ],
        );
        assert.equal(acl.Rules[0].Statement.RateBasedStatement?.Limit, 1000);
        assert.equal(acl.Rules[0].Statement.RateBasedStatement?.AggregateKeyType, "IP");
        assert.deepEqual(
            acl.Rules[2].Statement.ManagedRuleGroupStatement?.RuleActionOverrides?.map(({ Name, ActionToUse }) => [
                Name,
                Object.keys(ActionToUse),
            ]),
            [
                ["EC2MetaDataSSRF_QUERYARGUMENTS", ["Count"]],
                ["GenericRFI_QUERYARGUMENTS", ["Count"]],
            ],
        );
        assert.equal((await stack.preview()).changed, false);
    });

    it("changes in place: the pool is never without it", async () => {
        await stack.configure({ firewall: { requestsPerFiveMinutes: 100 } });
        const { log } = await stack.up();
        assert.doesNotMatch(log, /replac/);
        assert.deepEqual(
            (await webAcl(stack)).Rules.map(({ Name }) => Name),
            ["requests-per-address"],
        );
    });

    it("goes with the setting, and nothing else does", async () => {
        const { userPoolId } = await stack.outputs();
        await stack.configure({ firewall: undefined });
        await stack.up();
        await assert.rejects(webAcl(stack), /WAFNonexistentItemException/);
        assert.equal((await stack.outputs()).userPoolId, userPoolId);
        await stack.destroy();
    });
});

describe("logs of the pool", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    // The Terraform provider here does not know the resource that tells the pool to write: what would be sent is all there is.
    it("have a group of the stack's own, which goes with it", async () => {
        const stack = await deploy("logs", { callbackUrl: LOOPBACK, logs: { retentionDays: 30 } });
        await stack.up();
        const { userPoolId } = (await stack.outputs()) as Record<string, string>;
        const name = `/aws/vendedlogs/cognito/${userPoolId}`;
        const [group] = await logGroups(name);
        assert.equal(group.retentionInDays, 30);
        const { deployment } = await stack.exportState();
        const delivery = deployment.resources.find(({ urn }) => urn.endsWith("::openmetadata-logs-delivery"));
        assert.match(JSON.stringify(delivery?.inputs.logConfigurations), new RegExp(`log-group:${name}"`));
        assert.equal((await stack.preview()).changed, false);
        await stack.destroy();
        assert.deepEqual(await logGroups(name), []);
    });
});

/** The web ACL that stands before the pool, its rules in the order in which they run. */
async function webAcl(stack: TestStack): Promise<WebAcl> {
    const { userPoolId } = (await stack.outputs()) as Record<string, string>;
    const { UserPool } = await (await cognito()).send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    const { WebACL } = await awsJson<{ WebACL: WebAcl }>("wafv2", "AWSWAF_20190729.GetWebACLForResource", {
        ResourceArn: UserPool?.Arn,
    });
    return { ...WebACL, Rules: [...WebACL.Rules].sort((one, other) => one.Priority - other.Priority) };
}

async function logGroups(logGroupNamePrefix: string) {
    interface Answer {
        readonly logGroups: readonly { readonly retentionInDays?: number }[];
    }
    return (await awsJson<Answer>("logs", "Logs_20140328.DescribeLogGroups", { logGroupNamePrefix })).logGroups;
}
