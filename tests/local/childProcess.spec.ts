import assert from "node:assert/strict";

import { lastLines, run } from "../../local/childProcess";
import { sandbox } from "./sandbox";

describe("running a program", () => {
    const box = sandbox();
    const env = () => ({ PATH: `${box.programs}:/usr/bin:/bin` });

    it("gives its exit code, what it said, and each line as it came", async () => {
        const program = box.program("say", "echo one; echo two >&2; exit 3");
        const lines: string[] = [];
        const finished = await run(program, [], { env: env(), onLine: (line) => lines.push(line) });
        assert.equal(finished.code, 3);
        assert.equal(finished.stdout, "one");
        assert.deepEqual(finished.log.split("\n").sort(), ["one", "two"]);
        assert.deepEqual(lines.sort(), ["one", "two"]);
    });

    it("gives the child the environment and the words that are given, and no others", async () => {
        const program = box.program("show", 'echo "$HOME|$ONLY|$1|$2"');
        const { stdout } = await run(program, ["a b", "c"], { env: { ...env(), ONLY: "this" } });
        assert.equal(stdout, "|this|a b|c");
    });

    it("gives 127 for a program that is not there", async () => {
        assert.equal((await run("no-such-program", [], { env: env() })).code, 127);
    });

    it("ends a child that takes too long, and its children", async () => {
        // Nothing more is read when the last of them has ended: with the child of the child, that would take a minute.
        const program = box.program("hang", "sleep 60 & wait");
        const { code } = await run(program, [], { env: env(), timeout: 500 });
        assert.equal(code, 124);
    });

    it("tells a child of an interruption once, and waits for it to end in its own way", async () => {
        const program = box.program("finish", 'trap "echo told; exit 0" INT; echo ready; while :; do sleep 0.05; done');
        const controller = new AbortController();
        const lines: string[] = [];
        const running = run(program, [], {
            env: env(),
            signal: controller.signal,
            onLine: (line) => {
                lines.push(line);
                if (line === "ready") {
                    controller.abort(new Error("interrupted"));
                }
            },
        });
        await assert.rejects(running, { message: "interrupted" });
        assert.deepEqual(lines, ["ready", "told"]);
    });

    it("does not start anything after an interruption", async () => {
        const program = box.program("never", "echo started");
        const lines: string[] = [];
        const options = {
            env: env(),
            signal: AbortSignal.abort(new Error("interrupted")),
            onLine: (l: string) => lines.push(l),
        };
        await assert.rejects(run(program, [], options), { message: "interrupted" });
        assert.deepEqual(lines, []);
    });
});

describe("the last lines of a log", () => {
    it("are as many as asked for, without the empty end", () => {
        assert.equal(lastLines("a\nb\nc\n\n", 2), "b\nc");
        assert.equal(lastLines("a", 2), "a");
        assert.equal(lastLines(""), "");
    });
});
