import assert from "node:assert/strict";
import { devicesSchema } from "../../config/devices";
import { userPoolSchema } from "../../config/userPool";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

describe("remembered devices", () => {
    it("are off by default, and on by one word or a map", () => {
        assert.deepEqual(userPoolSchema.parse({}).devices, { remember: "off", skipMfa: false });
        assert.deepEqual(devicesSchema.parse("always"), { remember: "always", skipMfa: false });
        assert.deepEqual(devicesSchema.parse("OptIn"), { remember: "optIn", skipMfa: false });
        assert.deepEqual(devicesSchema.parse({ remember: "optIn", skipMfa: "true" }), {
            remember: "optIn",
            skipMfa: true,
        });
        assert.equal(problemsIn({ userPool: { devices: { remember: "always", skipMfa: true } } }), "");
    });

    it("refuse other words, and what needs them while they are off", () => {
        assert.equal(
            problemsIn({ userPool: { devices: "sometimes" } }),
            paragraph(
                "userPool.devices",
                '"sometimes"',
                "off, always or optIn, or a map with the keys remember, skipMfa",
                "for example: off",
            ),
        );
        assert.equal(
            problemsIn({ userPool: { devices: { skipMfa: true } } }),
            paragraph(
                "userPool.devices.skipMfa",
                "true, with remember off",
                "true only where devices are remembered",
                "set userPool.devices.remember to always or optIn, or remove skipMfa",
            ),
        );
    });
});
