import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";

import { CHECKOUT } from "../../local/workspace";

/** A copy of this checkout, with a `.local` of its own: what its commands do does not meet what runs here. */
export interface CheckoutCopy {
    readonly folder: string;
    /** Runs `local/<name>.ts`, as npm would, to its end. */
    command(name: "start" | "stop" | "pulumi", words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended>;
    /** Starts it and gives the process, in a group of its own. */
    begin(name: "start" | "stop" | "pulumi", words: readonly string[], env: NodeJS.ProcessEnv): Begun;
}

export interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface Begun {
    readonly child: ChildProcess;
    /** What it has written to standard error so far. */
    readonly stderr: () => string;
    readonly ended: Promise<Ended>;
}

/** Not part of a fresh clone, or shared with it by a link. */
const LEFT_OUT = [".git", ".local", "node_modules", "bin"];

/** Copies this checkout into a folder, which need not exist. */
export function copyCheckout(folder: string): CheckoutCopy {
    mkdirSync(folder, { recursive: true });
    cpSync(CHECKOUT, folder, {
        recursive: true,
        filter: (source) => !LEFT_OUT.includes(path.relative(CHECKOUT, source)),
    });
    if (!existsSync(path.join(folder, "node_modules"))) {
        symlinkSync(path.join(CHECKOUT, "node_modules"), path.join(folder, "node_modules"));
    }
    const begin: CheckoutCopy["begin"] = (name, words, env) => {
        const program = ["-r", "./compileCache/register.cjs", path.join("local", `${name}.ts`), ...words];
        const child = spawn(process.execPath, program, {
            cwd: folder,
            env,
            detached: true,
            stdio: ["ignore", "pipe", "pipe"],
        });
        let stdout = "";
        let stderr = "";
        child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
        child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
        const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
        return { child, stderr: () => stderr, ended };
    };
    return { folder, begin, command: (name, words, env) => begin(name, words, env).ended };
}
