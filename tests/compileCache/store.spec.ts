import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openStore, type Output } from "../../compileCache/store.cjs";

const MODULE = require.resolve("../../compileCache/store.cjs");
const CIRCUMSTANCES = { compiler: "compiler 1", settings: { strict: true } };

describe("compiled text", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "compiled-"))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** The output, and how often it was compiled for it. */
    const ask = ({ source = "a", fileName = "/x/a.ts", ...circumstances }: Partial<Circumstances> = {}) => {
        let compiled = 0;
        const compile = (): Output => ({ outputText: `${source}, compiled ${++compiled}`, sourceMapText: "{}" });
        const store = openStore({ ...CIRCUMSTANCES, folder, ...circumstances });
        return { ...store.outputOf(source, fileName, compile), compiled };
    };
    interface Circumstances {
        source: string;
        fileName: string;
        compiler: string;
        settings: unknown;
        folder: string;
    }
    const files = () =>
        readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
            statSync(path.join(folder, file)).isFile(),
        );

    it("is compiled once", () => {
        assert.deepEqual(ask(), { outputText: "a, compiled 1", sourceMapText: "{}", compiled: 1 });
        assert.deepEqual(ask(), { outputText: "a, compiled 1", sourceMapText: "{}", compiled: 0 });
    });

    it("is found again when the checkout has moved", () => {
        ask({ fileName: "/x/a.ts" });
        assert.equal(ask({ fileName: "/y/z/a.ts" }).compiled, 0);
    });

    const others: Partial<Circumstances>[] = [
        { source: "b" },
        { fileName: "/x/b.ts" },
        { compiler: "compiler 2" },
        { settings: { strict: false } },
    ];
    for (const other of others) {
        it(`is compiled anew with another ${Object.keys(other).join()}`, () => {
            ask();
            assert.equal(ask(other).compiled, 1);
            assert.equal(ask().compiled, 0);
        });
    }

    it("is compiled anew on another Node.js", () => {
        const script = (version: string) =>
            `Object.defineProperty(process, "version", { value: ${JSON.stringify(version)} });` +
            `require(${JSON.stringify(MODULE)}).openStore(${JSON.stringify({ ...CIRCUMSTANCES, folder })})` +
            `.outputOf("a", "a.ts", () => (process.stdout.write("compiled"), { outputText: "" }))`;
        const run = (version: string) => execFileSync(process.execPath, ["-e", script(version)], { encoding: "utf8" });
        assert.deepEqual([run("v90.0.0"), run("v90.0.0"), run("v91.0.0")], ["compiled", "", "compiled"]);
    });

    for (const [what, damage] of [
        ["cut off", (text: string) => text.slice(0, -3)],
        ["emptied", () => ""],
        ["changed in one letter", (text: string) => text.replace("compiled 1", "compiled 2")],
        ["not ours", () => "{}"],
    ] as const) {
        it(`is compiled anew when what was kept is ${what}`, () => {
            ask();
            const [file] = files().map((name) => path.join(folder, name));
            writeFileSync(file, damage(readFileSync(file, "utf8")));
            assert.equal(ask().outputText, "a, compiled 1");
            assert.equal(ask().compiled, 0, "and put right");
        });
    }

    it("is not kept when the compiler complains", () => {
        const complaint = { outputText: "", diagnostics: ["';' expected"] };
        const store = openStore({ ...CIRCUMSTANCES, folder });
        assert.equal(
            store.outputOf("a", "a.ts", () => complaint),
            complaint,
        );
        assert.deepEqual(files(), []);
    });

    it("does without a folder that it cannot write to", function () {
        if (process.getuid?.() === 0) {
            // Nothing is read-only to root: a file where the folder should be is refused to everybody.
            rmSync(folder, { recursive: true });
            writeFileSync(folder, "");
        } else {
            chmodSync(folder, 0o500);
        }
        assert.deepEqual([ask().compiled, ask().compiled], [1, 1]);
    });

    it("does without a disk that has room", function () {
        if (process.platform !== "linux") {
            this.skip();
        }
        // Every write to it fails with ENOSPC.
        const script =
            `const fs = require("node:fs"), write = fs.writeFileSync; fs.writeFileSync = (file, text) => { write(file, ""); write("/dev/full", text); };` +
            `const { openStore } = require(${JSON.stringify(MODULE)});` +
            `process.stdout.write(openStore(${JSON.stringify({ ...CIRCUMSTANCES, folder })}).outputOf("a", "a.ts", () => ({ outputText: "b" })).outputText)`;
        assert.equal(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }), "b");
        assert.deepEqual(files(), []);
    });

    it("comes whole to processes that write and read it at the same time", async () => {
        const script =
            `const store = require(${JSON.stringify(MODULE)}).openStore(${JSON.stringify({ ...CIRCUMSTANCES, folder })});` +
            `for (let i = 0; i < 200; i++) { const text = "x".repeat(50_000) + i % 20;` +
            ` if (store.outputOf(String(i % 20), "a.ts", () => ({ outputText: text })).outputText !== text) process.exit(1); }`;
        const { spawn } = await import("node:child_process");
        const codes = await Promise.all(
            [1, 2, 3, 4].map(
                () =>
                    new Promise((resolve) =>
                        spawn(process.execPath, ["-e", script], { stdio: "inherit" }).on("close", resolve),
                    ),
            ),
        );
        assert.deepEqual(codes, [0, 0, 0, 0]);
        assert.equal(files().length, 20, "and nothing unfinished is left");
    });
});
