import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Progress } from "../../local/progress";

/** A temporary folder for the tests of one suite, with programs that stand in for those of a machine. */
export interface Sandbox {
    readonly folder: string;
    /** Folder of the stand-ins: a `PATH` on which there is nothing else but `node`. */
    readonly programs: string;
    /** Writes a file below the folder, and the folders above it. Gives its path. */
    write(file: string, text: string): string;
    /** Puts a shell script on the `PATH`. */
    program(name: string, script: string): string;
    /** Takes a program off the `PATH` again. */
    withoutProgram(name: string): void;
}

/** Makes a sandbox for a suite, empty before each of its tests. */
export function sandbox(): Sandbox {
    const folder = mkdtempSync(path.join(tmpdir(), "local-spec-"));
    const programs = path.join(folder, "programs");
    const write = (file: string, text: string) => {
        const target = path.join(folder, file);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, text);
        return target;
    };
    beforeEach(() => {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(programs, { recursive: true });
        symlinkSync(process.execPath, path.join(programs, "node"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    return {
        folder,
        programs,
        write,
        program: (name, script) => {
            const target = write(path.join("programs", name), `#!/bin/sh\n${script}\n`);
            chmodSync(target, 0o755);
            return target;
        },
        withoutProgram: (name) => rmSync(path.join(programs, name), { force: true }),
    };
}

/** The id of a process that has ended. */
export function endedProcess(): number {
    return spawnSync(process.execPath, ["-e", ""]).pid;
}

/** Progress that keeps what it is told. */
export function recordedProgress(): Progress & { readonly steps: string[]; readonly details: string[] } {
    const steps: string[] = [];
    const details: string[] = [];
    return {
        steps,
        details,
        step: (text) => void steps.push(text),
        detail: (text) => void details.push(text),
        line: (text) => void details.push(text),
    };
}
