import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "..");

/** Pages that tell people what to type. */
const PAGES = ["README.md", ...readdirSync(path.join(ROOT, "docs")).map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith(".md"),
);

/** What people make once and then keep in git, because the stack is made from it. */
const PART_OF_THE_STACK = ["branding/settings.json"];

/** Every file and folder that a page has written, by a redirection or an option, and files that are named as secrets. */
const written = PAGES.flatMap((page) => {
    const text = readFileSync(path.join(ROOT, page), "utf8");
    const found = [
        ...text.matchAll(/ > (?:~\/openmetadata\/)?([\w./-]+\.\w+)/g),
        ...text.matchAll(/--out(?:-file)?[ =]([\w./-]+)/g),
        ...text.matchAll(/\b([\w-]+\.(?:p8|pem|der|env))\b/g),
    ];
    return [...new Set(found.map(([, file]) => file))].map((file) => ({ page, file }));
});

describe(".gitignore", () => {
    it("is held against what the pages have written", () => {
        const files = written.map(({ file }) => file);
        for (const known of [
            "openmetadata.env",
            "openmetadata-sso.yaml",
            "users.csv",
            "keys",
            "jwtkeys",
            "doctor.json",
        ]) {
            assert.ok(files.includes(known), known);
        }
    });

    for (const { page, file } of written.filter((each) => !PART_OF_THE_STACK.includes(each.file))) {
        it(`knows ${file}, which ${page} has written`, () => {
            // A folder is known by what is in it.
            const inside = path.extname(file) === "" ? path.join(file, "file") : file;
            const { status } = spawnSync("git", ["check-ignore", "--quiet", "--no-index", inside], { cwd: ROOT });
            assert.equal(status, 0);
        });
    }
});
