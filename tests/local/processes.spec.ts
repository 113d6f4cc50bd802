import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

import { commandLine, isRunning } from "../../local/processes";
import { endedProcess } from "./sandbox";

describe("a process", () => {
    it("runs or has ended", () => {
        assert.equal(isRunning(process.pid), true);
        assert.equal(isRunning(endedProcess()), false);
    });

    it("has ended even while its parent has not asked how", async () => {
        // The shell replaces itself by one that does not ask after the child that it got from it.
        const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
        try {
            const [pid] = (await once(parent.stdout, "data")) as [Buffer];
            while (isRunning(Number(pid))) {
                await new Promise((resolve) => setImmediate(resolve));
            }
        } finally {
            parent.kill("SIGKILL");
        }
    });

    it("has a command line until it ends", async () => {
        const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "a-mark"]);
        assert.match(await commandLine(child.pid!), /a-mark/);
        child.kill("SIGKILL");
        await once(child, "exit");
        assert.equal(await commandLine(child.pid!), "");
    });
});
