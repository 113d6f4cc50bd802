import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultDomainPrefix, type StackPlace } from "../../components/domainPrefix";
import { domainSchema } from "../../config/domain";

const PLACE: StackPlace = {
    account: "123456789012",
    region: "eu-west-1",
    project: "openmetadata-cognito-sso",
    stack: "prod",
};

/** Every name that Pulumi takes for a stack: 1 to 100 letters, digits, hyphens, underscores and periods. */
const stackName = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/),
    // Names in which reserved words stand, also once others are taken out of them.
    fc
        .array(
            fc.constantFrom("aws", "a", "ws", "amazon", "ama", "zon", "Cognito", "cog", "nito", "-", "_", ".", "x"),
            {
                minLength: 1,
                maxLength: 14,
            },
        )
        .map((parts) => parts.join("")),
);

describe("the default domain prefix", () => {
    it("is om, the stack, and eight characters that are the stack's own", () => {
        assert.equal(defaultDomainPrefix(PLACE), "om-prod-92967bc5");
        assert.equal(defaultDomainPrefix({ ...PLACE, stack: "Team_A.prod" }).replace(/-[^-]*$/, ""), "om-team-a-prod");
        assert.match(defaultDomainPrefix({ ...PLACE, stack: "aws" }), /^om-[0-9a-f]{8}$/);
        assert.match(defaultDomainPrefix({ ...PLACE, stack: "_" }), /^om-[0-9a-f]{8}$/);
    });

    it("is valid for every name that a stack can have", () =>
        fc.assert(
            fc.property(stackName, (stack) => {
                const prefix = defaultDomainPrefix({ ...PLACE, stack });
                assert.equal(domainSchema.parse({ prefix }).prefix, prefix);
                assert.match(prefix, /^om-(.+-)?[0-9a-f]{8}$/);
            }),
            { numRuns: 1000 },
        ));

    it("is the same on every run, and another for every account, region, project and stack", () => {
        const place = fc.record({
            account: fc.stringMatching(/^\d{12}$/),
            region: fc.constantFrom("eu-west-1", "us-east-1", "us-gov-west-1"),
            project: fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
            stack: stackName,
        });
        fc.assert(
            fc.property(place, place, (one, other) => {
                assert.equal(defaultDomainPrefix(one), defaultDomainPrefix({ ...one }));
                const keys = (["account", "region", "project", "stack"] as const).filter(
                    (key) => one[key] !== other[key],
                );
                for (const key of keys) {
                    assert.notEqual(defaultDomainPrefix(one), defaultDomainPrefix({ ...one, [key]: other[key] }), key);
                }
            }),
        );
    });
});
