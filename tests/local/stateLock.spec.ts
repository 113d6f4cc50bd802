import assert from "node:assert/strict";
import { hostname } from "node:os";
import path from "node:path";

import { isLeftLocked, requireUnlocked } from "../../local/stateLock";
import { workspaceAt } from "../../local/workspace";
import { endedProcess, sandbox } from "./sandbox";

describe("the lock that Pulumi leaves in a state", () => {
    const box = sandbox();
    const workspace = () => workspaceAt(path.join(box.folder, ".local"));

    /** Locks a stack as Pulumi's file backend does. */
    function lock(stack: string, pid: number, host = hostname()): void {
        const text = JSON.stringify({ pid, username: "me", hostname: host, timestamp: "2026-01-02T03:04:05Z" });
        const folder = `.local/state/.pulumi/locks/organization/openmetadata-cognito-sso/${stack}`;
        box.write(`${folder}/0.json`, text);
        box.write(`${folder}/0.json.attrs`, "{}");
    }

    it("is no obstacle where there is none, or on another stack", async () => {
        await requireUnlocked(workspace(), "dev");
        lock("prod", process.pid);
        await requireUnlocked(workspace(), "dev");
        assert.equal(await isLeftLocked(workspace(), "dev"), false);
    });

    it("of a run that was killed is named, with the way out", async () => {
        const pid = endedProcess();
        lock("dev", pid);
        assert.equal(await isLeftLocked(workspace(), "dev"), true);
        await assert.rejects(requireUnlocked(workspace(), "dev"), {
            name: "UserError",
            message:
                `The local state of stack dev is still locked by a run of 2026-01-02T03:04:05Z that was killed (process ${pid}).` +
                "\nRelease it and try again: npm run local -- cancel --yes --stack dev",
        });
    });

    it("of a run that goes on is waited for", async () => {
        lock("dev", process.pid);
        assert.equal(await isLeftLocked(workspace(), "dev"), false);
        await assert.rejects(requireUnlocked(workspace(), "dev"), {
            name: "UserError",
            message:
                `Another pulumi (process ${process.pid}) is at work on the local stack dev.` +
                "\nWait for it to end and run the command again.",
        });
    });

    it("of another machine, or of a container that is gone, is that of a run that was killed", async () => {
        lock("dev", process.pid, "another-host");
        assert.equal(await isLeftLocked(workspace(), "dev"), true);
    });
});
