import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { controls } from "../../policies/controls";

const ROOT = path.join(__dirname, "../..");

describe("docs/policies.md", () => {
    const page = readFileSync(path.join(ROOT, "docs/policies.md"), "utf8");

    it("lists each policy with its level and its control", () => {
        const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (advisory|mandatory)/gm)].map(([, name, level]) => [
            name,
            level,
        ]);
        assert.deepEqual(
            rows,
            controls.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
        );
        for (const { description } of controls) {
            const [, id, rule] = /\[Security Hub (.*), AWS Config (.*)\]/.exec(description) ?? [];
            assert.ok(id === undefined || page.includes(`Security Hub ${id}, AWS Config \`${rule}\``), id);
        }
    });

    it("says how to let a stage be lost, with a file that names only policies that there are", () => {
        const file = readFileSync(path.join(ROOT, "policies/throw-away.json"), "utf8");
        const names = controls.map(({ name }) => name);
        assert.deepEqual(
            Object.keys(JSON.parse(file) as object).filter((name) => !names.includes(name)),
            [],
        );
        assert.ok(page.includes("--policy-pack-config policies/throw-away.json"));
    });
});
