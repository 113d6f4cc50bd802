import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

import { isRunning } from "./processes";
import { silent, type Progress } from "./progress";

const MILLISECONDS_BETWEEN_LOOKS = 300;

/**
 * Lets one command at a time work in a folder. Another one waits for its turn, and takes the place of a holder that was killed.
 *
 * @param file the lock: a file that holds the process id of its holder, and an id of its own
 * @returns what gives the lock back, if it is still the same: people may have deleted it, and another command taken it
 * @throws Interrupted when `signal` fires while waiting
 */
export async function takeLock(file: string, progress: Progress, signal?: AbortSignal): Promise<() => Promise<void>> {
    const id = randomUUID();
    const mine = `${file}.${process.pid}.${id}`;
    const text = `${process.pid} ${id}`;
    await writeFile(mine, text);
    try {
        for (let told = false; !(await linked(mine, file)) && !(await inherited(mine, file, signal));) {
            const holder = await holderOf(file);
            if (!told && holder !== undefined) {
                progress.step(
                    `Another command is at work here: waiting for process ${holder} to end.` +
                        ` (If that is something else altogether, delete ${file}.)`,
                );
                told = true;
            }
            await wait(MILLISECONDS_BETWEEN_LOOKS, undefined, { signal }).catch(() => signal?.throwIfAborted());
        }
    } finally {
        await rm(mine, { force: true });
    }
    return async () => {
        if ((await textOf(file)) === text) {
            await rm(file, { force: true });
        }
    };
}

/** A link is made as a whole or not at all, so a lock never stands there without its holder's id. */
async function linked(mine: string, file: string): Promise<boolean> {
    try {
        await link(mine, file);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        throw error;
    }
}

async function holderOf(file: string): Promise<number | undefined> {
    const text = await textOf(file);
    return text === undefined ? undefined : Number(text.split(" ")[0]);
}

function textOf(file: string): Promise<string | undefined> {
    return readFile(file, "utf8").catch(() => undefined);
}

/** Whether the holder has ended without giving the lock back. */
async function isAbandoned(file: string): Promise<boolean> {
    const holder = await holderOf(file);
    return holder !== undefined && !isRunning(holder);
}

/**
 * Puts `mine` in the place of a dead holder's lock. The heir holds a lock on the inheritance meanwhile: of two that have seen
 * the same dead holder, the slower one would otherwise take the lock away from the quicker.
 */
async function inherited(mine: string, file: string, signal?: AbortSignal): Promise<boolean> {
    if (!(await isAbandoned(file))) {
        return false;
    }
    const release = await takeLock(`${file}.heir`, silent, signal);
    try {
        const abandoned = await isAbandoned(file);
        if (abandoned) {
            await rename(mine, file);
        }
        return abandoned;
    } finally {
        await release();
    }
}
