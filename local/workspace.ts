import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readFile, readdir, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { UserError } from "../config/userError";
import { configuredRegion, localStackConfig, PROJECT, type ConfigOverrides } from "./configCopy";

/** The checkout that this file is part of. */
export const CHECKOUT = path.join(__dirname, "..");

/** Everything that a deployment on this machine keeps, in one folder. */
export interface Workspace {
    /** The folder itself: `.local` in the checkout, or a temporary one in tests. */
    readonly folder: string;
    /** Where the real program is. */
    readonly checkout: string;
    /**
     * What `pulumi` takes for the project: links to everything in the checkout, and its own `Pulumi.yaml` and
     * `Pulumi.<stack>.yaml`. Pulumi writes into these files and even deletes them (`stack rm`), so it never gets the user's.
     */
    readonly program: string;
    /** Folder of the file backend. */
    readonly state: string;
    /** `PULUMI_HOME`. */
    readonly pulumiHome: string;
    /** Data, log and process id of the emulator. */
    readonly emulator: string;
    /** Virtual environment of Python that holds the emulator. */
    readonly virtualEnvironment: string;
    /** Which engine was found the last time. */
    readonly engineFile: string;
    /** Log of the last build of the engine. */
    readonly engineLog: string;
    /** Passphrase of the secrets in the local state. */
    readonly passphraseFile: string;
    /** Who is at work here: one command at a time. */
    readonly lockFile: string;
}

/** The workspace in a folder that need not exist yet. Nothing is written. */
export function workspaceAt(folder: string, checkout = CHECKOUT): Workspace {
    return {
        folder,
        checkout,
        program: path.join(folder, "program"),
        state: path.join(folder, "state"),
        pulumiHome: path.join(folder, "pulumi"),
        emulator: path.join(folder, "emulator"),
        virtualEnvironment: path.join(folder, "emulator", "venv"),
        engineFile: path.join(folder, "engine.json"),
        engineLog: path.join(folder, "engine-build.log"),
        passphraseFile: path.join(folder, "passphrase"),
        lockFile: path.join(folder, "lock"),
    };
}

/** The workspace of this checkout, `.local/`. */
export function localWorkspace(): Workspace {
    return workspaceAt(path.join(CHECKOUT, ".local"));
}

/** Makes the folders, the passphrase and the links to the program. Run again, it mends what went stale. */
export async function prepareWorkspace(workspace: Workspace): Promise<void> {
    for (const folder of [workspace.program, workspace.state, workspace.pulumiHome, workspace.emulator]) {
        await mkdir(folder, { recursive: true });
    }
    await chmod(workspace.folder, 0o700);
    await ensurePassphrase(workspace);
    await linkProgram(workspace);
    await copyFile(path.join(workspace.checkout, "Pulumi.yaml"), path.join(workspace.program, "Pulumi.yaml"));
}

/** Names of the stacks that have a `Pulumi.<stack>.yaml`. */
export async function knownStacks(checkout = CHECKOUT): Promise<string[]> {
    const files = await readdir(checkout);
    return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []).sort();
}

/**
 * Refuses a stack that nobody has configured.
 *
 * @throws UserError when the stack has no `Pulumi.<stack>.yaml`
 */
export async function requireStack(stack: string, checkout = CHECKOUT): Promise<void> {
    const known = await knownStacks(checkout);
    if (!known.includes(stack)) {
        throw new UserError(
            `There is no stack "${stack}": no file Pulumi.${stack}.yaml stands beside Pulumi.yaml.` +
                `\nThe stacks here are ${known.join(" and ")}. To make another one, copy Pulumi.dev.yaml and change the copy.`,
        );
    }
}

/** A resource in a stack's state, as far as it matters here. */
export interface StateResource {
    /** For example `aws:cognito/userPool:UserPool`. */
    readonly type: string;
    readonly id?: string;
    /** Whether the stack only reads it and did not create it. */
    readonly external?: boolean;
}

/** Names of the stacks whose local state holds resources. Found without starting anything. */
export async function deployedStacks(workspace: Workspace): Promise<string[]> {
    const files = await readdir(stateFolder(workspace)).catch(() => []);
    const stacks = files.flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
    const resources = await Promise.all(stacks.map((stack) => stateResources(workspace, stack)));
    return stacks.filter((_, index) => resources[index].length > 0).sort();
}

/** The resources in the local state of a stack. */
export async function stateResources(workspace: Workspace, stack: string): Promise<StateResource[]> {
    const text = await readFile(path.join(stateFolder(workspace), `${stack}.json`), "utf8");
    const state = JSON.parse(text) as { checkpoint?: { latest?: { resources?: StateResource[] } } };
    return state.checkpoint?.latest?.resources ?? [];
}

/** Where the copy of a stack's config is. */
export function stackConfigFile(workspace: Workspace, stack: string): string {
    return path.join(workspace.program, `Pulumi.${stack}.yaml`);
}

/**
 * Writes the copy of a stack's config that the local deployment uses.
 *
 * @returns the keys whose secrets were left out, see {@link localStackConfig}
 */
export async function writeStackConfig(
    workspace: Workspace,
    stack: string,
    overrides: ConfigOverrides,
): Promise<string[]> {
    const file = stackConfigFile(workspace, stack);
    const source = await readFile(path.join(workspace.checkout, `Pulumi.${stack}.yaml`), "utf8");
    const previous = existsSync(file) ? await readFile(file, "utf8") : "";
    const { text, omittedSecrets } = localStackConfig(source, previous, overrides);
    await writeFile(file, text);
    return omittedSecrets;
}

/** Changes keys of the copy of a stack's config, if there is one, and leaves the rest as it is. */
export async function refreshStackConfig(
    workspace: Workspace,
    stack: string,
    overrides: ConfigOverrides,
): Promise<void> {
    const file = stackConfigFile(workspace, stack);
    if (existsSync(file)) {
        const copy = await readFile(file, "utf8");
        await writeFile(file, localStackConfig(copy, copy, overrides).text);
    }
}

/** Whether the user changed `Pulumi.<stack>.yaml` after the copy was made, or there is no copy. */
export async function isCopyStale(workspace: Workspace, stack: string): Promise<boolean> {
    const copy = stackConfigFile(workspace, stack);
    const source = path.join(workspace.checkout, `Pulumi.${stack}.yaml`);
    if (!existsSync(copy) || !existsSync(source)) {
        return existsSync(source);
    }
    return (await stat(source)).mtimeMs > (await stat(copy)).mtimeMs;
}

/** AWS region of a stack's copy; the default one where there is no copy. */
export async function stackRegion(workspace: Workspace, stack: string): Promise<string> {
    const file = stackConfigFile(workspace, stack);
    return configuredRegion(existsSync(file) ? await readFile(file, "utf8") : "");
}

async function ensurePassphrase({ passphraseFile }: Workspace): Promise<void> {
    if (!existsSync(passphraseFile)) {
        await writeFile(passphraseFile, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    }
}

/** Links each entry of the checkout into the program folder, except what is the workspace's own or nobody's business. */
async function linkProgram({ checkout, program }: Workspace): Promise<void> {
    const wanted = (await readdir(checkout)).filter((name) => !name.startsWith(".") && !/^Pulumi\..*yaml$/.test(name));
    for (const name of await readdir(program)) {
        const target = await readlink(path.join(program, name)).catch(() => undefined);
        if (target !== undefined && (target !== path.join(checkout, name) || !wanted.includes(name))) {
            await rm(path.join(program, name));
        }
    }
    for (const name of wanted.filter((name) => !existsSync(path.join(program, name)))) {
        await symlink(path.join(checkout, name), path.join(program, name));
    }
}

/** Where Pulumi's file backend keeps the stacks of the project. */
function stateFolder({ state }: Workspace): string {
    return path.join(state, ".pulumi", "stacks", PROJECT);
}
