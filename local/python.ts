import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { UserError } from "../config/userError";
import { lastLines, NO_SUCH_PROGRAM, run, type ChildOptions } from "./childProcess";
import { downloadEnvironment } from "./environment";
import type { Progress } from "./progress";

const PYTHON_NEEDED = "Python 3.10 or newer";

/** A virtual environment with exactly the packages of a requirements file. */
export interface VirtualEnvironment {
    /** Folder to make it in. */
    readonly folder: string;
    /** Requirements with hashes. */
    readonly requirements: string;
    /** The environment of the user. */
    readonly shell: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
}

/**
 * Makes a virtual environment, unless it is there already with these very requirements.
 *
 * @returns path of its Python
 * @throws UserError without Python, without its venv module, or when packages cannot be fetched
 */
export async function ensureVirtualEnvironment(environment: VirtualEnvironment): Promise<string> {
    const { folder, requirements, shell, progress, signal } = environment;
    const python = path.join(folder, "bin", "python");
    const complete = path.join(folder, "complete");
    const wanted = createHash("sha256")
        .update(await readFile(requirements))
        .digest("hex");
    if (existsSync(complete) && (await readFile(complete, "utf8")) === wanted && existsSync(python)) {
        return python;
    }
    progress.step("Installing the emulator (MiniStack) in a virtual environment of Python: once, under a minute.");
    const options = { env: downloadEnvironment(shell), signal, onLine: progress.detail };
    await rm(folder, { recursive: true, force: true });
    await createEmpty(folder, options);
    const words = ["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", requirements];
    const { code, log } = await run(python, words, options);
    if (code !== 0) {
        throw new UserError(installFailure(log));
    }
    await writeFile(`${complete}.part`, wanted);
    await rename(`${complete}.part`, complete);
    return python;
}

async function createEmpty(folder: string, options: ChildOptions): Promise<void> {
    const check = "import sys; sys.exit(sys.version_info < (3, 10))";
    const { code: tooOld, log } = await run("python3", ["-c", check], options);
    if (tooOld === NO_SUCH_PROGRAM) {
        throw new UserError(
            `There is no python3 on PATH. The emulator of Amazon Cognito runs on it: install ${PYTHON_NEEDED}` +
                " (Debian and Ubuntu: apt-get install python3-venv) and run the command again.",
        );
    }
    if (tooOld !== 0) {
        throw new UserError(
            `The python3 on PATH is too old or does not run: the emulator needs ${PYTHON_NEEDED}.\n${log}`.trim(),
        );
    }
    const made = await run("python3", ["-m", "venv", folder], options);
    if (made.code !== 0) {
        throw new UserError(venvFailure(made.log));
    }
}

/** Why `python3 -m venv` failed. */
export function venvFailure(log: string): string {
    if (/No space left on device/.test(log)) {
        return DISK_FULL;
    }
    if (/No module named '?venv|ensurepip is not available|No module named '?ensurepip/.test(log)) {
        return (
            "The python3 on PATH has no venv module. Install it (Debian and Ubuntu: apt-get install python3-venv)" +
            " and run the command again."
        );
    }
    return `The virtual environment of the emulator could not be made. python3 -m venv says:\n${lastLines(log, 5)}`;
}

/** Why `pip install` failed. */
export function installFailure(log: string): string {
    if (/No space left on device/.test(log)) {
        return DISK_FULL;
    }
    return `The emulator could not be installed. pip says:\n${lastLines(log, 5)}`;
}

const DISK_FULL =
    "The disk is full: the emulator needs about 150 MB under .local/. Make room and run the command again.";
