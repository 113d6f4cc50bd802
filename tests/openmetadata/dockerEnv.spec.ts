import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import fc from "fast-check";

import { renderDockerEnv } from "../../openmetadata/dockerEnv";
import { openMetadataSettings } from "../../openmetadata/settings";
import { parseComposeEnv } from "./composeEnv";
import { saidInEnvironment, settingsOfEnvironment } from "./roundTrip";
import { awkwardFacts, awkwardOptions, prodConfidential, prodPublic, samples, type Sample } from "./samples";

describe("the settings for Docker", () => {
    it("come back from the file as they went in, whatever they hold", () => {
        fc.assert(
            fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                const settings = openMetadataSettings(facts, options);
                const read = settingsOfEnvironment(parseComposeEnv(renderDockerEnv(settings)));
                assert.deepEqual(read, saidInEnvironment(settings));
            }),
        );
    });

    it("mean the same to a shell that reads the file", () => {
        fc.assert(
            fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                const file = renderDockerEnv(openMetadataSettings(facts, options));
                const expected = parseComposeEnv(file);
                assert.deepEqual(readByShell(file, Object.keys(expected)), expected);
            }),
            { numRuns: 25 },
        );
    });

    it("are one NAME=value a line, without blanks around the =, below a comment that says what to do", () => {
        for (const { facts, options } of Object.values(samples)) {
            const [comment, ...assignments] = renderDockerEnv(openMetadataSettings(facts, options)).split("\n\n");
            assert.ok(comment.split("\n").every((line) => line === "#" || line.startsWith("# ")));
            assert.match(comment, /docker compose --env-file openmetadata\.env up -d\n/);
            assert.match(comment, /remove-security-config --force\n/);
            assert.equal(assignments.length, 1);
            assert.ok(assignments[0].split("\n").every((line) => /^[A-Z_]+=\S/.test(line)));
        }
    });

    it("need no quotes in the usual case, so that every reader of env files takes them", () => {
        const { facts, options } = prodPublic;
        assert.doesNotMatch(renderDockerEnv(openMetadataSettings(facts, options)), /^[A-Z_]+=.*['"\\ ]/m);
    });

    it("warn of the client secret where there is one", () => {
        const textOf = ({ facts, options }: Sample) => renderDockerEnv(openMetadataSettings(facts, options));
        assert.match(textOf(prodConfidential), /# It holds the client secret: chmod 600 openmetadata\.env/);
        assert.match(textOf(prodConfidential), /^OIDC_CLIENT_SECRET=sample0secret0of0the0golden0files$/m);
        assert.doesNotMatch(textOf(prodPublic), /secret|OIDC_/);
    });
});

/** The values that `sh` has after reading the file. */
function readByShell(file: string, names: string[]): Record<string, string> {
    const print = names.map((name) => `printf '%s\\0' "$${name}"`).join("\n");
    const { stdout, status } = spawnSync("sh", ["-eu", "-c", `${file}\n${print}`], { encoding: "utf8", env: {} });
    assert.equal(status, 0);
    return Object.fromEntries(names.map((name, index) => [name, stdout.split("\0")[index]]));
}
