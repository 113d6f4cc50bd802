import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { readdirSync } from "node:fs";

const ROOT = path.join(__dirname, "..");

const PAGES = [
    "README.md",
    "tests/e2e/README.md",
    ...readdirSync(path.join(ROOT, "docs"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => `docs/${file}`),
];

const read = (page: string) => readFileSync(path.join(ROOT, page), "utf8");

/** Anchors of a page's headings, as forges make them; code blocks have none. */
function anchors(page: string): Set<string> {
    const text = read(page).replace(/^```.*?^```$/gms, "");
    const titles = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
    return new Set(
        titles.map((title) =>
            title
                .toLowerCase()
                .replace(/[^\w\- ]/g, "")
                .replaceAll(" ", "-"),
        ),
    );
}

describe("the links of the documentation", () => {
    for (const page of PAGES) {
        it(`${page}: each leads to a file, and to a section that it has`, () => {
            const text = read(page)
                .replace(/^```.*?^```$/gms, "")
                .replace(/`[^`\n]*`/g, "");
            const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
            const broken = targets
                .filter((target) => !/^[a-z]+:/.test(target))
                .filter((target) => {
                    const [file, anchor] = target.split("#");
                    const at = file === "" ? page : path.join(path.dirname(page), file);
                    return !existsSync(path.join(ROOT, at)) || (anchor !== undefined && !anchors(at).has(anchor));
                });
            assert.deepEqual(broken, []);
        });
    }
});
