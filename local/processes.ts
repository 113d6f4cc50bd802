import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { run } from "./childProcess";

/** Whether a process of this id is at work, whoever owns it. */
export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return !isZombie(pid);
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** The command line of a process; empty when it has ended. */
export async function commandLine(pid: number): Promise<string> {
    if (process.platform === "linux") {
        return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    }
    return (await run("ps", ["-p", String(pid), "-o", "command="], { env: { PATH: "/bin:/usr/bin" } })).stdout;
}

/** A process that has ended and whose parent has not asked how. In a container without an init it stays for ever. */
function isZombie(pid: number): boolean {
    if (process.platform !== "linux") {
        return false;
    }
    // The state follows the name, which is in parentheses and may hold anything.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}
