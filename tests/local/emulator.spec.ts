import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import path from "node:path";

import { emulatorLog, runningEmulator, startEmulator, stopEmulator } from "../../local/emulator";
import { readJson } from "../../local/jsonFile";
import { isRunning } from "../../local/processes";
import { silent } from "../../local/progress";
import { CHECKOUT, workspaceAt } from "../../local/workspace";
import { ANSWERING, installEmulator } from "./fakeEmulator";
import { endedProcess, recordedProgress, sandbox } from "./sandbox";

describe("the emulator", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);
    const inEmulator = (name: string) => path.join(workspace.emulator, name);
    let stranger: Server | undefined;

    afterEach(async () => {
        await stopEmulator(workspace);
        stranger?.close();
    });

    const install = (script: string) => installEmulator(box, script);
    const start = (port = 0, progress = silent) => startEmulator({ workspace, shell: process.env, progress, port });

    /** Somebody else's server on a port of its own. */
    function strangersPort(): Promise<number> {
        return new Promise((resolve) => {
            stranger = createServer().listen(0, "127.0.0.1", () => resolve((stranger!.address() as AddressInfo).port));
        });
    }

    it("is started on loopback and known again", async () => {
        install(ANSWERING);
        assert.equal(await runningEmulator(workspace), undefined);
        const started = await start();
        assert.match(started.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.deepEqual(await runningEmulator(workspace), started);
        const { words, env } = JSON.parse(readFileSync(inEmulator("started.json"), "utf8")) as {
            words: string[];
            env: Record<string, string>;
        };
        assert.equal(words[0], "-X");
        assert.deepEqual(words.slice(2), ["-m", "ministack"]);
        assert.equal(env.BIND_HOST, "127.0.0.1");
        assert.equal(env.STATE_DIR, inEmulator("data"));
    });

    it("is ended by its own process id, after it has saved its data", async () => {
        install(ANSWERING);
        const { pid } = await start();
        assert.equal(await stopEmulator(workspace), true);
        assert.equal(isRunning(pid), false);
        assert.equal(existsSync(inEmulator("saved")), true);
        assert.equal(await runningEmulator(workspace), undefined);
        assert.equal(await stopEmulator(workspace), false);
    });

    it("is killed when it takes too long to end", async () => {
        install(`${ANSWERING}process.removeAllListeners("SIGTERM"); process.on("SIGTERM", () => {});`);
        const { pid } = await start();
        assert.equal(await stopEmulator(workspace, 200), true);
        assert.equal(isRunning(pid), false);
    });

    it("may end by itself at any time, also between a look at it and a signal", async () => {
        install(ANSWERING);
        const kill = process.kill.bind(process);
        for (const late of ["SIGTERM", "SIGKILL"] as const) {
            const { pid } = await start();
            process.kill = (id, signal) => {
                if (signal === late) {
                    kill(id, "SIGKILL");
                    return kill(endedProcess(), signal);
                }
                return signal === 0 ? kill(id, 0) : true;
            };
            try {
                assert.equal(await stopEmulator(workspace, 0), true);
            } finally {
                process.kill = kill;
            }
            assert.equal(isRunning(pid), false);
        }
    });

    it("of another user is left to that user", async () => {
        install(ANSWERING);
        const { pid } = await start();
        const kill = process.kill.bind(process);
        process.kill = (id, signal) => {
            if (signal === "SIGTERM") {
                throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
            }
            return kill(id, signal);
        };
        try {
            await assert.rejects(stopEmulator(workspace), {
                name: "UserError",
                message: `The emulator (process ${pid}) is another user's: that user must end it, with npm stop or kill ${pid}.`,
            });
        } finally {
            process.kill = kill;
        }
    });

    it("leaves a port alone that something else listens on, and says so", async () => {
        install(ANSWERING);
        const port = await strangersPort();
        const progress = recordedProgress();
        const { endpoint } = await start(port, progress);
        const other = endpoint.split(":")[2];
        assert.notEqual(other, String(port));
        assert.deepEqual(progress.steps, [
            `Something else listens on port ${port} and is left alone: the emulator takes port ${other}.`,
        ]);
        assert.equal(stranger?.listening, true);
    });

    it("is not mistaken for a process that was given its id later, which is left alone", async () => {
        install(ANSWERING);
        await start();
        const note = JSON.parse(readFileSync(inEmulator("running.json"), "utf8")) as {
            port: number;
            mark: string;
            pid: number;
        };
        await stopEmulator(workspace);
        const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
        try {
            box.write(".local/emulator/running.json", JSON.stringify({ ...note, pid: other.pid }));
            assert.equal(await runningEmulator(workspace), undefined);
            assert.equal(await stopEmulator(workspace), false);
            assert.equal(isRunning(other.pid!), true);
        } finally {
            other.kill("SIGKILL");
        }
    });

    it("is not mistaken for another one that was quicker to take the port", async () => {
        install(
            'require("node:http").createServer((_, r) => r.end("{}")).listen(Number(process.env.GATEWAY_PORT), "127.0.0.1");',
        );
        const controller = new AbortController();
        const started = startEmulator({
            workspace,
            shell: process.env,
            progress: silent,
            port: 0,
            signal: controller.signal,
        });
        let answered = false;
        while (!answered) {
            const { port } = (await readJson<{ port: number }>(inEmulator("running.json"))) ?? {};
            answered =
                port !== undefined &&
                (await fetch(`http://127.0.0.1:${port}`).then(
                    ({ ok }) => ok,
                    () => false,
                ));
        }
        assert.equal(await runningEmulator(workspace), undefined);
        controller.abort(new Error("interrupted"));
        await assert.rejects(started, { message: "interrupted" });
    });

    it("that dies at once is explained by the end of its log, and leaves nothing", async () => {
        install('console.log("Starting."); console.error("ImportError: no module named hypercorn"); process.exit(1);');
        await assert.rejects(start(), {
            name: "UserError",
            message: "The emulator did not start. Its log ends:\nStarting.\nImportError: no module named hypercorn",
        });
        assert.equal(existsSync(inEmulator("running.json")), false);
    });

    it("is ended when its start is interrupted", async () => {
        install('console.log("Starting."); setInterval(() => {}, 1000);');
        const controller = new AbortController();
        const started = startEmulator({
            workspace,
            shell: process.env,
            progress: silent,
            port: 0,
            signal: controller.signal,
        });
        while (!(await emulatorLog(workspace))) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        const { pid } = JSON.parse(readFileSync(inEmulator("running.json"), "utf8")) as { pid: number };
        controller.abort(new Error("interrupted"));
        await assert.rejects(started, { message: "interrupted" });
        assert.equal(isRunning(pid), false);
    });

    it("that was killed has no longer an endpoint, but a log", async () => {
        install(ANSWERING);
        const { pid } = await start();
        process.kill(pid, "SIGKILL");
        while (isRunning(pid)) {
            await new Promise((resolve) => setImmediate(resolve));
        }
        assert.equal(await runningEmulator(workspace), undefined);
        assert.equal(await emulatorLog(workspace), "Ready.");
        assert.notEqual((await start()).pid, pid);
    });
});
