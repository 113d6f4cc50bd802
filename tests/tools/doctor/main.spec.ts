import assert from "node:assert/strict";

import type { CheckResult } from "../../../tools/doctor/check";

import { type CognitoStandIn, startCognito } from "./cognitoStandIn";
import { doctor } from "./command";
import { ACCESS_TOKEN, type OpenMetadataStandIn, startOpenMetadata } from "./openMetadataStandIn";

const SECRET = "the-client-secret-of-the-stand-in";

describe("npm run doctor", function () {
    // Each test starts a process or two.
    this.timeout(60_000);
    let cognito: CognitoStandIn;
    let openMetadata: OpenMetadataStandIn;
    before(async () => {
        cognito = await startCognito();
        openMetadata = await startOpenMetadata(cognito.deployed().outputs, "confidential");
    });
    beforeEach(() => {
        cognito.faults = { described: { ClientSecret: SECRET } };
        openMetadata.faults = {};
    });
    after(() => Promise.all([cognito.close(), openMetadata.close()]));

    const confidential = () => cognito.deployed({ clientSecret: "[secret]" }).outputs;
    const run = (...words: string[]) => doctor(confidential(), ["--stack", "prod", "--aws", ...words]);

    it("ends with 0 and a short report on a sound deployment", async () => {
        const { code, stdout, stderr } = await run("--openmetadata", `${openMetadata.url}/`);
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(stdout, /^Stack prod on an emulator, http:\/\/127\.0\.0\.1:\d+\/eu-west-1_StandIn01\n/);
        assert.match(stdout, /\n\nNothing to fix, 21 sound, 3 skipped\.\n$/);
        assert.ok(!stdout.includes("\u001b"), "no colour without a terminal");
    });

    it("ends with 1 when there is something to fix", async () => {
        cognito.faults = { ...cognito.faults, anyCallback: true };
        const { code, stdout } = await run();
        assert.equal(code, 1);
        assert.match(stdout, /\n✘ FIX +Other callback URLs +https:\/\/not-registered\.invalid\/callback is accepted/);
        assert.match(stdout, /\n1 thing to fix, 8 sound, 1 skipped\.\n$/);
    });

    it("ends with 2 when something could not be checked", async () => {
        openMetadata.faults = { everything: "hang" };
        const { code, stdout } = await run("--openmetadata", openMetadata.url, "--timeout", "0.5");
        assert.equal(code, 2);
        assert.match(stdout, /\n\? unknown +Answers +127\.0\.0\.1:\d+ did not answer within 0\.5 s\n/);
        assert.match(stdout, /\nNothing to fix, 1 could not be checked, 9 sound, 14 skipped\.\n$/);
    });

    it("gives a pipeline JSON, and nothing else on standard output", async () => {
        openMetadata.faults = { authentication: { clientId: "another" } };
        const { code, stdout } = await run("--openmetadata", openMetadata.url, "--json");
        const report = JSON.parse(stdout) as Record<string, unknown> & { checks: CheckResult[]; hints: string[] };
        assert.equal(code, 1);
        const { stack, place, openMetadata: asked, sound, exitCode, checks, hints } = report;
        assert.deepEqual(
            { stack, place, asked, sound, exitCode },
            { stack: "prod", place: "aws", asked: openMetadata.url, sound: false, exitCode: 1 },
        );
        assert.deepEqual(
            checks.filter(({ status }) => status === "fix"),
            [
                {
                    id: "openmetadata-client-id",
                    title: "Client id",
                    status: "fix",
                    found: "another",
                    expected: "4standinclient0123456789ab",
                    fix: "Set AUTHENTICATION_CLIENT_ID=4standinclient0123456789ab (Helm: authentication.clientId) and restart OpenMetadata.",
                },
            ],
        );
        assert.equal(hints.length, 1);
        assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length, "each id once");
    });

    it("prints no secret and no token", async () => {
        openMetadata.faults = {
            accounts: { "admin@open-metadata.org": "admin" },
            authentication: { oidcConfiguration: { secret: SECRET } },
        };
        for (const words of [[], ["--json"]]) {
            const { code, stdout, stderr } = await run(
                "--openmetadata",
                openMetadata.url,
                "--check-default-admin",
                ...words,
            );
            assert.equal(code, 1);
            assert.ok(![SECRET, ACCESS_TOKEN].some((secret) => (stdout + stderr).includes(secret)));
        }
    });

    it("tells a mistake in a line or two, with exit code 2", async () => {
        assert.deepEqual(await doctor(confidential(), ["--stack", "other", "--aws"]), {
            code: 2,
            stdout: "",
            stderr:
                "pulumi knows no stack other where it looks for its stacks.\n" +
                "To deploy it on this machine: npm start -- --stack other\n" +
                "To deploy it in AWS: pulumi up --stack other\n",
        });
    });
});
