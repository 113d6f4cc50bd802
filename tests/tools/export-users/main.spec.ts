import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

function exportUsers(...words: string[]) {
    const script = path.join(ROOT, "tools/export-users/main.ts");
    const node = ["--no-warnings", "-r", "./compileCache/register.cjs", script, ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, node, {
        cwd: ROOT,
        // As npm does for somebody who stands in a folder below.
        env: { ...process.env, INIT_CWD: path.join(ROOT, "docs") },
        encoding: "utf8",
    });
    return { status, stdout, stderr };
}

describe("npm run export-users", () => {
    it("needs a file to write to", () => {
        assert.deepEqual(exportUsers("--stack", "prod"), {
            status: 1,
            stdout: "",
            stderr:
                "npm run export-users needs --out, for example: npm run export-users -- --out users.csv\n" +
                "The two dashes alone matter: without them npm keeps the options for itself.\n",
        });
    });

    it("looks at the file before it asks anybody", () => {
        assert.deepEqual(exportUsers("--stack", "no-such-stack", "--out", "../package.json"), {
            status: 1,
            stdout: "",
            stderr: `${path.join(ROOT, "package.json")} is there already, and is not replaced. Name another file, or remove it.\n`,
        });
    });
});
