import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";

import { UserError } from "../config/userError";
import { destroy, release } from "./deployment";
import { runningEmulator, stopEmulator } from "./emulator";
import { recallEngine } from "./engine";
import type { EngineSearch } from "./engineSearch";
import { Interrupted, interruption } from "./interruption";
import { progressTo } from "./progress";
import { readableLines } from "./pulumiOutput";
import { alone } from "./session";
import { isLeftLocked, requireUnlocked } from "./stateLock";
import { deployedStacks, localWorkspace } from "./workspace";

const INTERRUPTED = 130;

/**
 * Takes down the deployments of this machine.
 *
 * @returns exit code
 */
export async function takeDown(): Promise<number> {
    const search = { workspace: localWorkspace(), shell: process.env, progress: progressTo(), signal: interruption() };
    if (!existsSync(search.workspace.folder)) {
        search.progress.step("Nothing is deployed on this machine, and nothing runs.");
        return 0;
    }
    try {
        await alone(search, () => destroyAll(search));
        return 0;
    } catch (error) {
        if (error instanceof Interrupted) {
            search.progress.step("Interrupted. npm stop goes on from here.");
            return INTERRUPTED;
        }
        throw error;
    }
}

async function destroyAll(search: EngineSearch): Promise<void> {
    const { workspace, progress } = search;
    const stacks = await deployedStacks(workspace);
    await destroyStacks(search, stacks);
    const ran = await stopEmulator(workspace);
    const logs = path.join(workspace.pulumiHome, "logs");
    for (const remains of [workspace.state, workspace.program, path.join(workspace.emulator, "data"), logs]) {
        await rm(remains, { recursive: true, force: true });
    }
    progress.step(
        ran || stacks.length > 0
            ? "The local deployments are gone, and nothing of them runs any more."
            : "Nothing is deployed on this machine, and nothing runs.",
    );
}

/** Destroys what an emulator still holds. What it holds no longer goes with its data. */
async function destroyStacks(search: EngineSearch, stacks: readonly string[]): Promise<void> {
    const { workspace, shell, progress, signal } = search;
    const engine = await recallEngine(search);
    const emulator = await runningEmulator(workspace);
    for (const stack of stacks) {
        if (!engine || !emulator) {
            progress.step(
                `Stack ${stack}: the ${engine ? "emulator" : "engine"} is gone already; its state is removed.`,
            );
            continue;
        }
        progress.step(`Destroying the local stack ${stack} (protected or not: it is a rehearsal on this machine):`);
        const onLine = readableLines(progress.line);
        const deployment = { workspace, engine, shell, endpoint: emulator.endpoint };
        if (await isLeftLocked(workspace, stack)) {
            await release(deployment, stack);
        }
        await requireUnlocked(workspace, stack);
        await destroy(deployment, stack, { onLine, signal }).catch((error: unknown) => {
            if (!(error instanceof UserError)) {
                throw error;
            }
            progress.step(`${error.message}\nIts state and the data of the emulator are removed instead.`);
        });
    }
}
