import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { UserError } from "../config/userError";
import { lastLines } from "./childProcess";
import { PROJECT } from "./configCopy";
import { emulatorEnvironment } from "./environment";
import { readJson, writeJson } from "./jsonFile";
import { commandLine, isRunning } from "./processes";
import type { Progress } from "./progress";
import { ensureVirtualEnvironment } from "./python";
import type { Workspace } from "./workspace";

/** The emulator of the Cognito API, as it runs on this machine. */
export interface Emulator {
    /** Base URL: loopback and a port. */
    readonly endpoint: string;
    readonly pid: number;
}

/** What starting an emulator takes. */
export interface EmulatorStart {
    readonly workspace: Workspace;
    /** The environment of the user. */
    readonly shell: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
    /** Port on loopback. @default 4566, or a free one when something else listens there */
    readonly port?: number;
}

/** What is written down of a running emulator, to know it again. */
interface Note {
    readonly pid: number;
    readonly port: number;
    /**
     * Stands on its command line, where a process that was given the same id later does not have it, and in what it says about
     * itself, where another emulator on the same port does not have it.
     */
    readonly mark: string;
}

/** The port that everybody expects an emulator of AWS on. */
const USUAL_PORT = 4566;

const LOOPBACK = "127.0.0.1";
const START_LIMIT_MILLISECONDS = 60_000;
const END_LIMIT_MILLISECONDS = 20_000;
const ANSWER_LIMIT_MILLISECONDS = 5_000;
const MILLISECONDS_BETWEEN_LOOKS = 100;

const REQUIREMENTS = path.join(__dirname, "emulator", "requirements.txt");

/**
 * Starts the emulator of a workspace, with the data of the last one. It outlives this process.
 *
 * @throws UserError when it cannot be installed or does not start, with the end of its log
 */
export async function startEmulator(start: EmulatorStart): Promise<Emulator> {
    const { workspace, shell, progress, signal } = start;
    const python = await installEmulator(start);
    const port = await choosePort(start.port, progress);
    const mark = `${PROJECT}=${randomUUID()}`;
    const child = await launch({ workspace, shell, python, port, mark });
    if (child.pid === undefined) {
        throw new UserError(
            `The emulator did not start: ${python} does not run. Delete ${workspace.emulator} and run the command again.`,
        );
    }
    const note: Note = { pid: child.pid, port, mark };
    await writeJson(noteFile(workspace), note);
    try {
        await answering(child, note, workspace, signal);
    } catch (error) {
        await stopEmulator(workspace);
        throw error;
    }
    return describe(note);
}

/**
 * Installs the emulator of a workspace, unless it is there.
 *
 * @returns path of its Python
 * @throws UserError when it cannot be installed
 */
export function installEmulator({ workspace, ...start }: EmulatorStart): Promise<string> {
    return ensureVirtualEnvironment({ ...start, folder: workspace.virtualEnvironment, requirements: REQUIREMENTS });
}

/**
 * The emulator of a workspace that runs already; nothing when there is none. Whatever else listens on its port is not mistaken
 * for it.
 */
export async function runningEmulator(workspace: Workspace): Promise<Emulator | undefined> {
    const note = await readJson<Note>(noteFile(workspace));
    return note && (await isOurs(note)) && (await answers(note)) ? describe(note) : undefined;
}

/**
 * Ends the emulator of a workspace, which saves its data. Fine when there is none.
 *
 * @param patience milliseconds that it may take for that
 * @returns whether there was one to end
 * @throws UserError when it is another user's
 */
export async function stopEmulator(workspace: Workspace, patience = END_LIMIT_MILLISECONDS): Promise<boolean> {
    const note = await readJson<Note>(noteFile(workspace));
    const runs = note !== undefined && (await isOurs(note));
    if (runs) {
        send(note.pid, "SIGTERM");
        for (const begin = Date.now(); isRunning(note.pid); await wait(MILLISECONDS_BETWEEN_LOOKS)) {
            if (Date.now() - begin > patience && (await isOurs(note))) {
                send(note.pid, "SIGKILL");
            }
        }
    }
    await rm(noteFile(workspace), { force: true });
    return runs;
}

/** The last lines that the emulator of a workspace wrote, for the end of an error message. */
export async function emulatorLog(workspace: Workspace): Promise<string> {
    const file = logFile(workspace);
    return existsSync(file) ? lastLines(await readFile(file, "utf8")) : "";
}

/** It may have ended by itself between the look at it and the signal. */
function send(pid: number, signal: NodeJS.Signals): void {
    try {
        process.kill(pid, signal);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "EPERM") {
            throw new UserError(
                `The emulator (process ${pid}) is another user's: that user must end it, with npm stop or kill ${pid}.`,
            );
        }
        if (code !== "ESRCH") {
            throw error;
        }
    }
}

const noteFile = (workspace: Workspace) => path.join(workspace.emulator, "running.json");
const logFile = (workspace: Workspace) => path.join(workspace.emulator, "emulator.log");

function describe({ pid, port }: Note): Emulator {
    return { pid, endpoint: `http://${LOOPBACK}:${port}` };
}

async function isOurs({ pid, mark }: Note): Promise<boolean> {
    return (await commandLine(pid)).includes(mark);
}

async function answers({ port, mark }: Note): Promise<boolean> {
    try {
        const signal = AbortSignal.timeout(ANSWER_LIMIT_MILLISECONDS);
        const health = await fetch(`http://${LOOPBACK}:${port}/_ministack/health`, { signal });
        return ((await health.json()) as { edition?: unknown }).edition === mark;
    } catch {
        return false;
    }
}

async function choosePort(wanted: number | undefined, progress: Progress): Promise<number> {
    const port = wanted ?? USUAL_PORT;
    const free = await freePort(port);
    if (free !== undefined) {
        return free;
    }
    const other = (await freePort(0))!;
    progress.step(`Something else listens on port ${port} and is left alone: the emulator takes port ${other}.`);
    return other;
}

/** The port itself when nothing listens there, or any free one for 0. */
function freePort(port: number): Promise<number | undefined> {
    return new Promise((resolve) => {
        const server = createServer();
        server.on("error", () => resolve(undefined));
        server.listen(port, LOOPBACK, () => {
            const address = server.address();
            server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
        });
    });
}

interface Launch extends Pick<EmulatorStart, "workspace" | "shell"> {
    readonly python: string;
    readonly port: number;
    readonly mark: string;
}

async function launch({ workspace, shell, python, port, mark }: Launch): Promise<ChildProcess> {
    const folder = workspace.emulator;
    const temporary = path.join(folder, "tmp");
    await mkdir(temporary, { recursive: true });
    const log = await open(logFile(workspace), "w");
    try {
        // Python keeps options of -X that it does not know, for whoever asks: here, for `isOurs`.
        return spawn(python, ["-X", mark, "-m", "ministack"], {
            cwd: folder,
            env: emulatorEnvironment(shell, { host: LOOPBACK, port, mark, data: path.join(folder, "data"), temporary }),
            stdio: ["ignore", log.fd, log.fd],
            detached: true,
        });
    } finally {
        await log.close();
    }
}

async function answering(child: ChildProcess, note: Note, workspace: Workspace, signal?: AbortSignal): Promise<void> {
    child.on("error", () => undefined);
    child.unref();
    for (const begin = Date.now(); !(await answers(note)); await wait(MILLISECONDS_BETWEEN_LOOKS)) {
        signal?.throwIfAborted();
        if (child.exitCode !== null || Date.now() - begin > START_LIMIT_MILLISECONDS) {
            throw new UserError(`The emulator did not start. Its log ends:\n${await emulatorLog(workspace)}`);
        }
    }
}
