import assert from "node:assert/strict";

import { kindOfProgram, parseStat, watchTree } from "./processTree";
import { measured } from "./usage";

describe("the processes of a run", () => {
    it("are read from the lines of Linux, whatever their names hold", () => {
        const line =
            "42 (a) (b) S 1 42 40 0 -1 4194304 100 0 0 0 250 50 9 9 20 0 1 0 100 1000000 2560 18446744073709551615";
        assert.deepEqual(parseStat(line), { command: "a) (b", session: 40, cpu: 3, resident: 10 });
    });

    it("are told apart by their programs", () => {
        const kinds = {
            node: "node",
            pulumi: "engine",
            "pulumi-language-nodejs": "engine",
            "pulumi-resource-aws": "provider",
            "pulumi-resource-terraform-provider": "provider",
            "terraform-provider-aws_v5.100.0_x5": "provider",
            "python3.11": "other",
            pulumirepl: "other",
        };
        assert.deepEqual(Object.fromEntries(Object.keys(kinds).map((file) => [file, kindOfProgram(file)])), kinds);
    });

    it("are counted with all that they start, and nobody else's", async function () {
        this.timeout(60_000);
        if (process.platform !== "linux") {
            this.skip();
        }
        const script = (mebibytes: number, then = "") =>
            `Buffer.alloc(${mebibytes << 20}, 1); for (const end = Date.now() + 500; Date.now() < end;); ${then}`;
        const child = `require("child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(script(200))}])`;
        const run = (code: string) => measured(process.execPath, ["-e", code], { env: {} });
        // Beside it another one is at work that belongs to somebody else.
        const [{ code, usage }] = await Promise.all([run(script(0, child)), run(script(1000))]);
        assert.equal(code, 0);
        const { cpu, peak } = usage.tree!;
        assert.ok(cpu.node > 0.1, `${cpu.node} s`);
        assert.deepEqual([cpu.engine, cpu.provider], [0, 0]);
        assert.ok(peak.node > 200 && peak.node < 900, `${peak.node} MiB`);
        assert.equal(peak.all, peak.node);
    });

    it("are nothing when there is no such session", () => {
        const stop = watchTree(2 ** 30);
        const none = { cpu: { node: 0, engine: 0, provider: 0, other: 0 }, peak: { node: 0, all: 0 } };
        assert.deepEqual(stop(), process.platform === "linux" ? none : undefined);
    });
});
