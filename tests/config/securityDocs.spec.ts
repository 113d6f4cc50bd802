import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { FEATURE_PLANS, FEATURES } from "../../config/featurePlan";
import { checkedSettings } from "../../config/settings";
import { codeBlocks } from "../codeBlocks";
import { problemsIn } from "./refusal";

const ROOT = path.join(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

for (const page of ["docs/security.md", "docs/messages.md"]) {
    describe(page, () => {
        const text = read(page);

        it("shows settings that are accepted", () => {
            const blocks = codeBlocks(text, "yaml").map((block) => parse(block) as object);
            assert.ok(blocks.length >= 3);
            blocks.forEach((block) => assert.equal(problemsIn(block), "", JSON.stringify(block)));
        });

        it("leads to pages that there are", () => {
            const links = [...text.matchAll(/\]\(((?!https?:)[^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
            // This one is made from the schema.
            const others = links.filter((link) => link !== "configuration.md");
            assert.ok(others.length > 0);
            others.forEach((link) => assert.ok(read(path.join("docs", link)), link));
        });
    });
}

describe("the table of plans in docs/security.md", () => {
    const rows = [
        ...read("docs/security.md").matchAll(/^\| `(lite|essentials|plus)`[^|]*\| ([\d.]+) \|[^|]*\| (.*) \|$/gm),
    ];

    it("has each plan with its price", () =>
        assert.deepEqual(
            rows.map(([, plan, price]) => [plan, `${price} USD`]),
            Object.entries(FEATURE_PLANS),
        ));

    it("has each feature with the plan that has it", () =>
        FEATURES.forEach(({ key, plan }) => {
            const [, , , features] = rows.find(([, name]) => name === plan) ?? [];
            assert.ok(features.includes(`\`${key}\``), `${key} is not in the row of ${plan}`);
        }));
});

describe("examples/locked-down.yaml", () => {
    const { config } = parse(read("examples/locked-down.yaml")) as { config: Record<string, unknown> };
    const own = Object.entries(config)
        .filter(([key]) => key.startsWith("openmetadata-cognito-sso:"))
        .map(([key, value]) => [key.split(":")[1], value] as const);
    const settings = checkedSettings(Object.fromEntries(own), "Stack prod");

    it("is as strict as it says", () => {
        assert.equal(settings.protect, true);
        assert.equal(settings.mfa.mode, "required");
        assert.deepEqual(settings.mfa.methods, ["totp"]);
        assert.equal(settings.userPool.threatProtection.mode, "enforced");
        assert.deepEqual(settings.userPool.recovery, ["admin"]);
        assert.equal(settings.clientType, "confidential");
    });
});
