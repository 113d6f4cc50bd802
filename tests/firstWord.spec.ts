import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

import { scripts } from "../package.json";

const ROOT = path.join(__dirname, "..");
const LOADER = "./compileCache/register.cjs";

/** How npm starts a command of this project: its file, and words that belong to it. */
const COMMAND = new RegExp(`^node --require ${LOADER} (\\S+)(.*)$`);

/** What a command loads before its first word besides its own file and what all commands share: packages, files and folders. */
const LOADS: Readonly<Record<string, readonly string[]>> = {
    start: [],
    stop: [],
    local: [],
    invite: [],
    "export-users": [],
    "sign-in": [],
    doctor: ["tools/doctor/options.ts"],
    "jwt-keys": ["tools/jwt-keys/keyPair.ts"],
    messages: [],
    docs: [],
    bench: ["tests/bench/", "local/", "config/", "yaml"],
};

const SHARED = ["config/userError.ts", "local/command.ts"];

/** Whatever else `pulumi` is given is for it to understand. */
const WITHOUT_OPTIONS = ["local"];

const commands = Object.entries(scripts).flatMap(([name, script]) => {
    const [, file, words] = COMMAND.exec(script) ?? [];
    return file === undefined || /^test(:|$)/.test(name)
        ? []
        : [{ name, file, words: words.split(" ").filter((word) => word !== "") }];
});

describe("a command's first word", () => {
    it("is told by all that npm starts", () => {
        assert.deepEqual(commands.map(({ name }) => name).sort(), Object.keys(LOADS).sort());
    });

    for (const { name, file, words } of commands) {
        for (const word of WITHOUT_OPTIONS.includes(name) ? ["--help"] : ["--help", "--no-such-option"]) {
            it(`npm run ${name} -- ${word} loads nothing that it does not need`, () => {
                const allowed = [...SHARED, file, ...LOADS[name]];
                // What is not kept is compiled the first time.
                loaded(file, [...words, word]);
                const { said, files } = loaded(file, [...words, word]);
                assert.match(said, word === "--help" ? /^npm / : /^npm run \S+ has no option --no-such-option\./);
                assert.deepEqual(
                    files.filter(
                        (each) => !allowed.some((one) => (one.endsWith("/") ? each.startsWith(one) : each === one)),
                    ),
                    [],
                );
            });
        }
    }
});

/** What a command says, and what it has loaded by then: packages by name, files of this project by path. */
function loaded(file: string, words: readonly string[]): { said: string; files: string[] } {
    const entry = path.join(ROOT, file);
    const program = `
        process.argv.splice(1, 0, ${JSON.stringify(entry)});
        process.on("exit", () => require("node:fs").writeSync(3, JSON.stringify(Object.keys(require.cache))));
        require(${JSON.stringify(entry)});`;
    const { output } = spawnSync(process.execPath, ["--require", LOADER, "-e", program, "--", ...words], {
        cwd: ROOT,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const [, stdout, stderr, files] = output;
    const names = (JSON.parse(files ?? "[]") as string[])
        .filter((each) => !each.endsWith(".json") && !each.startsWith(path.join(ROOT, "compileCache")))
        .map((each) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(each)?.[1] ?? path.relative(ROOT, each));
    return { said: `${stdout}${stderr}`, files: [...new Set(names)] };
}
