import path from "node:path";

import Mocha from "mocha";

import settings from "../../.mocharc.json";
import { Report } from "./report";

interface Specs {
    /** In the order in which they start. */
    readonly specs: readonly string[];
    /** Number of processes. */
    readonly jobs: number;
}

interface Result {
    readonly passed: number;
    readonly failed: number;
}

/** Runs specs in mocha's workers, and reports. */
export async function runSpecs({ specs, jobs }: Specs): Promise<Result> {
    const mocha = new Mocha({
        ...settings,
        // A path of its own is resolved by each worker in its own folder.
        require: settings.require.map((module) =>
            module.startsWith(".") ? path.resolve(__dirname, "../..", module) : module,
        ),
        parallel: true,
        jobs,
        forbidPending: Boolean(process.env.CI),
        reporter: Report,
    });
    specs.forEach((spec) => mocha.addFile(spec));
    return new Promise((resolve) => {
        const runner = mocha.run(() => {
            const { passes: passed, failures: failed } = runner.stats!;
            resolve({ passed, failed });
        });
    });
}
