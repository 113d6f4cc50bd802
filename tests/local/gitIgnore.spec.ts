import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { keepOutOfGit } from "../../local/gitIgnore";
import { sandbox } from "./sandbox";

describe("files that git must not take in", () => {
    const box = sandbox();
    const list = (folder: string) => path.join(box.folder, folder, ".gitignore");
    const git = (...words: string[]) => execFileSync("git", ["-C", path.join(box.folder, "repo"), ...words]).toString();

    /** Writes files into a folder and sees to it that git ignores them. */
    const keep = (folder: string, ...names: string[]) =>
        keepOutOfGit(names.map((name) => box.write(path.join(folder, name), "secret")));

    beforeEach(() => {
        box.write("repo/README.md", "");
        git("init", "--quiet");
    });

    it("are entered beside them, each by its name, and people are told", async () => {
        assert.equal(
            await keep("repo/keys", "private_key.der", "public_key.der"),
            `git ignores private_key.der and public_key.der: ${list("repo/keys")} says so now.`,
        );
        assert.equal(readFileSync(list("repo/keys"), "utf8"), "/private_key.der\n/public_key.der\n");
        assert.equal(git("status", "--porcelain", "--untracked-files=all"), "?? README.md\n?? keys/.gitignore\n");
    });

    it("come after what stands there already, whatever they are called", async () => {
        box.write("repo/.gitignore", "*.log");
        await keep("repo", "#all [users]*?.csv");
        assert.equal(readFileSync(list("repo"), "utf8"), "*.log\n/#all \\[users\\]\\*\\?.csv\n");
        assert.equal(git("status", "--porcelain"), "?? .gitignore\n?? README.md\n");
    });

    it("need nothing where they are ignored already, or where git has no say", async () => {
        box.write("repo/.gitignore", "keys/\n*.csv\n");
        assert.equal(await keep("repo/keys", "private_key.der"), undefined);
        assert.equal(await keep("repo", "users.csv"), undefined);
        assert.equal(readFileSync(list("repo"), "utf8"), "keys/\n*.csv\n");
        assert.equal(await keep("elsewhere", "users.csv"), undefined);
        assert.equal(existsSync(list("elsewhere")), false);
    });

    it("are told of where git has them, or cannot be told", async () => {
        const [first, second] = [path.join(box.folder, "repo/keys"), path.join(box.folder, "repo/more")];
        const warning = (folder: string) => `git does not ignore a.der in ${folder}: see to it before the next commit.`;
        box.write("repo/keys/a.der", "");
        git("add", "keys/a.der");
        assert.equal(await keep("repo/keys", "a.der"), warning(first));

        box.write("repo/more/.gitignore/x", "a folder in its place");
        assert.equal(await keep("repo/more", "a.der"), warning(second));
    });
});
