import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { checkedSettings, settingsSchema } from "../../config/settings";
import { decodeConfig } from "../../config/decodeConfig";
import { UserError } from "../../config/userError";
import { handedOver } from "./stackFile";

interface Case {
    /** What stands in the stack's file. */
    readonly yaml: string;
    readonly answer: string;
}

describe("bad configurations", () => {
    const cases = readCases(path.join(__dirname, "badConfigurations.txt"));

    cases.forEach(({ yaml, answer }) =>
        it(yaml.replace(/\n/g, "; "), () => {
            const headline = "Stack prod: 1 problem in the configuration. Nothing was changed in AWS.";
            assert.equal(refusalOf(yaml), `${headline}\n\n${answer}\n`);
        }),
    );

    it("are many, and no two are the same", () => {
        assert.ok(cases.length >= 100, `only ${cases.length}`);
        assert.equal(new Set(cases.map(({ answer }) => answer)).size, cases.length);
    });
});

/** The cases of the table; `{of userPool}` in an answer becomes the keys that the schema has below `userPool`. */
function readCases(file: string): Case[] {
    const blocks = readFileSync(file, "utf8").trim().split("\n\n");
    return blocks
        .filter((block) => !block.startsWith("#"))
        .map((block) => {
            const lines = block.split("\n");
            const answer = lines.filter((line) => line.startsWith("  ")).join("\n");
            return {
                yaml: lines.filter((line) => !line.startsWith("  ")).join("\n"),
                answer: answer.replace(/\{of ([^}]+)\}/g, (_, key: string) => keysBelow(key).join(", ")),
            };
        });
}

interface MapSchema {
    readonly properties: Readonly<Record<string, MapSchema>>;
}

function keysBelow(key: string): string[] {
    const all = z.toJSONSchema(settingsSchema, { io: "input", unrepresentable: "any" }) as unknown as MapSchema;
    return Object.keys((key === "the stack" ? all : all.properties[key]).properties);
}

function refusalOf(yaml: string): string {
    const given = yaml.split("\n").map((line) => `  p:${line}`);
    const sound = /^callbackUrl:/m.test(yaml) ? [] : ["  p:callbackUrl: https://om.mycompany.com/callback"];
    const config = handedOver(["config:", ...given, ...sound].join("\n"));
    try {
        checkedSettings(decodeConfig(config, "p"), "Stack prod");
    } catch (error) {
        assert.ok(error instanceof UserError, String(error));
        return error.message;
    }
    throw new Error("accepted");
}
