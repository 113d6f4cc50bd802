import assert from "node:assert/strict";
import { z } from "zod";
import { understood } from "../../config/recorded";
import { choice, flag, list, section, wordOrMap } from "../../config/shapes";

const schema = section({
    mode: choice(["off", "on"]).default("off"),
    names: list(choice(["a", "b"]), 9).default(["a"]),
    map: wordOrMap("level", { level: choice(["low", "high"]).default("low"), loud: flag().default(false) }).prefault(
        {},
    ),
    items: list(section({ name: z.string(), fast: flag().default(false) }), 9).default([]),
    lists: wordOrMap("mode", { mode: choice(["some"]), loud: flag().default(false) }).prefault("some"),
    function: section({ arn: z.string(), version: choice(["1", "2"]).default("1") }).optional(),
});

const DEFAULTS = {
    mode: "off",
    names: ["a"],
    map: { level: "low", loud: false },
    items: [],
    lists: { mode: "some", loud: false },
};

describe("settings that another version recorded", () => {
    it("have the defaults of keys that came later", () => {
        assert.deepEqual(understood(schema, {}), DEFAULTS);
        assert.deepEqual(understood(schema, { map: { level: "high" } }), {
            ...DEFAULTS,
            map: { level: "high", loud: false },
        });
    });

    it("are read without what is not known, at any depth", () => {
        const recorded = {
            mode: "on",
            more: 1,
            map: { loud: true, colour: "red" },
            items: [{ name: "x", slow: 1, big: 2 }],
        };
        assert.deepEqual(understood(schema, recorded), {
            ...DEFAULTS,
            mode: "on",
            map: { level: "low", loud: true },
            items: [{ name: "x", fast: false }],
        });
    });

    it("are read without the values that are not taken, and with all others", () => {
        const recorded = {
            mode: "on",
            names: ["c", "b", "d", "a"],
            map: "loudest",
            lists: { mode: "all", loud: true },
            items: [{ fast: true }, "x", { name: "y", fast: 7 }],
            function: { version: "2" },
        };
        assert.deepEqual(understood(schema, recorded), {
            ...DEFAULTS,
            mode: "on",
            names: ["b", "a"],
            items: [{ name: "y", fast: false }],
        });
    });
});
