import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import { isRunning } from "../../local/processes";

export interface LeftOver {
    readonly pid: number;
    readonly commandLine: string;
}

/**
 * The processes that know a folder from their environment. All that a run of the tests starts does: the folder is their `TMPDIR`.
 * Other systems than Linux do not tell.
 */
export function leftOvers(folder: string): LeftOver[] {
    if (process.platform !== "linux") {
        return [];
    }
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    return pids.flatMap((pid) => {
        try {
            const known = readFileSync(`/proc/${pid}/environ`, "utf8").includes(folder);
            const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
            return known && isRunning(Number(pid)) ? { pid: Number(pid), commandLine } : [];
        } catch {
            // It has ended meanwhile, or is none of ours.
            return [];
        }
    });
}

/** Waits for them to end by themselves, and ends those that do not. Gives back the latter. */
export async function endLeftOvers(folder: string, patience: number): Promise<LeftOver[]> {
    for (const begin = Date.now(); leftOvers(folder).length > 0 && Date.now() - begin < patience;) {
        await wait(100);
    }
    const ended = leftOvers(folder);
    while (leftOvers(folder).length > 0) {
        leftOvers(folder).forEach(({ pid }) => kill(pid));
        await wait(50);
    }
    return ended;
}

function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It has ended by itself.
    }
}
