import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

import { isRunning } from "./processes";
import type { Progress } from "./progress";

const MILLISECONDS_BETWEEN_LOOKS = 300;

/**
 * Lets one command at a time work in a folder. Another one waits for its turn, and takes the place of a holder that was killed.
 *
 * @param file the lock: a file that holds the process id of its holder
 * @returns what gives the lock back
 * @throws Interrupted when `signal` fires while waiting
 */
export async function takeLock(file: string, progress: Progress, signal?: AbortSignal): Promise<() => Promise<void>> {
    const mine = `${file}.${process.pid}.${randomUUID()}`;
    await writeFile(mine, String(process.pid));
    try {
        for (let told = false; !(await linked(mine, file));) {
            const holder = await holderOf(file);
            if (holder !== undefined && !isRunning(holder)) {
                await removeStale(file, holder);
                continue;
            }
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
    return () => rm(file, { force: true });
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
    const text = await readFile(file, "utf8").catch(() => undefined);
    return text === undefined ? undefined : Number(text);
}

/** Takes a dead holder's lock away. When another one was quicker and holds it by now, it gets it back. */
async function removeStale(file: string, holder: number): Promise<void> {
    const aside = `${file}.${randomUUID()}`;
    await rename(file, aside).catch(() => undefined);
    if (existsSync(aside)) {
        if (Number(await readFile(aside, "utf8")) !== holder) {
            await linked(aside, file);
        }
        await rm(aside);
    }
}
