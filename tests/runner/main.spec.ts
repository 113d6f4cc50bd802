import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

import { isRunning } from "../../local/processes";
import { CHECKOUT } from "../../local/workspace";

/** Starts a process that nobody ends, says its id in a file, and keeps it from being a child that is waited for. */
const LEAVES_A_PROCESS = (file: string) => `
    const child = require("node:child_process").spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    child.unref();
    require("node:fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));`;

/** What specs may hold, and what is to be read of them. */
const SPECS = {
    passes: 'it("passes", () => {});',
    fails: 'it("fails", () => require("node:assert").equal(1, 2));',
    only: 'it.only("is the only one", () => {});',
    killed: 'it("is killed", () => process.kill(process.pid, "SIGKILL"));',
    "does-not-load": "throw new Error('does not load');",
    "says-why": `
        require(${JSON.stringify(path.join(__dirname, "findings"))}).onFailure(async () => "the emulator's last lines");
        it("fails, too", () => { throw new Error("a reason"); });`,
};

describe("the runner of the tests", function () {
    this.timeout(120_000);

    const folders: string[] = [];
    after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

    /** A folder with these specs, and one for what they write. */
    function specs(contents: Readonly<Record<string, string>>): string {
        const folder = mkdtempSync(path.join(tmpdir(), "runner-"));
        folders.push(folder);
        for (const [name, content] of Object.entries(contents)) {
            writeFileSync(path.join(folder, `${name}.spec.ts`), `describe("${name}", () => {${content}});`);
        }
        return folder;
    }

    function begin(folder: string, words: readonly string[] = []) {
        const child = spawn(
            process.execPath,
            ["-r", "./compileCache/register.cjs", path.join(__dirname, "main.ts"), "--folder", folder, ...words],
            { cwd: CHECKOUT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR: folder } },
        );
        const said = Promise.all([text(child.stdout), text(child.stderr)]);
        const ended = once(child, "exit").then(async ([code]) => ({
            code: code as number,
            // Mocha colors its report wherever the environment asks for it.
            said: stripVTControlCharacters((await said).join("\n")),
        }));
        return { child, ended };
    }

    it("counts what passed and failed, tells of each fault, and ends what a test has left running", async () => {
        const folder = specs(SPECS);
        const file = path.join(folder, "pid");
        writeFileSync(path.join(folder, "leaves.spec.ts"), `it("leaves", () => {${LEAVES_A_PROCESS(file)}});`);
        const results = path.join(folder, "results");
        const { code, said } = await begin(folder, ["--results", results, "--jobs", "2"]).ended;
        assert.equal(code, 1);
        assert.match(said, /✔ passes/);
        assert.match(said, /AssertionError [^]*-1\s+\+2/);
        assert.match(said, /`\.only` is not supported in parallel mode|`\.only` forbidden/);
        assert.match(said, /terminated Unexpectedly[^]*SIGKILL/);
        assert.match(said, /does not load/);
        assert.match(said, /Error: a reason[^]*the emulator's last lines/);
        assert.match(said, /A test has left this running, which has been ended now: sleep 600/);
        assert.equal(isRunning(Number(readFileSync(file, "utf8"))), false);
        assert.equal(readFileSync(results, "utf8"), "2 5\n");
        assert.deepEqual(
            readdirSync(folder).filter((name) => name.startsWith("om-tests-")),
            [],
        );
    });

    it("ends all when it is interrupted", async () => {
        const folder = specs({});
        const file = path.join(folder, "pid");
        const hangs = `it("hangs", () => new Promise(() => {${LEAVES_A_PROCESS(file)} setInterval(() => {}, 1000)}))`;
        writeFileSync(path.join(folder, "hangs.spec.ts"), hangs);
        const { child, ended } = begin(folder);
        while (!existsSync(file)) {
            assert.equal(child.exitCode, null);
            await sleep(50);
        }
        child.kill("SIGTERM");
        const { code, said } = await ended;
        assert.equal(code, 130);
        assert.match(said, /\nInterrupted: what was started has been ended\.\n$/);
        assert.equal(isRunning(Number(readFileSync(file, "utf8"))), false);
        assert.deepEqual(
            readdirSync(folder).filter((name) => name.startsWith("om-tests-")),
            [],
        );
    });

    it("refuses a word that no spec has in its path", async () => {
        const folder = specs({ passes: SPECS.passes });
        const { code, said } = await begin(folder, ["nonsense"]).ended;
        assert.equal(code, 1);
        assert.equal(said.trim(), `No spec has nonsense in its path below ${folder}.`);
    });
});
