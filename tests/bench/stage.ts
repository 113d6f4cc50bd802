import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { stringify } from "yaml";

import { lastLines } from "../../local/childProcess";
import { DEFAULT_REGION, PROJECT } from "../../local/configCopy";
import { deploymentEnvironment, openDeployment, type Deployment } from "../../local/deployment";
import { startEmulator, stopEmulator } from "../../local/emulator";
import { findEngine } from "../../local/engine";
import { takeLock } from "../../local/lock";
import type { Progress } from "../../local/progress";
import {
    CHECKOUT,
    localWorkspace,
    prepareWorkspace,
    stackConfigFile,
    workspaceAt,
    writeStackConfig,
    type Workspace,
} from "../../local/workspace";
import { resourceCounts, type ResourceCounts } from "./resourceCounts";
import { measured, type Usage } from "./usage";

/** Engine, emulator and folders for programs that are deployed on this machine. */
export interface Stage {
    /** A program of this project's checkout itself, or of a folder with a `Pulumi.yaml`, as its stack `dev`. */
    program(folder: string, config?: Readonly<Record<string, unknown>>): Promise<StagedProgram>;
    /** Ends the emulator and removes all folders. */
    close(): Promise<void>;
}

export interface StagedProgram {
    /** `pulumi <words>` on its stack, which has to succeed. */
    pulumi(words: readonly string[]): Promise<{ usage: Usage; counts: ResourceCounts }>;
}

/** The stack of every program. */
const STACK = "dev";

export interface StageOptions {
    readonly progress: Progress;
    readonly signal: AbortSignal;
}

export async function openStage({ progress, signal }: StageOptions): Promise<Stage> {
    const shell = process.env;
    const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
    // What takes long to make is shared with `npm start`: the engine that it found, the virtual environment of the emulator.
    const local = localWorkspace();
    const shared = { ...workspaceAt(path.join(folder, "shared")), virtualEnvironment: local.virtualEnvironment };
    const close = async () => {
        await stopEmulator(shared);
        await rm(folder, { recursive: true, force: true });
    };
    try {
        await prepareWorkspace(shared);
        await prepareWorkspace(local);
        const release = await takeLock(local.lockFile, progress, signal);
        try {
            const engine = await findEngine({ workspace: local, shell, progress, signal });
            const { endpoint } = await startEmulator({ workspace: shared, shell, progress, signal, port: 0 });
            const deployment = await openDeployment({ workspace: shared, engine, endpoint, shell });
            return {
                program: async (program, config = {}) => {
                    const home = await mkdtemp(path.join(folder, "program-"));
                    const workspace = { ...workspaceAt(home, program), pulumiHome: shared.pulumiHome };
                    await prepareProgram(workspace, { endpoint, ...config });
                    return stagedProgram({ ...deployment, workspace }, signal);
                },
                close,
            };
        } finally {
            await release();
        }
    } catch (error) {
        await close();
        throw error;
    }
}

async function prepareProgram(workspace: Workspace, config: Readonly<Record<string, unknown>>): Promise<void> {
    await prepareWorkspace(workspace);
    if (workspace.checkout === CHECKOUT) {
        await writeStackConfig(workspace, STACK, config);
        return;
    }
    // Pulumi looks for its SDK beside the program.
    await symlink(path.join(CHECKOUT, "node_modules"), path.join(workspace.program, "node_modules"));
    const own = Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value] as const);
    const file = { config: { "aws:region": DEFAULT_REGION, ...Object.fromEntries(own) } };
    await writeFile(stackConfigFile(workspace, STACK), stringify(file));
}

async function stagedProgram(deployment: Deployment, signal: AbortSignal): Promise<StagedProgram> {
    const { engine, workspace } = deployment;
    const pulumi = async (words: readonly string[]) => {
        const env = await deploymentEnvironment(deployment, STACK);
        const all = [...words, "--stack", STACK, "--non-interactive"];
        const { code, log, usage } = await measured(engine.pulumi, all, { env, cwd: workspace.program, signal });
        if (code !== 0) {
            throw new Error(`pulumi ${words.join(" ")} ended with exit code ${code}:\n${lastLines(log, 30)}`);
        }
        return { usage, counts: resourceCounts(log) };
    };
    await pulumi(["stack", "select", "--create"]);
    return { pulumi };
}
