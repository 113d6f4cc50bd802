import assert from "node:assert/strict";
import { decodeConfig } from "../../config/decodeConfig";
import { handedOver } from "./stackFile";

const decoded = (values: Record<string, string>) =>
    decodeConfig(Object.fromEntries(Object.entries(values).map(([key, value]) => [`p:${key}`, value])), "p");

describe("the config that Pulumi hands over", () => {
    it("is that of the project alone, without its prefix", () =>
        assert.deepEqual(decodeConfig({ "aws:region": "eu-west-1", "p:a": "1", "p2:a": "2", "p:b:c": "3" }, "p"), {
            a: "1",
            "b:c": "3",
        }));

    it("has texts, and maps and lists as JSON", () =>
        assert.deepEqual(
            decoded({ text: "a", number: "1", flag: "true", map: '{"a":{"b":[1,true]}}', list: ' ["a"]' }),
            { text: "a", number: "1", flag: "true", map: { a: { b: [1, true] } }, list: ["a"] },
        ));

    it("has texts that only look like JSON", () =>
        assert.deepEqual(decoded({ a: "{open", b: "[1,", c: "{a: 1}", d: '"quoted"' }), {
            a: "{open",
            b: "[1,",
            c: "{a: 1}",
            d: '"quoted"',
        }));

    it("has keys with nothing behind them, which count as not there", () => {
        assert.deepEqual(decoded({ a: "", b: "  ", c: '{"d":null,"e":{"f":null},"g":1}' }), {
            c: { e: {}, g: 1 },
        });
        const config = handedOver(
            "config:\n  p:tags:\n  p:userPool:\n    name:\n    recovery: [email]\n  p:protect:\n",
        );
        assert.deepEqual(decodeConfig(config, "p"), { userPool: { recovery: ["email"] } });
    });
});
