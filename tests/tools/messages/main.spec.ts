import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

describe("npm run messages", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "messages-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("writes a page for each message, and one that leads to them", () => {
        const out = path.join(folder, "new", "folder");
        const { status, stdout, stderr } = messages("--stack", "dev", "--out", out);
        assert.equal(status, 0, stderr);
        assert.equal(
            stdout,
            `Stack dev: 2 messages, with sample values in place of what Cognito fills in. Open in a browser:\n    ${out}/index.html\n`,
        );
        assert.deepEqual(readdirSync(out).sort(), ["index.html", "invitation.html", "verification.html"]);
        assert.match(readFileSync(path.join(out, "invitation.html"), "utf8"), /Your temporary password/);
    });

    it("removes its own pages that are no longer right, and nothing else", () => {
        for (const file of ["verification-link.html", "mine.html"]) {
            writeFileSync(path.join(folder, file), "old");
        }
        assert.equal(messages("--stack", "dev", "--out", path.basename(folder)).status, 0);
        assert.ok(!existsSync(path.join(folder, "verification-link.html")));
        assert.equal(readFileSync(path.join(folder, "mine.html"), "utf8"), "old");
    });

    it("refuses a missing stack", () => {
        assert.match(
            messages().stderr,
            /^npm run messages needs --stack, for example: npm run messages -- --stack dev\n/,
        );
    });

    it("refuses a folder that cannot be", () => {
        const file = path.join(folder, "file");
        writeFileSync(file, "");
        const { status, stdout, stderr } = messages("--stack", "dev", "--out", file);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.match(stderr, /^The pages cannot be written: .*EEXIST.*\n$/);
    });
});

function messages(...words: string[]) {
    const main = path.join(ROOT, "tools/messages/main.ts");
    return spawnSync(process.execPath, ["-r", "./compileCache/register.cjs", main, ...words], {
        cwd: ROOT,
        // As npm does for somebody who stands elsewhere.
        env: { ...process.env, INIT_CWD: tmpdir() },
        encoding: "utf8",
    });
}
