import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";

import { UserError } from "../config/userError";
import { isRunning } from "./processes";
import { PROJECT } from "./configCopy";
import type { Workspace } from "./workspace";

/** What Pulumi writes into the lock of a stack in a file backend. */
interface StateLock {
    readonly pid: number;
    readonly hostname: string;
    /** When the stack was locked, in ISO 8601. */
    readonly timestamp: string;
}

/**
 * Refuses a stack that a run has locked, and says whether that run still goes on.
 *
 * @throws UserError with the way out
 */
export async function requireUnlocked(workspace: Workspace, stack: string): Promise<void> {
    const [lock] = await stateLocks(workspace, stack);
    if (lock) {
        throw new UserError(describeLock(stack, lock));
    }
}

/** Whether a run that was killed has left a stack locked. */
export async function isLeftLocked(workspace: Workspace, stack: string): Promise<boolean> {
    const locks = await stateLocks(workspace, stack);
    return locks.length > 0 && !locks.some(isAtWork);
}

function isAtWork(lock: StateLock): boolean {
    return lock.hostname === hostname() && isRunning(lock.pid);
}

/** What people read about a lock. */
export function describeLock(stack: string, lock: StateLock): string {
    if (isAtWork(lock)) {
        return (
            `Another pulumi (process ${lock.pid}) is at work on the local stack ${stack}.` +
            "\nWait for it to end and run the command again."
        );
    }
    return (
        `The local state of stack ${stack} is still locked by a run of ${lock.timestamp} that was killed (process ${lock.pid}).` +
        `\nRelease it and try again: npm run local -- cancel --yes --stack ${stack}`
    );
}

async function stateLocks({ state }: Workspace, stack: string): Promise<StateLock[]> {
    const folder = path.join(state, ".pulumi", "locks", "organization", PROJECT, stack);
    const files = existsSync(folder) ? (await readdir(folder)).filter((file) => file.endsWith(".json")) : [];
    return Promise.all(
        files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), "utf8")) as StateLock),
    );
}
