import { mkdir } from "node:fs/promises";

import { UserError } from "../config/userError";
import { openDeployment, type Deployment } from "./deployment";
import { emulatorLog, runningEmulator, startEmulator, stopEmulator, type Emulator } from "./emulator";
import { findEngine } from "./engine";
import type { EngineSearch } from "./engineSearch";
import { takeLock } from "./lock";
import { forgetLostStacks } from "./lostData";
import { prepareWorkspace } from "./workspace";

/**
 * Lets one command at a time work in the workspace, and translates a full disk.
 *
 * @throws UserError when the disk is full
 */
export async function alone<T>(search: EngineSearch, work: () => Promise<T>): Promise<T> {
    const { workspace, progress, signal } = search;
    try {
        await mkdir(workspace.folder, { recursive: true });
        const release = await takeLock(workspace.lockFile, progress, signal);
        try {
            await prepareWorkspace(workspace);
            return await work();
        } finally {
            await release();
        }
    } catch (error) {
        throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? diskFull(workspace.folder) : error;
    }
}

/**
 * Gives `work` a deployment: an engine, and an emulator that answers. An emulator that was started for it stays when the work is
 * done, and ends when the work failed; one that ran before stays in any case.
 *
 * @throws NoEngineError without an engine
 * @throws UserError when the emulator does not start, or died meanwhile, with the end of its log
 */
export async function withDeployment<T>(
    search: EngineSearch,
    work: (deployment: Deployment) => Promise<T>,
): Promise<T> {
    const { workspace, shell } = search;
    const engine = await findEngine(search);
    const before = await runningEmulator(workspace);
    const emulator = before ?? (await ensureEmulator(search));
    try {
        const deployment = await openDeployment({ workspace, engine, shell, endpoint: emulator.endpoint });
        if (!before) {
            await forgetLostStacks(deployment, search.progress);
        }
        return await work(deployment);
    } catch (error) {
        const died = !(await runningEmulator(workspace));
        const log = await emulatorLog(workspace);
        if (!before || died) {
            await stopEmulator(workspace);
        }
        throw died
            ? new UserError(`${String((error as Error).message)}\nThe emulator has died. Its log ends:\n${log}`)
            : error;
    }
}

/** Gives the emulator that runs, or starts one. */
export async function ensureEmulator(search: EngineSearch): Promise<Emulator> {
    const running = await runningEmulator(search.workspace);
    if (running) {
        return running;
    }
    // What is left of one that died or does not answer.
    await stopEmulator(search.workspace);
    const emulator = await startEmulator(search);
    search.progress.step(`The emulator of Amazon Cognito runs at ${emulator.endpoint}.`);
    return emulator;
}

function diskFull(folder: string): UserError {
    return new UserError(
        `The disk is full: nothing more can be written below ${folder}. Make room and run the command again.`,
    );
}
