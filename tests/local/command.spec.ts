import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

import { UserError } from "../../config/userError";
import { parseWords, required, typedPath } from "../../local/command";

const command = {
    name: "sample",
    options: { stack: { type: "string" }, json: { type: "boolean" } },
} as const;

describe("the words of a command", () => {
    it("reads options, short help and, where allowed, words", () => {
        assert.deepEqual({ ...parseWords(command, ["--stack", "dev", "--json"]).values }, { stack: "dev", json: true });
        assert.deepEqual({ ...parseWords(command, ["-h"]).values }, { help: true });
        const both = parseWords({ ...command, positionals: true }, ["a@example.org", "--stack=dev"]);
        assert.deepEqual(both.positionals, ["a@example.org"]);
    });

    it("refuses an option that it does not have, and lists those that it has", () => {
        refuses(["--stak", "dev"], "npm run sample has no option --stak. It has --stack, --json, --help.");
        refuses(["-x"], "npm run sample has no option -x. It has --stack, --json, --help.");
    });

    it("refuses an option without its value, and a value where there is none", () => {
        refuses(["--stack"], "The option --stack of npm run sample needs a value: --stack <value>.");
        refuses(["--stack", "--json"], "The option --stack of npm run sample needs a value: --stack <value>.");
        refuses(["--json=yes"], "The option --json of npm run sample takes no value: write --json alone.");
    });

    it("refuses a word too many, which is what npm leaves of options without the two dashes", () => {
        refuses(
            ["prod"],
            'npm run sample does not know what to do with "prod".\n' +
                "Options follow two dashes alone, or npm keeps them for itself: npm run sample -- --help",
        );
    });

    it("names the option that cannot be left out", () => {
        assert.equal(required("sample", "stack", "dev", "prod"), "dev");
        assert.throws(
            () => required("sample", "stack", undefined, "prod"),
            new UserError(
                "npm run sample needs --stack, for example: npm run sample -- --stack prod\n" +
                    "The two dashes alone matter: without them npm keeps the options for itself.",
            ),
        );
    });
});

describe("running a command", () => {
    it("prints the help", () => {
        assert.deepEqual(run(["--help"], "async () => 5"), { status: 0, stdout: "Help.\n", stderr: "" });
    });

    it("takes its exit code from the work", () => {
        assert.deepEqual(run([], "async () => 5"), { status: 5, stdout: "", stderr: "" });
        assert.deepEqual(run([], "async () => {}"), { status: 0, stdout: "", stderr: "" });
    });

    it("prints the message of a user's mistake alone, with the exit code of the command", () => {
        const work = 'async () => { throw new UserError("Do it like this.") }';
        assert.deepEqual(run([], work), { status: 1, stdout: "", stderr: "Do it like this.\n" });
        assert.deepEqual(run([], work, 2), { status: 2, stdout: "", stderr: "Do it like this.\n" });
    });

    it("prints the stack of a defect", () => {
        const { status, stderr } = run([], 'async () => { throw new TypeError("ours") }');
        assert.equal(status, 1);
        assert.match(stderr, /^TypeError: ours\n {4}at /);
    });
});

function refuses(words: string[], message: string): void {
    assert.throws(() => parseWords(command, words), new UserError(message));
}

/** Runs a tool whose work is the given function, in a process of its own: the exit code is the process's. */
function run(words: string[], work: string, failureExitCode?: number) {
    const program = `
        const { UserError } = require("./config/userError");
        const { runCommand } = require("./local/command");
        const command = { name: "sample", help: "Help.", options: {}, failureExitCode: ${failureExitCode}, run: ${work} };
        void runCommand(command, ${JSON.stringify(words)});`;
    const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["-r", "./compileCache/register.cjs", "-e", program],
        {
            cwd: path.join(__dirname, "../.."),
            encoding: "utf8",
        },
    );
    return { status, stdout, stderr };
}

describe("a typed path", () => {
    const root = path.join(__dirname, "../..");
    const from = (folder: string, INIT_CWD?: string) => {
        const before = process.cwd();
        process.chdir(folder);
        try {
            return typedPath("../keys", { INIT_CWD });
        } finally {
            process.chdir(before);
        }
    };

    it("is seen from where npm was called", () => {
        assert.equal(from(root, path.join(root, "docs", "deep")), path.join(root, "docs", "keys"));
        assert.equal(from(root, "/elsewhere/x"), "/elsewhere/keys");
        assert.equal(typedPath("/keys", { INIT_CWD: "/elsewhere" }), "/keys");
    });

    it("is seen from the working directory where npm has not called", () => {
        assert.equal(from(root), path.join(root, "../keys"));
        assert.equal(from(path.join(root, "docs"), "/elsewhere/x"), path.join(root, "keys"));
    });
});
