import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export interface ChildOptions {
    /** The whole environment of the child. */
    readonly env: Record<string, string>;
    /** Working directory. @default - that of this process */
    readonly cwd?: string;
    /** Called with each line of standard output and standard error, as it comes. */
    readonly onLine?: (line: string) => void;
    /** Called with the id of the child, which is also that of its session, once it runs. */
    readonly onStart?: (pid: number) => void;
    /** Ends the child when it fires, and makes {@link run} throw what it fired with. */
    readonly signal?: AbortSignal;
    /** Milliseconds after which the child is ended. @default - it may take as long as it likes */
    readonly timeout?: number;
}

/** How a child process ended. */
export interface Finished {
    /** Exit code; 127 when there is no such program, 124 when it took too long, 128 when a signal ended it. */
    readonly code: number;
    readonly stdout: string;
    /** Standard output and standard error as they came, one line after the other. */
    readonly log: string;
}

/** Exit code of a program that does not exist. */
export const NO_SUCH_PROGRAM = 127;
const TOOK_TOO_LONG = 124;
const ENDED_BY_SIGNAL = 128;

/** Time for a program that was told to end to do so in an orderly way: Pulumi finishes what it is about to create. */
const PATIENCE_MILLISECONDS = 60_000;

/**
 * Runs a program to its end and gives back what it said. It throws only when it was interrupted: how a program failed is for
 * the caller to explain.
 *
 * @throws the reason of `signal`, once the child, which was told, has ended
 */
export async function run(command: string, words: readonly string[], options: ChildOptions): Promise<Finished> {
    options.signal?.throwIfAborted();
    const child = spawn(command, words, {
        cwd: options.cwd,
        env: options.env,
        stdio: ["ignore", "pipe", "pipe"],
        // A group of its own: Ctrl-C reaches it once, through us, and not a second time from the terminal. Pulumi takes a second
        // one as "stop at once" and leaves its state locked.
        detached: true,
    });
    if (child.pid !== undefined) {
        options.onStart?.(child.pid);
    }
    const stopListening = endOnAbort(child, options.signal);
    const timer = options.timeout === undefined ? undefined : setTimeout(() => tell(child, "SIGKILL"), options.timeout);
    const started = Date.now();
    try {
        const said = collect(child, options.onLine);
        const code = await ended(child);
        const { stdout, log } = await said;
        options.signal?.throwIfAborted();
        const tookTooLong = options.timeout !== undefined && Date.now() - started >= options.timeout;
        return { code: tookTooLong ? TOOK_TOO_LONG : code, stdout, log };
    } finally {
        clearTimeout(timer);
        stopListening();
    }
}

/** Sends a signal to a child that has a group of its own, and to its children. */
export function tell(child: ChildProcess, signal: NodeJS.Signals): void {
    try {
        if (child.pid !== undefined) {
            process.kill(-child.pid, signal);
        }
    } catch {
        // It has ended by itself.
    }
}

/** The last lines of a text, for the end of an error message. */
export function lastLines(text: string, count = 15): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}

/** Asks the child to end when `signal` fires, and makes it end when it does not. Gives back what stops that. */
function endOnAbort(child: ChildProcess, signal: AbortSignal | undefined): () => void {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = () => {
        tell(child, "SIGINT");
        timer = setTimeout(() => tell(child, "SIGKILL"), PATIENCE_MILLISECONDS);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    return () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
    };
}

async function collect(child: ChildProcess, onLine?: (line: string) => void): Promise<{ stdout: string; log: string }> {
    const stdout: string[] = [];
    const log: string[] = [];
    const read = async (stream: NodeJS.ReadableStream, own?: string[]) => {
        for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
            own?.push(line);
            log.push(line);
            onLine?.(line);
        }
    };
    await Promise.all([read(child.stdout!, stdout), read(child.stderr!)]);
    return { stdout: stdout.join("\n"), log: log.join("\n") };
}

function ended(child: ChildProcess): Promise<number> {
    return new Promise((resolve) => {
        child.on("error", () => resolve(NO_SUCH_PROGRAM));
        child.on("exit", (code) => resolve(code ?? ENDED_BY_SIGNAL));
    });
}
