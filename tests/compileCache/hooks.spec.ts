import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    cpSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "../..");

/** A checkout with a program of its own: its dependencies are this one's, but for what is kept beside them. */
function checkout(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "checkout-"));
    cpSync(path.join(ROOT, "compileCache"), path.join(folder, "compileCache"), { recursive: true });
    cpSync(path.join(ROOT, "tsconfig.json"), path.join(folder, "tsconfig.json"));
    const modules = path.join(folder, "node_modules");
    cpSync(path.join(ROOT, "node_modules/ts-node"), path.join(modules, "ts-node"), { recursive: true });
    for (const name of readdirSync(path.join(ROOT, "node_modules")).filter(
        (each) => !["ts-node", ".cache"].includes(each),
    )) {
        symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name));
    }
    return folder;
}

/** What loads TypeScript: `pulumi up` and whoever likes ts-node, and the commands and tests. */
const HOOKS = ["ts-node/register", "./compileCache/register.cjs"];

it("takes tsconfig.json for all settings: it extends no other file", () => {
    assert.ok(!("extends" in JSON.parse(readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"))));
});

HOOKS.forEach((hook) =>
    describe(`${hook} with what was compiled before`, () => {
        let folder: string;
        beforeEach(() => (folder = checkout()));
        afterEach(() => rmSync(folder, { recursive: true, force: true }));

        const write = (source: string) => writeFileSync(path.join(folder, "program.ts"), source);
        const run = (where = folder) =>
            spawnSync(process.execPath, ["-r", hook, "program.ts"], { cwd: where, encoding: "utf8" });
        const kept = () =>
            readdirSync(path.join(folder, "node_modules/.cache/openmetadata-cognito-sso/compiled"), {
                recursive: true,
            });

        it("runs a source as it is now, here and where the checkout has moved to", () => {
            write('const answer: string = "first"; console.log(answer);');
            assert.deepEqual([run().stdout, run().stdout], ["first\n", "first\n"]);
            write('const answer: string = "second"; console.log(answer);');
            assert.equal(run().stdout, "second\n");
            const before = kept().length;

            const moved = `${folder}-moved`;
            renameSync(folder, moved);
            folder = moved;
            assert.equal(run().stdout, "second\n");
            assert.equal(kept().length, before, "nothing had to be compiled again");
        });

        it("tells where an error is, in the source that was written, each time", () => {
            write('interface A {\n  b: string;\n}\nconst fail = (): A => {\n  throw new Error("here");\n};\nfail();\n');
            for (const { stderr } of [run(), run()]) {
                assert.match(stderr, new RegExp(`at fail \\(${path.join(folder, "program.ts")}:5:9\\)`));
            }
        });

        it("refuses what is no TypeScript, each time", () => {
            write("const = 1;");
            for (const { status, stderr } of [run(), run()]) {
                assert.equal(status, 1);
                assert.match(stderr, /program\.ts\(?:?1[:,]7\)?.*Variable declaration expected/s);
            }
        });

        it("compiles anew with other settings", () => {
            write("class A { b = 1 }; console.log(A.toString().includes('constructor'));");
            assert.equal(run().stdout, "false\n");
            const settings = path.join(folder, "tsconfig.json");
            writeFileSync(settings, readFileSync(settings, "utf8").replace("es2022", "es2020"));
            assert.equal(run().stdout, "true\n");
        });
    }),
);
