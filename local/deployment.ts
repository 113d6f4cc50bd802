import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

import { UserError } from "../config/userError";
import { lastLines, run, type Finished } from "./childProcess";
import type { Engine } from "./engineSearch";
import { engineEnvironment } from "./environment";
import { Interrupted } from "./interruption";
import { installPlugins } from "./plugins";
import { hasChanged } from "./pulumiOutput";
import { requireUnlocked } from "./stateLock";
import type { StayingProvider } from "./stayingProvider";
import { stackRegion, type Workspace } from "./workspace";

/** What it takes to run `pulumi` against a workspace. */
export interface Deployment {
    readonly workspace: Workspace;
    readonly engine: Engine;
    /** Base URL of the emulator. */
    readonly endpoint: string;
    /** The environment of the user. */
    readonly shell: NodeJS.ProcessEnv;
    /** An AWS provider for this endpoint that runs already. @default - Pulumi starts one for each command */
    readonly provider?: StayingProvider;
}

export interface PulumiOptions {
    /** Called with each line that Pulumi writes, as it comes. */
    readonly onLine?: (line: string) => void;
    /** Ends Pulumi in an orderly way. */
    readonly signal?: AbortSignal;
}

/** What an update did. */
export interface Update {
    /** Whether any resource was created, changed, replaced or deleted. */
    readonly changed: boolean;
}

/** Port 9 is the one where nobody answers: for commands that only read the state. */
export const NO_EMULATOR = "http://127.0.0.1:9";

/** Makes a workspace ready for an engine. */
export async function openDeployment(deployment: Deployment): Promise<Deployment> {
    await installPlugins(deployment.engine, deployment.workspace);
    return deployment;
}

/** The environment in which `pulumi` works on a stack of this deployment. */
export async function deploymentEnvironment(
    { workspace, engine, endpoint, shell, provider }: Deployment,
    stack: string,
): Promise<Record<string, string>> {
    return engineEnvironment(shell, engine, {
        pulumiHome: workspace.pulumiHome,
        stateFolder: workspace.state,
        passphrase: await readFile(workspace.passphraseFile, "utf8"),
        endpoint,
        region: await stackRegion(workspace, stack),
        providerPort: provider?.port,
    });
}

/** Runs `pulumi` on a stack, without questions. How it ended is for the caller to judge. */
export async function pulumi(
    deployment: Deployment,
    stack: string,
    words: readonly string[],
    options: PulumiOptions = {},
): Promise<Finished> {
    const env = await deploymentEnvironment(deployment, stack);
    const all = [...words, "--stack", stack, "--non-interactive"];
    return run(deployment.engine.pulumi, all, { ...options, env, cwd: deployment.workspace.program });
}

/** Runs `pulumi` with this process's terminal, as if it had been typed. Gives its exit code. */
export async function pulumiAsTyped(
    deployment: Deployment,
    stack: string,
    words: readonly string[],
    signal: AbortSignal,
): Promise<number> {
    const env = await deploymentEnvironment(deployment, stack);
    return new Promise((resolve, reject) => {
        const child = spawn(deployment.engine.pulumi, words, {
            cwd: deployment.workspace.program,
            env,
            stdio: "inherit",
        });
        signal.addEventListener("abort", () => {
            // The terminal sends Ctrl-C to both; whatever else ends this process was sent to it alone.
            if (signal.reason instanceof Interrupted && signal.reason.signal !== "SIGINT") {
                child.kill(signal.reason.signal);
            }
        });
        child.on("error", reject);
        child.on("exit", (code) => resolve(code ?? 1));
    });
}

/**
 * Deploys a stack.
 *
 * @throws UserError when its state is locked, or Pulumi could not deploy it, with the end of what it said
 */
export async function up(deployment: Deployment, stack: string, options: PulumiOptions): Promise<Update> {
    await requireUnlocked(deployment.workspace, stack);
    await must(deployment, stack, ["stack", "select", "--create"], {});
    const words = ["up", "--yes", "--skip-preview", "--suppress-outputs", "--suppress-progress"];
    const { log } = await must(deployment, stack, words, options);
    return { changed: hasChanged(log) };
}

/**
 * Destroys a stack, protected or not, and forgets it.
 *
 * @throws UserError when its state is locked, or Pulumi could not destroy it, with the end of what it said
 */
export async function destroy(deployment: Deployment, stack: string, options: PulumiOptions): Promise<void> {
    await requireUnlocked(deployment.workspace, stack);
    await must(deployment, stack, ["state", "unprotect", "--all", "--yes"], {});
    await must(deployment, stack, ["destroy", "--yes", "--skip-preview", "--remove", "--suppress-progress"], options);
}

/** Releases the state of a stack that a killed run has left locked. */
export async function release(deployment: Deployment, stack: string): Promise<void> {
    await must(deployment, stack, ["cancel", "--yes"], {});
}

/** Forgets a stack whose resources are gone. */
export async function forget(deployment: Deployment, stack: string): Promise<void> {
    await must(deployment, stack, ["stack", "rm", "--yes", "--force", "--preserve-config"], {});
}

/** The outputs of a deployed stack. */
export async function outputs(
    deployment: Deployment,
    stack: string,
    { showSecrets }: { readonly showSecrets: boolean },
): Promise<Record<string, unknown>> {
    const words = ["stack", "output", "--json", ...(showSecrets ? ["--show-secrets"] : [])];
    const { stdout } = await must(deployment, stack, words, {});
    return JSON.parse(stdout) as Record<string, unknown>;
}

async function must(
    deployment: Deployment,
    stack: string,
    words: readonly string[],
    options: PulumiOptions,
): Promise<Finished> {
    const finished = await pulumi(deployment, stack, words, options);
    if (finished.code !== 0) {
        throw new UserError(failure(stack, words[0], finished, options.onLine !== undefined));
    }
    return finished;
}

/** What people read when Pulumi failed. Of what they have seen already, nothing is said again. */
function failure(stack: string, command: string, { code, log }: Finished, seen: boolean): string {
    if (/no space left on device/.test(log)) {
        return `The disk is full: Pulumi could not write the local state of stack ${stack}. Make room and run the command again.`;
    }
    const what = `pulumi ${command} failed on the local stack ${stack} (exit code ${code})`;
    return seen ? `${what}, see above.` : `${what}. It says:\n${lastLines(log)}`;
}
