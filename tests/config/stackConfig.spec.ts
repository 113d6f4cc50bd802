import assert from "node:assert/strict";
import { decodeConfig, readStackConfig } from "../../config/stackConfig";
import { attempt, refusal } from "../components/mocks";
import { handedOver } from "./stackFile";

const PROJECT = "openmetadata-cognito-sso";

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

describe("the stack's config", () => {
    const read = (config: Record<string, string>) =>
        attempt(() => readStackConfig(), {
            stack: "prod",
            config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value])),
        });

    it("is read as arguments of the component", async () => {
        const { value, error } = await read({
            callbackUrl: "https://om.mycompany.com/callback",
            userPool: '{"featurePlan":"plus"}',
            tags: "",
        });
        assert.equal(error, undefined);
        assert.deepEqual(value, {
            callbackUrl: "https://om.mycompany.com/callback",
            userPool: { featurePlan: "plus" },
        });
    });

    it("is refused in the name of the stack", async () => {
        const run = await read({ callbackUrl: "https://om.mycompany.com", clientType: "private" });
        assert.equal(
            refusal(run),
            `Stack prod: 2 problems in the configuration. Nothing was changed.

  callbackUrl
    given    "https://om.mycompany.com"
    allowed  OpenMetadata's own URL followed by /callback: https, or http on localhost, without query, fragment, wildcard or password
    fix      for example: https://om.mycompany.com/callback

  clientType
    given    "private"
    allowed  public or confidential
    fix      for example: public
`,
        );
    });
});
