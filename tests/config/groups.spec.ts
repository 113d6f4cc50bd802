import assert from "node:assert/strict";
import { groupsSchema } from "../../config/groups";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const NAME = "1 to 128 letters, digits and punctuation, without blanks";

describe("groups", () => {
    it("are none by default", () => assert.equal(problemsIn({}), ""));

    it("take every name that Cognito takes", () => {
        for (const name of ["a", "data-engineers", "Équipe:données", "données/ü", "😀", "x".repeat(128), "{team}"]) {
            assert.equal(problemsIn({ groups: [{ name }] }), "", name);
        }
        assert.deepEqual(groupsSchema.parse([{ name: " 2024 " }]), [{ name: "2024" }]);
        const described = [{ name: "stewards", description: "People who\nown data" }];
        assert.deepEqual(groupsSchema.parse(described), described);
        assert.deepEqual(groupsSchema.parse(groupsSchema.parse(described)), described);
        assert.equal(problemsIn({ groups: [{ name: "a", description: "x".repeat(2048) }] }), "");
        assert.equal(problemsIn({ groups: [{ name: "a", description: "" }] }), "");
    });

    it("refuse names that Cognito refuses", () => {
        for (const name of ["data engineers", "", "a\tb", "x".repeat(129)]) {
            const given = JSON.stringify(name.length > 118 ? `${name.slice(0, 116)}...` : name).replace('..."', "...");
            assert.equal(
                problemsIn({ groups: [{ name }] }),
                paragraph("groups[0].name", given, NAME, "for example: data-engineers"),
            );
        }
        assert.equal(
            problemsIn({ groups: [{ name: 1.1 }] }),
            paragraph("groups[0].name", "1.1", NAME, "put it in quotes: YAML changes numbers like 1.10"),
        );
        assert.equal(
            problemsIn({ groups: [{ description: "no name" }] }),
            paragraph("groups[0].name", "nothing", NAME, "for example: data-engineers"),
        );
    });

    it("refuse a description that is too long", () => {
        assert.match(
            problemsIn({ groups: [{ name: "a", description: "x".repeat(2049) }] }),
            /^ {2}groups\[0\]\.description\n {4}given {4}"x+\.\.\.\n {4}allowed {2}at most 2048 characters\n/,
        );
    });

    it("have each name once", () => {
        assert.equal(problemsIn({ groups: [{ name: "a" }, { name: "A" }] }), "");
        assert.equal(
            problemsIn({ groups: [{ name: "a" }, { name: "b" }, { name: "a" }] }),
            paragraph("groups[2].name", "a, a second time", "each name once", "remove one of the two"),
        );
    });

    it("leave the groups of identity providers to Cognito", () => {
        const refusal = (name: string) =>
            paragraph(
                "groups[0].name",
                name,
                "names that Cognito does not make itself for identity providers",
                "leave this group to Cognito, or choose another name",
            );
        for (const name of ["eu-west-1_AbCdEfGhI_Google", "us-gov-west-1_AbCdEfGhI_Okta"]) {
            assert.equal(problemsIn({ groups: [{ name }] }), refusal(name));
        }
        assert.equal(problemsIn({ groups: [{ name: "eu-west-1_stewards" }] }), "");
    });

    it("refuse another key, and name the nearest", () => {
        assert.equal(
            problemsIn({ groups: [{ name: "a", descripton: "typo" }] }),
            paragraph(
                "groups[0].descripton",
                "a key that does not exist",
                "the keys name, description",
                "did you mean description?",
            ),
        );
    });
});
