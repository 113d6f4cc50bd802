import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

import { deployedAt, freePort } from "./plans";

const ROOT = path.join(__dirname, "../../..");

/** A `pulumi` that knows the outputs beside it. */
const FAKE_PULUMI = `#!/bin/sh\ncat "$(dirname "$0")/outputs.json"\n`;

/** The stack is said to be in AWS, but nobody's AWS is asked for it. */
const NO_AWS = {
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
};

describe("npm run sign-in", function () {
    this.timeout(60_000);
    let folder: string;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "sign-in-"));
        writeFileSync(path.join(folder, "pulumi"), FAKE_PULUMI);
        chmodSync(path.join(folder, "pulumi"), 0o755);
    });

    after(() => rmSync(folder, { recursive: true }));

    function start(addresses: readonly string[], ...words: string[]): ChildProcess {
        writeFileSync(path.join(folder, "outputs.json"), JSON.stringify(deployedAt(addresses).outputs));
        const env = { ...process.env, ...NO_AWS, PATH: `${folder}:${process.env.PATH}`, CI: "1" };
        const script = path.join(ROOT, "tools/sign-in/main.ts");
        const node = ["--no-warnings", "-r", "./compileCache/register.cjs", script, ...words];
        return spawn(process.execPath, node, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    }

    async function run(addresses: readonly string[], ...words: string[]) {
        const child = start(addresses, ...words);
        assert.ok(child.stdout && child.stderr);
        const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
        return { code: child.exitCode, stdout, stderr };
    }

    it("explains itself", async () => {
        const { code, stdout } = await run([], "--help");
        assert.equal(code, 0);
        assert.match(stdout, /^npm run sign-in -- --stack dev\n/);
    });

    it("ends with 1 and an explanation where the callback is elsewhere", async () => {
        const { code, stdout, stderr } = await run(["https://om.example.com"], "--stack", "prod", "--aws");
        assert.deepEqual([code, stdout], [1, ""]);
        assert.match(
            stderr,
            /^Cognito sends people of stack prod back to https:\/\/om\.example\.com, and to nowhere else\./,
        );
        assert.doesNotMatch(stderr, /\n {4}at /);
    });

    it("refuses what is no port", async () => {
        const { code, stderr } = await run([], "--stack", "dev", "--port", "65536");
        assert.deepEqual([code, stderr], [1, "--port 65536 is no port: a number from 1 to 65535.\n"]);
    });

    it("serves the page until it is told to end", async () => {
        const address = `http://localhost:${await freePort()}`;
        const child = start([address], "--stack", "dev", "--aws", "--no-open");
        assert.ok(child.stdout);
        const ended = once(child, "close");
        const [first] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
        assert.equal(first, `Sign in as OpenMetadata would: ${address}/\nCtrl+C ends the page.\n`);
        assert.equal((await fetch(`${address}/`)).status, 200);
        child.kill("SIGINT");
        assert.deepEqual(await ended, [0, null]);
        await assert.rejects(fetch(`${address}/`));
    });
});
