import assert from "node:assert/strict";

import { UserError } from "../../../config/userError";
import { readOptions, type Typed } from "../../../tools/doctor/options";

const EXAMPLE = "for example https://data.example.org or http://localhost:8585.";

describe("the options of npm run doctor", () => {
    it("need a stack, and have defaults otherwise", () => {
        assert.deepEqual(readOptions({ stack: "prod" }), {
            stack: "prod",
            diagnose: { openMetadata: undefined, checkDefaultAdmin: false, timeout: 10_000 },
        });
        refuses(
            {},
            "npm run doctor needs --stack, for example: npm run doctor -- --stack prod\n" +
                "The two dashes alone matter: without them npm keeps the options for itself.",
        );
    });

    it("take the address of OpenMetadata, also under a path, without a slash at the end", () => {
        for (const [openmetadata, url] of [
            ["https://data.example.org", "https://data.example.org"],
            ["https://Data.example.org:443/om//", "https://data.example.org/om"],
            ["http://localhost:8585/", "http://localhost:8585"],
        ] as const) {
            assert.equal(readOptions({ stack: "prod", openmetadata }).diagnose.openMetadata, url);
        }
    });

    it("refuse what is no address of a server", () => {
        for (const text of [
            "data.example.org",
            "localhost:8585",
            "ftp://data.example.org",
            "https://a.example.org?b",
            "",
        ]) {
            refuses(
                { stack: "prod", openmetadata: text },
                `--openmetadata ${text} is no address of a server. Give the one that people open, ${EXAMPLE}`,
            );
        }
    });

    it("do not repeat a password", () => {
        refuses(
            { stack: "prod", openmetadata: "https://me:hunter2@data.example.org" },
            `--openmetadata has a user or a password in it. Give the address alone, ${EXAMPLE}`,
        );
    });

    it("try the default admin only where there is a server", () => {
        const { diagnose } = readOptions({
            stack: "prod",
            openmetadata: "https://data.example.org",
            "check-default-admin": true,
        });
        assert.equal(diagnose.checkDefaultAdmin, true);
        refuses(
            { stack: "prod", "check-default-admin": true },
            "--check-default-admin asks an OpenMetadata server: add --openmetadata <url>.",
        );
    });

    it("wait from a tenth of a second to five minutes", () => {
        assert.equal(readOptions({ stack: "prod", timeout: "0.1" }).diagnose.timeout, 100);
        assert.equal(readOptions({ stack: "prod", timeout: "300" }).diagnose.timeout, 300_000);
        for (const timeout of ["0", "0.09", "301", "-1", "soon", ""]) {
            refuses({ stack: "prod", timeout }, `--timeout ${timeout} is no number of seconds from 0.1 to 300.`);
        }
    });
});

function refuses(typed: Typed, message: string): void {
    assert.throws(() => readOptions(typed), new UserError(message));
}
