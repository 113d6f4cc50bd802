import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { buildEngine, engineFolder, engineKey, plainReason } from "../../local/engineBuild";
import { CHECKOUT, workspaceAt } from "../../local/workspace";
import { recordedProgress, sandbox } from "./sandbox";

/** A go whose builds take a moment and make what they are asked for. */
const WORKING = `
case "$1" in
version) echo go version go1.26.0;;
list) case "$2" in -m) echo v3.256.0;; *) printf 'go: downloading x v1\\n' >&2; printf 'a\\nb\\nc\\n';; esac;;
build)
    echo "$@" >> "$HOME/builds"
    echo a >&2; echo b >&2
    for word; do [ "$last" = -o ] && out="$word"; last="$word"; done
    for program in pulumi pulumi-language-nodejs pulumi-resource-aws dynamic; do echo "$program" > "$out$program"; done;;
esac`;

describe("building the engine", () => {
    const box = sandbox();
    const workspace = workspaceAt(box.folder, CHECKOUT);
    const shell = { PATH: `${box.programs}:/usr/bin:/bin`, HOME: box.folder };
    const engines = path.dirname(engineFolder(shell));
    const search = (progress = recordedProgress()) => ({ workspace, shell, progress });

    it("makes its four programs once, and shows how far it is", async () => {
        box.program("go", WORKING);
        const progress = recordedProgress();
        const folder = await buildEngine(search(progress));
        assert.equal(folder, engineFolder(shell));
        assert.equal(readFileSync(path.join(folder, "bin", "pulumi"), "utf8"), "pulumi\n");
        assert.equal(
            readFileSync(path.join(folder, "bin", "pulumi-language-nodejs"), "utf8"),
            "pulumi-language-nodejs\n",
        );
        assert.equal(readFileSync(path.join(folder, "aws", "pulumi-resource-aws"), "utf8"), "pulumi-resource-aws\n");
        assert.equal(readFileSync(path.join(folder, "aws", "pulumi-resource-terraform-provider"), "utf8"), "dynamic\n");
        assert.deepEqual(progress.details, [
            "v3.256.0",
            "go: downloading x v1",
            "compiled 1 of 3 packages: a",
            "compiled 2 of 3 packages: b",
        ]);
        assert.match(progress.steps[0], /^Building the Pulumi engine from Go modules: once/);
        await buildEngine(search());
        assert.equal(readFileSync(path.join(box.folder, "builds"), "utf8").trim().split("\n").length, 1);
    });

    it("by two at once gives both the same engine", async () => {
        box.program("go", WORKING);
        const [one, other] = await Promise.all([buildEngine(search()), buildEngine(search())]);
        assert.equal(one, other);
        assert.deepEqual(readdirSync(engines), [path.basename(one)]);
    });

    it("that fails ends with the log's end, and leaves nothing that looks like an engine", async () => {
        box.program("go", `${WORKING.replace("build)", 'build) echo "undefined: tea.Model" >&2; exit 1;; never)')}`);
        await assert.rejects(buildEngine(search()), {
            name: "Unavailable",
            message: "the build failed. Its log ends:\nundefined: tea.Model",
        });
        assert.deepEqual(readdirSync(engines), []);
        assert.match(readFileSync(workspace.engineLog, "utf8"), /undefined: tea\.Model\n$/);
    });

    it("that is interrupted leaves nothing, and removes what killed ones have left", async () => {
        box.write(path.join(path.relative(box.folder, engines), "unfinished-999999999-a", "pulumi"), "");
        box.program("go", `${WORKING.replace("build)", "build) echo begun >&2; exec sleep 60;; never)")}`);
        const controller = new AbortController();
        const progress = recordedProgress();
        const detail = (text: string) => text.includes("begun") && controller.abort(new Error("interrupted"));
        const build = buildEngine({ workspace, shell, progress: { ...progress, detail }, signal: controller.signal });
        await assert.rejects(build, { message: "interrupted" });
        assert.deepEqual(readdirSync(engines), []);
    });

    it("needs go", async () => {
        await assert.rejects(buildEngine({ ...search(), shell: { ...shell, PATH: box.programs } }), {
            name: "Unavailable",
            message:
                "there is no go on PATH to build them with; they need Go 1.25 or newer (https://go.dev/doc/install)",
        });
        assert.equal(existsSync(engineFolder(shell)), false);
    });

    for (const [log, reason] of [
        [
            "x\nlink: write /tmp/a: no space left on device\n",
            "the disk is full. The build needs about 5 GB for Go's caches; `go clean -cache -modcache` empties them",
        ],
        [
            "go: go.mod requires go >= 1.25.11 (running go 1.22.0; GOTOOLCHAIN=local)",
            "the go on PATH is too old: they need Go 1.25 or newer (https://go.dev/doc/install)",
        ],
        [
            'go: x@v1: Get "https://proxy": dial tcp: lookup proxy: no such host',
            'Go modules could not be downloaded:\ngo: x@v1: Get "https://proxy": dial tcp: lookup proxy: no such host',
        ],
    ]) {
        it(`that fails for a known reason says it plainly: ${reason.split("\n")[0]}`, () => {
            assert.equal(plainReason(log), reason);
        });
    }
});

describe("the key of an engine", () => {
    const box = sandbox();
    const sources = path.join(box.folder, "engine");

    beforeEach(() => {
        box.write("engine/go.mod", "module x\n");
        box.write("engine/a/main.go", "package main\n");
        box.write("engine/a/types.json", "{}\n");
    });

    it("is another one when anything that is compiled has changed, and only then", () => {
        const key = engineKey(sources);
        assert.match(key, /^[0-9a-f]{12}$/);
        box.write("engine/a/main_test.go", "package main\n");
        box.write("engine/README.md", "text\n");
        assert.equal(engineKey(sources), key);
        const others = [
            ["engine/a/main.go", "package main // changed\n"],
            ["engine/a/types.json", "[]\n"],
            ["engine/go.mod", "module y\n"],
            ["engine/b/main.go", "package main\n"],
        ].map(([file, text]) => (box.write(file, text), engineKey(sources)));
        assert.equal(new Set([key, ...others]).size, 5);
    });
});
