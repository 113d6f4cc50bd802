import assert from "node:assert/strict";
import { regionProblems } from "../../config/region";
import { checkedSettings } from "../../config/settings";

const problemsAt = (region: string, settings: object) =>
    regionProblems(
        checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...settings }, "Stack prod"),
        region,
    );

describe("the region", () => {
    const customDomain = { domain: { name: "auth.mycompany.com", hostedZoneId: "Z123" } };

    it("has custom domains where us-east-1 is in the same partition", () => {
        for (const region of ["us-east-1", "eu-west-1", "ap-southeast-2", "us-west-2"]) {
            assert.deepEqual(problemsAt(region, customDomain), []);
        }
        for (const region of ["us-gov-west-1", "us-gov-east-1", "cn-north-1", "us-iso-east-1", "eusc-de-east-1"]) {
            assert.deepEqual(problemsAt(region, customDomain), [
                {
                    key: "domain.name",
                    given: `auth.mycompany.com, in ${region}`,
                    allowed: `domain.prefix: Amazon Cognito has no custom domains in ${region}`,
                    fix: "remove domain.name, hostedZoneId and certificateArn",
                },
            ]);
            assert.deepEqual(problemsAt(region, { domain: { prefix: "om" } }), []);
        }
    });

    it("has web ACLs for user pools, but us-gov-east-1", () => {
        const firewall = { firewall: { managedRules: true } };
        assert.deepEqual(problemsAt("us-gov-west-1", firewall), []);
        assert.deepEqual(problemsAt("us-gov-east-1", {}), []);
        assert.deepEqual(problemsAt("us-gov-east-1", firewall), [
            {
                key: "firewall",
                given: "a value, in us-gov-east-1",
                allowed: "nothing: user pools take no web ACL in us-gov-east-1",
                fix: "remove firewall, or deploy to us-gov-west-1",
            },
        ]);
    });
});
