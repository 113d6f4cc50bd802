import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { localWorkspace } from "../../local/workspace";

/** For how many milliseconds a worker was busy with a spec, by its path: loading it, and all of its hooks and tests. */
export type Times = Readonly<Record<string, number>>;

/** Names the file into which the workers of a run write times, a line of JSON for each spec. */
const VARIABLE = "TEST_TIMES_FILE";

/** Where the times of this checkout are kept from run to run. */
const KEPT = path.join(localWorkspace().folder, "test-times.json");

/** Has the workers that are started from here on tell their times. */
export function tellTimesTo(file: string): void {
    process.env[VARIABLE] = file;
}

/** Whether this process is a worker of the runner, and not a mocha that somebody has started by hand. */
export function isWorker(): boolean {
    return process.env[VARIABLE] !== undefined;
}

/** In a worker: how long a spec took. */
export function tellTime(spec: string, milliseconds: number): void {
    appendFileSync(process.env[VARIABLE]!, `${JSON.stringify({ [spec]: Math.round(milliseconds) })}\n`);
}

/** What the workers of this run have told. */
export function toldTimes(): Times {
    const file = process.env[VARIABLE]!;
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return Object.assign({}, ...lines.map((line) => JSON.parse(line) as Times)) as Times;
}

/** The times of earlier runs. A damaged file is as good as none. */
export function keptTimes(): Times {
    try {
        return JSON.parse(readFileSync(KEPT, "utf8")) as Times;
    } catch {
        return {};
    }
}

/** Keeps the times of this run, and of other specs the earlier ones. */
export function keepTimes(times: Times): void {
    mkdirSync(path.dirname(KEPT), { recursive: true });
    writeFileSync(KEPT, `${JSON.stringify({ ...keptTimes(), ...times }, undefined, 4)}\n`);
}
