import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

export interface Ended {
    readonly code: number;
    readonly stdout: string;
    /** Without what Node.js and the AWS SDK say about old releases of Node.js. */
    readonly stderr: string;
}

/** Runs `npm run doctor` without npm, with a `pulumi` on the PATH that knows one stack, `prod`, by these outputs. */
export async function doctor(outputs: object, words: string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const folder = mkdtempSync(path.join(tmpdir(), "doctor-"));
    try {
        writeFileSync(path.join(folder, "outputs.json"), JSON.stringify(outputs));
        writeFileSync(path.join(folder, "pulumi"), FAKE_PULUMI);
        chmodSync(path.join(folder, "pulumi"), 0o755);
        const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, ...environment };
        return await run([path.join(ROOT, "tools/doctor/main.ts"), ...words], env);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const FAKE_PULUMI = `#!/bin/sh
case "$*" in
    *"--stack prod"*) cat "$(dirname "$0")/outputs.json" ;;
    *) echo "error: no stack named 'other' found" >&2; exit 255 ;;
esac
`;

function run(words: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return new Promise((resolve) => {
        execFile(
            process.execPath,
            ["--no-warnings", "-r", "./compileCache/register.cjs", ...words],
            { cwd: ROOT, env },
            (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
        );
    });
}
