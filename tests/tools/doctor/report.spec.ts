import assert from "node:assert/strict";

import type { CheckResult } from "../../../tools/doctor/check";
import { type Report, renderJson, renderText } from "../../../tools/doctor/report";

const AUTHORITY = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf";
const RESULTS: CheckResult[] = [
    { id: "discovery", title: "Discovery", status: "ok", found: "issuer" },
    {
        id: "callbacks",
        title: "Callback URLs",
        status: "fix",
        found: "https://data.example.org/callback is refused: redirect_mismatch",
        expected: "accepted",
        fix: "Deploy again: pulumi up --refresh --stack prod",
    },
    { id: "login-page", title: "Login page", status: "unknown", found: "503", fix: "Look." },
    {
        id: "client-settings",
        title: "Client settings",
        status: "skipped",
        found: "no credentials",
        fix: "With credentials it is.",
    },
];
const OPEN_METADATA: CheckResult[] = [
    { id: "openmetadata", title: "Answers", status: "unknown", found: "nothing listens", fix: "Start it." },
    { id: "openmetadata-version", title: "Version", status: "skipped", found: "later", skippedFor: "openmetadata" },
];

const report = (change: Partial<Report> = {}): Report => ({
    deployed: { stack: "prod", place: "aws", outputs: { authority: AUTHORITY } },
    results: RESULTS,
    hints: [],
    ...change,
});

describe("the doctor's report", () => {
    it("is short, and readable without colour", () => {
        assert.equal(
            renderText(report(), { colour: false }),
            `Stack prod in AWS, ${AUTHORITY}

✔ ok       Discovery        issuer
✘ FIX      Callback URLs    https://data.example.org/callback is refused: redirect_mismatch
           expected  accepted
           fix       Deploy again: pulumi up --refresh --stack prod
? unknown  Login page       503
           try       Look.
– skipped  Client settings  no credentials
           note      With credentials it is.

1 thing to fix, 1 could not be checked, 1 sound, 1 skipped.`,
        );
    });

    it("has a part about OpenMetadata, without what waits for another check, and hints at the end", () => {
        const change = { openMetadata: "https://data.example.org", hints: ["A trap."] };
        assert.equal(
            renderText(report({ ...change, results: [RESULTS[0], ...OPEN_METADATA] }), { colour: false }),
            `Stack prod in AWS, ${AUTHORITY}

✔ ok       Discovery  issuer

OpenMetadata at https://data.example.org

? unknown  Answers    nothing listens
           try       Start it.

A trap.

Nothing to fix, 1 could not be checked, 1 sound, 1 skipped.`,
        );
    });

    it("says where the stack is", () => {
        const heading = (deployed: Partial<Report["deployed"]>) =>
            renderText(report({ deployed: { ...report().deployed, ...deployed } }), { colour: false }).split(",")[0];
        assert.equal(heading({ place: "local", endpoint: "http://127.0.0.1:4566" }), "Stack prod on this machine");
        assert.equal(heading({ endpoint: "http://127.0.0.1:4566" }), "Stack prod on an emulator");
        assert.equal(heading({}), "Stack prod in AWS");
    });

    it("counts in words", () => {
        const last = (results: CheckResult[]) => renderText(report({ results }), { colour: false }).split("\n").at(-1);
        assert.equal(last([RESULTS[0]]), "Nothing to fix, 1 sound.");
        assert.equal(last([RESULTS[1], RESULTS[1]]), "2 things to fix, 0 sound.");
    });

    it("breaks long lines under their beginning", () => {
        const found = "one two three four five six seven eight nine ten eleven twelve";
        const text = renderText(report({ results: [{ id: "a", title: "A", status: "ok", found }] }), {
            colour: false,
            width: 60,
        });
        assert.ok(
            text.includes(`
✔ ok       A  one two three four five six seven eight nine
              ten eleven twelve
`),
            text,
        );
    });

    it("colours the symbol and the word alone", () => {
        const text = renderText(report({ results: [RESULTS[0]] }), { colour: true });
        assert.ok(text.includes("\u001b[32m✔ ok       \u001b[39mDiscovery  issuer"), JSON.stringify(text));
    });

    it("is JSON for pipelines", () => {
        assert.deepEqual(JSON.parse(renderJson(report({ hints: ["A trap."] }))), {
            stack: "prod",
            place: "aws",
            sound: false,
            exitCode: 1,
            checks: RESULTS,
            hints: ["A trap."],
        });
        assert.deepEqual(
            JSON.parse(renderJson(report({ openMetadata: "https://o.example.org", results: [RESULTS[0]] }))),
            {
                stack: "prod",
                place: "aws",
                openMetadata: "https://o.example.org",
                sound: true,
                exitCode: 0,
                checks: [RESULTS[0]],
                hints: [],
            },
        );
    });
});
