import assert from "node:assert/strict";
import { firewallSchema, MANAGED_RULE_GROUPS, USUAL_RULE_GROUPS } from "../../config/firewall";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

describe("the firewall", () => {
    it("is off by default", () => assert.equal(problemsIn({}), ""));

    it("limits the requests of one address within what AWS WAF takes", () => {
        for (const requestsPerFiveMinutes of [10, "1000", 2_000_000_000]) {
            assert.equal(problemsIn({ firewall: { requestsPerFiveMinutes } }), "");
        }
        const refusal = (given: unknown, fix: string) =>
            assert.equal(
                problemsIn({ firewall: { requestsPerFiveMinutes: given } }),
                paragraph(
                    "firewall.requestsPerFiveMinutes",
                    JSON.stringify(given),
                    "a whole number from 10 to 2000000000",
                    fix,
                ),
            );
        refusal(9, "for example: 10");
        refusal("2000000001", "for example: 2000000000");
    });

    it("has AWS's rule groups by name, or the usual ones", () => {
        const groups = (managedRules: unknown) => firewallSchema.parse({ managedRules }).managedRules;
        for (const word of [true, "true", "True"]) {
            assert.deepEqual(groups(word), USUAL_RULE_GROUPS);
        }
        assert.deepEqual(groups(false), []);
        assert.deepEqual(groups(undefined), []);
        assert.deepEqual(groups("awsmanagedrulescommonruleset"), ["AWSManagedRulesCommonRuleSet"]);
        assert.deepEqual(groups([...MANAGED_RULE_GROUPS]), MANAGED_RULE_GROUPS);
        assert.deepEqual(groups(groups(true)), USUAL_RULE_GROUPS);
    });

    it("has no rule group that AWS refuses on a user pool, or that would stop OpenMetadata", () => {
        const refusal = (group: string, fix: string) =>
            assert.equal(
                problemsIn({ firewall: { managedRules: ["AWSManagedRulesCommonRuleSet", group] } }),
                paragraph("firewall.managedRules[1]", `"${group}"`, MANAGED_RULE_GROUPS.join(", "), fix),
            );
        refusal(
            "AWSManagedRulesATPRuleSet",
            "remove it: AWS WAF takes no account-takeover group on a user pool; userPool.threatProtection is Cognito's own",
        );
        const example = "for example: AWSManagedRulesCommonRuleSet; or managedRules: true for the usual ones";
        refusal("AWSManagedRulesBotControlRuleSet", example);
        refusal("CommonRuleSet", example);
    });

    it("does something, and nothing twice", () => {
        const refusal = paragraph(
            "firewall",
            "neither requestsPerFiveMinutes nor managedRules",
            "at least one of them: a web ACL without rules lets everything through and is billed all the same",
            "for example: managedRules: true; or remove firewall",
        );
        assert.equal(problemsIn({ firewall: {} }), refusal);
        assert.equal(problemsIn({ firewall: { managedRules: false } }), refusal);
        const group = "AWSManagedRulesSQLiRuleSet";
        assert.equal(
            problemsIn({ firewall: { managedRules: [group, group] } }),
            paragraph(
                "firewall.managedRules",
                `${group}, a second time`,
                "each rule group once",
                "remove one of the two",
            ),
        );
    });

    it("is not put before somebody else's pool", () =>
        assert.equal(
            problemsIn({ firewall: { managedRules: true }, userPool: { existingId: "eu-west-1_abcdefghi" } }),
            paragraph(
                "firewall",
                "a value, beside userPool.existingId eu-west-1_abcdefghi",
                "nothing: the web ACL of an existing pool is its owner's, for all its clients",
                "remove firewall and put a web ACL before the pool itself, or import the pool (docs/existing-pool.md)",
            ),
        ));
});
