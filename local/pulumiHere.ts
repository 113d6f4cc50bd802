import { UserError } from "../config/userError";
import { NO_EMULATOR, openDeployment, pulumiAsTyped, type Deployment } from "./deployment";
import { runningEmulator } from "./emulator";
import { findEngine, NoEngineError } from "./engine";
import type { EngineSearch } from "./engineSearch";
import { Interrupted, interruption } from "./interruption";
import { progressTo } from "./progress";
import { readPulumiWords, withTypedPaths, type PulumiWords } from "./pulumiWords";
import { alone, ensureEmulator } from "./session";
import { isCopyStale, localWorkspace, refreshStackConfig, writeStackConfig } from "./workspace";

const INTERRUPTED = 130;

/**
 * Runs `pulumi` as typed, against the deployments of this machine.
 *
 * @returns exit code
 */
export async function pulumiHere(words: readonly string[]): Promise<number> {
    try {
        return await typed(words);
    } catch (error) {
        if (!(error instanceof UserError || error instanceof NoEngineError || error instanceof Interrupted)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        return error instanceof Interrupted ? INTERRUPTED : 1;
    }
}

async function typed(words: readonly string[]): Promise<number> {
    const search = { workspace: localWorkspace(), shell: process.env, progress: progressTo(), signal: interruption() };
    const about = readPulumiWords(words);
    const deployment = await alone(search, () => open(search, about));
    return pulumiAsTyped(deployment, about.stack, withTypedPaths(words), search.signal);
}

async function open(search: EngineSearch, { stack, needsEmulator }: PulumiWords): Promise<Deployment> {
    const { workspace, shell, progress } = search;
    const engine = await findEngine(search);
    const emulator = needsEmulator ? await ensureEmulator(search) : await runningEmulator(workspace);
    const endpoint = emulator?.endpoint ?? NO_EMULATOR;
    if (await isCopyStale(workspace, stack)) {
        progress.step(`Taking over Pulumi.${stack}.yaml as it is now.`);
        await writeStackConfig(workspace, stack, { endpoint });
    } else if (emulator) {
        await refreshStackConfig(workspace, stack, { endpoint });
    }
    return openDeployment({ workspace, engine, shell, endpoint });
}
