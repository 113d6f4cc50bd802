import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import type { ClientType } from "../../openmetadata/facts";
import {
    describeProblem,
    knownProblems,
    problemTable,
    releaseTable,
    signInVerdict,
    trustsItsOwnTokens,
    withReleaseTables,
} from "../../openmetadata/releases";

const ROOT = path.resolve(__dirname, "../..");
const callbackUrl = "https://data.example.org/callback";
const UPGRADE =
    "Upgrade OpenMetadata to 1.13.4 or newer. Where that cannot be done, clientType: confidential is the way: it makes a new app " +
    "client, and before 2.0.0 it has an open redirect (GHSA-pm3c-83qf-97qw).";
const BROKEN =
    "cannot sign people in with a public client: its web page asks Cognito for an id_token, which Cognito does not have, whatever " +
    "the settings say (#23999, #29597 and #30903, about 1.10 to 1.13; assumed for 1.6 to 1.9).";

describe("whether a release can sign people in", () => {
    const answers = (clientType: ClientType, versions: (string | undefined)[]) =>
        versions.map((version) => signInVerdict({ clientType, callbackUrl }, version).answer);

    it("depends on the release, with a public client", () => {
        assert.deepEqual(
            answers("public", ["1.5.0", "1.5.15", "1.6.0", "1.10.1", "1.12.14", "1.13.3", "1.13.4", "1.13.9", "2.0.0"]),
            ["untried", "untried", "broken", "broken", "broken", "broken", "works", "works", "untried"],
        );
        assert.deepEqual(signInVerdict({ clientType: "public", callbackUrl }, "1.12.14"), {
            answer: "broken",
            text: `OpenMetadata 1.12.14 ${BROKEN}`,
            fix: UPGRADE,
        });
        assert.deepEqual(signInVerdict({ clientType: "public", callbackUrl }, "1.13.4"), {
            answer: "works",
            text:
                "OpenMetadata 1.13.4 signs people in with a public client: released on 2026-08-21 with the fix " +
                "(#31516, #31517, #31573).",
        });
        assert.deepEqual(signInVerdict({ clientType: "public", callbackUrl }, "2.0.7"), {
            answer: "untried",
            text:
                "OpenMetadata 2.0.7 should sign people in with a public client: released on 2026-08-24, after the fix " +
                "(#31516, #31517).",
        });
    });

    it("cannot be told of a public client whose release nobody has named", () => {
        assert.deepEqual(signInVerdict({ clientType: "public", callbackUrl }, undefined), {
            answer: "unknown",
            text: `OpenMetadata 1.6.0 and newer, before 1.13.4, ${BROKEN}`,
            fix: `Set openMetadata.version to the release of your server. ${UPGRADE}`,
        });
    });

    it("is a yes with a confidential client", () => {
        const versions = ["1.5.0", "1.6.0", "1.12.14", "1.13.4", "2.0.0", undefined];
        assert.deepEqual(new Set(answers("confidential", versions)), new Set(["works"]));
        assert.equal(
            signInVerdict({ clientType: "confidential", callbackUrl }, "2.0.7").text,
            "OpenMetadata 2.0.7 signs people in with a confidential client: if everybody opens OpenMetadata under one and the same " +
                "address (#26311, #33764).",
        );
    });

    it("is a no with a confidential client under a path of its host, whatever the release", () => {
        for (const version of ["1.5.0", "2.0.7", undefined]) {
            const url = "https://tools.example.org/data/callback";
            assert.deepEqual(signInVerdict({ clientType: "confidential", callbackUrl: url }, version), {
                answer: "broken",
                text:
                    "OpenMetadata is under a path of its host (https://tools.example.org/data), where sign-in with a confidential " +
                    "client is known to fail (its issue #26551).",
                fix: "Give it a host name of its own.",
            });
            assert.notEqual(signInVerdict({ clientType: "public", callbackUrl: url }, "1.13.4").answer, "broken");
        }
    });
});

describe("the known problems of a release", () => {
    const sources = (clientType: ClientType, version?: string) =>
        knownProblems(clientType, version).map(({ source }) => source);
    const REDIRECT = "GHSA-pm3c-83qf-97qw, #26314";
    const STICKY = "deployment/security/oidc";
    const QUERY = "#17913, #25775";
    const ONE_ADDRESS = "#26311, #33764";
    const BY_NAME = "#21532, #29433, #32000";

    it("are those of a confidential client, from their first release to their last", () => {
        assert.deepEqual(sources("confidential", "1.5.15"), [REDIRECT, STICKY]);
        for (const version of ["1.6.0", "1.12.0", "1.13.9"]) {
            assert.deepEqual(sources("confidential", version), [REDIRECT, STICKY, QUERY]);
        }
        for (const version of ["2.0.0", "2.1.0"]) {
            assert.deepEqual(sources("confidential", version), [QUERY, ONE_ADDRESS, BY_NAME]);
        }
        assert.deepEqual(sources("public", "1.12.0"), []);
    });

    it("are the vulnerabilities that it can have where nobody has named it", () => {
        assert.deepEqual(sources("confidential"), [REDIRECT]);
        assert.deepEqual(sources("public"), []);
    });

    it("are told with the releases that have them where nobody has named one", () => {
        const [redirect] = knownProblems("confidential", undefined);
        const text =
            "An open redirect hands the login token of whoever follows a crafted link to any site. Upgrade to 2.0.0 or newer. " +
            `(${REDIRECT})`;
        assert.equal(describeProblem(redirect, undefined), `OpenMetadata before 2.0.0: ${text}`);
        assert.equal(describeProblem(redirect, "1.13.4"), text);
    });

    it("have one that is a vulnerability, until 2.0.0", () => {
        const security = (version: string) =>
            knownProblems("confidential", version).filter(({ kind }) => kind === "security");
        assert.deepEqual(
            security("1.13.9").map(({ source }) => source),
            [REDIRECT],
        );
        assert.deepEqual(security("2.0.0"), []);
    });
});

describe("a server that trusts tokens of its own", () => {
    it("is that of a confidential client from 2.0.0 on, and where nobody has named the release", () => {
        assert.equal(trustsItsOwnTokens("confidential", "1.13.9"), false);
        assert.equal(trustsItsOwnTokens("confidential", "2.0.0"), true);
        assert.equal(trustsItsOwnTokens("confidential", undefined), true);
        assert.equal(trustsItsOwnTokens("public", "2.0.0"), false);
    });
});

describe("the tables of releases in the docs", () => {
    for (const [file, tables] of [
        ["docs/openmetadata.md", 2],
        ["README.md", 1],
    ] as const) {
        it(`stand in ${file} as the data has them: if not, npm run docs`, () => {
            const page = readFileSync(path.join(ROOT, file), "utf8");
            assert.equal(page, withReleaseTables(page));
            const found = [releaseTable(), problemTable()].filter((table) => page.includes(table));
            assert.equal(found.length, tables);
        });
    }

    it("have a line for each change of what releases can do, with its source", () => {
        const lines = releaseTable().split("\n");
        assert.equal(lines[0], "| From release (up to the next line) | Public client | Confidential client |");
        assert.deepEqual(
            lines.slice(2).map((line) => line.split(" | ")[0]),
            ["| 1.5.0", "| 1.6.0", "| 1.13.4", "| 2.0.0"],
        );
        for (const line of lines.slice(2)) {
            assert.match(line, / \(.*#\d+.*\) \|$/);
        }
        assert.match(lines[3] ?? "", /\*\*does not work\*\*: its web page asks Cognito for an id_token/);
    });

    it("are the only thing that is written anew", () => {
        const before = "a\n<!-- releases: npm run docs -->\nold\n<!-- end of releases -->\nb\n";
        const after = withReleaseTables(before);
        assert.equal(after, `a\n<!-- releases: npm run docs -->\n\n${releaseTable()}\n\n<!-- end of releases -->\nb\n`);
        assert.equal(withReleaseTables(after), after);
    });
});
