import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { triggersSchema } from "../../config/triggers";
import { codeBlocks } from "../codeBlocks";
import { problemsIn } from "./refusal";

const page = readFileSync(path.join(__dirname, "../../docs/triggers.md"), "utf8");

describe("docs/triggers.md", () => {
    it("shows settings that are accepted", () => {
        const blocks = codeBlocks(page, "yaml").map((block) => parse(block) as object);
        assert.equal(blocks.length, 2);
        blocks.forEach((block) => {
            assert.deepEqual(Object.keys(block), ["triggers"]);
            assert.equal(problemsIn(block), "");
        });
    });

    it("names every key, and no other", () => {
        const { properties = {} } = z.toJSONSchema(triggersSchema, { io: "input", unrepresentable: "any" });
        const rows = [...page.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)]);
        const named = rows.map(([, key]) => key);
        assert.deepEqual([...named, "kmsKeyArn"].sort(), Object.keys(properties).sort());
    });
});
