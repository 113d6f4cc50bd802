import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { takeLock } from "../../local/lock";
import { silent } from "../../local/progress";
import { endedProcess, recordedProgress, sandbox } from "./sandbox";

const holderIn = (file: string) => Number(readFileSync(file, "utf8").split(" ")[0]);

describe("the lock of a workspace", () => {
    const box = sandbox();
    const file = () => path.join(box.folder, "lock");
    let holder: ChildProcess | undefined;

    afterEach(() => {
        holder?.kill("SIGKILL");
    });

    /** A process that lives until it is told otherwise, and holds the lock. */
    function held(): ChildProcess {
        holder = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
        box.write("lock", String(holder.pid));
        return holder;
    }

    it("is free at first, names its holder, and is given back", async () => {
        const release = await takeLock(file(), silent);
        assert.equal(holderIn(file()), process.pid);
        await release();
        assert.deepEqual(readdirSync(box.folder), ["programs"]);
    });

    it("makes another command wait, and says for what", async () => {
        const other = held();
        const progress = recordedProgress();
        const taken = takeLock(file(), progress);
        while (progress.steps.length === 0) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        assert.deepEqual(progress.steps, [
            `Another command is at work here: waiting for process ${other.pid} to end.` +
                ` (If that is something else altogether, delete ${file()}.)`,
        ]);
        other.kill("SIGKILL");
        await once(other, "exit");
        await (
            await taken
        )();
        assert.equal(progress.steps.length, 1);
    });

    it("is taken over from a holder that was killed", async () => {
        const pid = endedProcess();
        box.write("lock", String(pid));
        const progress = recordedProgress();
        const release = await takeLock(file(), progress);
        assert.equal(holderIn(file()), process.pid);
        assert.deepEqual(progress.steps, []);
        await release();
    });

    it("is held by one at a time, when many take over from a dead holder", async () => {
        const pid = endedProcess();
        // Which of them is quicker is up to the machine: forty locks at once meet more orders than one.
        const contend = async (name: string) => {
            const contended = box.write(name, String(pid));
            let inside = 0;
            const claim = async () => {
                const release = await takeLock(contended, silent);
                inside += 1;
                assert.equal(inside, 1);
                await new Promise((resolve) => setImmediate(resolve));
                inside -= 1;
                await release();
            };
            await Promise.all(Array.from({ length: 8 }, claim));
        };
        await Promise.all(Array.from({ length: 40 }, (_, index) => contend(`lock${index}`)));
        assert.deepEqual(readdirSync(box.folder), ["programs"]);
    });

    it("is taken over when the one that was taking it over was killed, too", async () => {
        const pid = endedProcess();
        box.write("lock", String(pid));
        box.write("lock.heir", String(pid));
        const release = await takeLock(file(), silent);
        assert.equal(holderIn(file()), process.pid);
        await release();
        assert.deepEqual(readdirSync(box.folder), ["programs"]);
    });

    it("is given back by who holds it, not by who once did", async () => {
        const first = await takeLock(file(), silent);
        // As the progress suggests, where a lock seems to be held by nobody.
        rmSync(file());
        const second = await takeLock(file(), silent);
        await first();
        assert.equal(holderIn(file()), process.pid);
        await second();
        await second();
        assert.deepEqual(readdirSync(box.folder), ["programs"]);
    });

    it("can be given up waiting for", async () => {
        held();
        const controller = new AbortController();
        const taken = takeLock(file(), silent, controller.signal);
        controller.abort(new Error("enough"));
        await assert.rejects(taken, { message: "enough" });
        assert.deepEqual(readdirSync(box.folder).sort(), ["lock", "programs"]);
    });
});
