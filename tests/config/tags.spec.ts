import assert from "node:assert/strict";
import { tagsSchema } from "../../config/tags";
import { refusalBy } from "./refusal";

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
