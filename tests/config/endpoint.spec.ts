import assert from "node:assert/strict";
import { endpointSchema } from "../../config/endpoint";
import { refusalBy } from "./refusal";

describe("endpoint", () => {
    it("is an origin, in the browser's form", () => {
        const accepted: [string, string][] = [
            ["http://127.0.0.1:4566", "http://127.0.0.1:4566"],
            ["http://127.0.0.1:4566/", "http://127.0.0.1:4566"],
            [" HTTP://LocalHost:4566 ", "http://localhost:4566"],
            ["https://emulator.mycompany.com:443", "https://emulator.mycompany.com"],
            ["http://[::1]:4566", "http://[::1]:4566"],
        ];
        accepted.forEach(([given, read]) => assert.equal(endpointSchema.parse(given), read));
    });

    it("is refused as anything more or less", () => {
        const refused = [
            "127.0.0.1:4566",
            "localhost",
            4566,
            "http://127.0.0.1:4566/cognito",
            "http://127.0.0.1:4566?region=eu-west-1",
            "http://127.0.0.1:4566/#a",
            "http://test@127.0.0.1:4566",
            "http://:test@127.0.0.1:4566",
            "ftp://127.0.0.1:4566",
            "file:///tmp/emulator",
            "",
            undefined,
            null,
            true,
            ["http://127.0.0.1:4566"],
            { url: "http://127.0.0.1:4566" },
        ];
        for (const given of refused) {
            assert.deepEqual(
                refusalBy(endpointSchema, given),
                {
                    allowed: "the base URL of a Cognito-compatible emulator: http or https, without path or password",
                    fix: "for example: http://127.0.0.1:4566",
                },
                JSON.stringify(given),
            );
        }
    });
});
