import assert from "node:assert/strict";
import { iamTags, tagsSchema } from "../../config/tags";
import { paragraph } from "./paragraph";
import { problemsIn, refusalBy } from "./refusal";

const map = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, "x"]));

describe("tags", () => {
    it("are names and values of the characters that AWS takes", () => {
        const tags = { team: "data platform", "cost-centre/a": "a+b=c@d:e_f.", Ünïcode: "日本語", empty: "" };
        assert.deepEqual(tagsSchema.parse(tags), tags);
        assert.deepEqual(tagsSchema.parse({ ["a".repeat(128)]: "b".repeat(256) }), {
            ["a".repeat(128)]: "b".repeat(256),
        });
    });

    it("may be numbers, truth values and dates", () => {
        const given = { costCentre: 4711, production: true, until: "2027-12-31 00:00:00 +0000 UTC" };
        assert.deepEqual(tagsSchema.parse(given), { costCentre: "4711", production: "true", until: "2027-12-31" });
    });

    it("are refused with a name that AWS keeps for itself or does not take", () => {
        for (const name of ["aws:team", "AWS:team", "", " ", "a".repeat(129), "team!", "a\nb"]) {
            const issue = tagsSchema.safeParse({ [name]: "x" }).error?.issues[0];
            assert.equal(issue?.code, "invalid_key", JSON.stringify(name));
        }
        assert.deepEqual(tagsSchema.parse({ awsome: "x" }), { awsome: "x" });
    });

    it("are refused with a value that AWS does not take", () => {
        for (const value of ["a".repeat(257), "a & b", "a,b", null, [], {}]) {
            assert.equal(
                refusalBy(tagsSchema, { team: value })?.allowed,
                "at most 256 letters, digits, blanks and _ . : / = + - @",
                JSON.stringify(value),
            );
        }
    });

    it("leave room for the two of the project", () => {
        assert.equal(Object.keys(tagsSchema.parse(map(48))).length, 48);
        assert.deepEqual(refusalBy(tagsSchema, map(49)), { allowed: "at most 48 entries", fix: "remove some" });
    });
});

describe("tags that IAM takes for one", () => {
    const SMS = { mfa: { methods: ["totp", "sms"] } };

    it("are one there: the later, which is the owner's", () => {
        const ours = { project: "om", stack: "prod" };
        assert.deepEqual(iamTags({ ...ours, team: "data" }), { ...ours, team: "data" });
        assert.deepEqual(iamTags({ ...ours, Project: "data" }), { stack: "prod", Project: "data" });
        assert.deepEqual(iamTags({ ...ours, STACK: "a", Project: "b" }), { STACK: "a", Project: "b" });
        assert.deepEqual(iamTags({ ...ours, project: "data" }), { project: "data", stack: "prod" });
    });

    it("are the provider's own where it adds one", () => {
        assert.deepEqual(iamTags({ project: "om", stack: "prod" }, ["Project", "Team"]), { stack: "prod" });
        assert.deepEqual(iamTags({ project: "om", stack: "prod" }, ["project"]), { project: "om", stack: "prod" });
    });

    it("are refused among the owner's, where the stack makes a role", () => {
        const tags = { Team: "data", team: "platform" };
        assert.equal(
            problemsIn({ ...SMS, tags }),
            paragraph(
                "tags.team",
                "team, beside Team",
                "keys that differ by more than capitals: the role that sends SMS is tagged too, and IAM does not tell them apart",
                "remove one of the two",
            ),
        );
        assert.equal(problemsIn({ tags }), "");
        assert.equal(problemsIn({ ...SMS, tags: { team: "data", Project: "x", STACK: "y" } }), "");
    });

    it("have no value that is AWS's own", () => {
        const tags = { origin: "AWS:cloudformation" };
        assert.equal(
            problemsIn({ ...SMS, tags }),
            paragraph(
                "tags.origin",
                '"AWS:cloudformation"',
                "values that do not begin with aws:, which IAM keeps for AWS: the role that sends SMS is tagged too",
                "write it another way",
            ),
        );
        assert.equal(problemsIn({ tags }), "");
        assert.equal(problemsIn({ ...SMS, tags: { origin: "my aws: account" } }), "");
    });
});
