import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { UserError } from "../../config/userError";
import { runningEmulator, startEmulator, stopEmulator } from "../../local/emulator";
import { isRunning } from "../../local/processes";
import { silent } from "../../local/progress";
import { alone, withDeployment } from "../../local/session";
import { CHECKOUT, workspaceAt } from "../../local/workspace";
import { ANSWERING, installEmulator } from "./fakeEmulator";
import { recordedProgress, sandbox } from "./sandbox";

describe("a session in the workspace", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);

    beforeEach(() => {
        box.program("pulumi", "exit 0");
        installEmulator(box, ANSWERING);
        mkdirSync(workspace.state);
    });
    afterEach(async () => {
        await stopEmulator(workspace);
    });

    const search = () => ({
        workspace,
        shell: { PATH: `${box.programs}:/usr/bin:/bin`, HOME: path.join(box.folder, "home") },
        progress: recordedProgress(),
    });
    const runningPid = async () => (await runningEmulator(workspace))?.pid;

    it("prepares the workspace, is alone in it, and gives it back", async () => {
        const seen = await alone(search(), () => Promise.resolve(readFileSync(workspace.lockFile, "utf8")));
        assert.equal(Number(seen.split(" ")[0]), process.pid);
        assert.equal(existsSync(path.join(workspace.program, "Pulumi.yaml")), true);
        await assert.rejects(
            alone(search(), () => Promise.reject(new Error("failed"))),
            { message: "failed" },
        );
        assert.equal(existsSync(workspace.lockFile), false);
    });

    it("says that the disk is full", async () => {
        const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
        await assert.rejects(
            alone(search(), () => Promise.reject(full)),
            {
                name: "UserError",
                message: `The disk is full: nothing more can be written below ${workspace.folder}. Make room and run the command again.`,
            },
        );
    });

    it("starts the emulator, and leaves it running when the work is done", async () => {
        const at = search();
        const endpoint = await withDeployment(at, (deployment) => Promise.resolve(deployment.endpoint));
        assert.equal((await runningEmulator(workspace))?.endpoint, endpoint);
        assert.ok(at.progress.steps.includes(`The emulator of Amazon Cognito runs at ${endpoint}.`));
    });

    it("ends the emulator that it started when the work has failed", async () => {
        let pid: number | undefined;
        const failing = withDeployment(search(), async () => {
            pid = await runningPid();
            throw new UserError("pulumi up failed");
        });
        await assert.rejects(failing, { name: "UserError", message: "pulumi up failed" });
        assert.equal(isRunning(pid!), false);
    });

    it("leaves the emulator alone that ran before", async () => {
        const { pid } = await startEmulator({ workspace, shell: process.env, progress: silent, port: 0 });
        await assert.rejects(withDeployment(search(), () => Promise.reject(new UserError("pulumi up failed"))));
        assert.equal(await runningPid(), pid);
    });

    it("says that the emulator has died, with the end of its log", async () => {
        const failing = withDeployment(search(), async () => {
            const pid = (await runningPid())!;
            process.kill(pid, "SIGKILL");
            while (isRunning(pid)) {
                await new Promise((resolve) => setImmediate(resolve));
            }
            throw new UserError("pulumi up failed, see above.");
        });
        await assert.rejects(failing, {
            name: "UserError",
            message: "pulumi up failed, see above.\nThe emulator has died. Its log ends:\nReady.",
        });
        assert.equal(await runningPid(), undefined);
    });
});
