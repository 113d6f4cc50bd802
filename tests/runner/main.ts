import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";

import { UserError } from "../../config/userError";
import { run } from "../../local/childProcess";
import { runCommand } from "../../local/command";
import { interruption } from "../../local/interruption";
import { CHECKOUT } from "../../local/workspace";
import { hasEngine, WITHOUT_ENGINE } from "../e2e/engineAtHand";
import { endLeftOvers } from "./leftOvers";
import { runSpecs } from "./run";
import { findSpecs, inOrder, layerOf } from "./specs";
import { keepTimes, keptTimes, tellTimesTo, toldTimes } from "./times";

const HELP = `
npm test [-- words …], npm run test:fast [-- words …], npm run test:e2e [-- words …]

Runs the specs that have one of the words in their path, or all of them, on several processes at once: npm test those of all layers
and beside them the type checker and the linter, test:fast those that need no engine, test:e2e the end-to-end layer.

  --seed <number>    decides in which order the end-to-end specs start. Without it each run has another one, which it prints
  --jobs <number>    processes. Without it one for each core, and one more for the end-to-end layer, which waits a lot
  --results <file>   gets the numbers of tests that passed and failed
`;

/** What is run beside the specs: npm scripts. */
const CHECKS = ["typecheck", "lint"];

/** Time for what the last test has started to end by itself. */
const PATIENCE_MILLISECONDS = 5_000;

void runCommand({
    name: "test",
    help: HELP,
    options: {
        checks: { type: "boolean" },
        fast: { type: "boolean" },
        e2e: { type: "boolean" },
        seed: { type: "string" },
        jobs: { type: "string" },
        results: { type: "string" },
        folder: { type: "string" },
    },
    positionals: true,
    async run({ checks = false, fast = false, e2e = false, ...options }, words) {
        const folder = options.folder ?? path.join(CHECKOUT, "tests");
        const seed = wholeNumber("seed", options.seed) ?? Math.floor(Math.random() * 100_000);
        const specs = findSpecs(folder, words).filter((spec) => !(layerOf(spec) === "e2e" ? fast : e2e));
        if (specs.length === 0) {
            throw new UserError(`No spec has ${words.join(" or ")} in its path below ${folder}.`);
        }
        const hasE2e = specs.some((spec) => layerOf(spec) === "e2e");
        if (hasE2e) {
            const text = (await hasEngine()) ? `The order of the end-to-end specs: --seed ${seed}` : WITHOUT_ENGINE;
            process.stderr.write(`${text}\n`);
        }
        const jobs = wholeNumber("jobs", options.jobs) ?? availableParallelism() + (hasE2e ? 1 : 0);
        const scratch = openScratch();
        const checked = checks ? runChecks() : Promise.resolve([]);
        tellTimesTo(path.join(scratch.folder, "times"));
        const { passed, failed } = await runSpecs({ specs: inOrder(specs, seed, keptTimes()), jobs });
        if (options.folder === undefined) {
            keepTimes(toldTimes());
        }
        const faults = [...(await checked), ...(await scratch.close())];
        faults.forEach((fault) => process.stderr.write(`${fault}\n`));
        if (options.results !== undefined) {
            writeFileSync(options.results, `${passed} ${failed}\n`);
        }
        return failed + faults.length > 0 ? 1 : 0;
    },
});

function wholeNumber(option: string, value: string | undefined): number | undefined {
    if (value !== undefined && !/^\d{1,9}$/.test(value)) {
        throw new UserError(`--${option} ${value} is no whole number.`);
    }
    return value === undefined ? undefined : Number(value);
}

/** Runs the checks, one after the other, and gives the faults. */
async function runChecks(): Promise<string[]> {
    const faults: string[] = [];
    for (const check of CHECKS) {
        const { code, log } = await run("npm", ["run", "--silent", check], {
            env: process.env as Record<string, string>,
        });
        process.stderr.write(code === 0 ? `  ✔ npm run ${check}\n` : `${log}\n`);
        faults.push(...(code === 0 ? [] : [`npm run ${check} found faults, see above.`]));
    }
    return faults;
}

/** A folder for all temporary files of a run. */
interface Scratch {
    readonly folder: string;
    /** Removes it, and gives the faults. */
    close(): Promise<string[]>;
}

/** Makes it the `TMPDIR` of all that is started from here on, by which that can be found and ended when the run is interrupted. */
function openScratch(): Scratch {
    const folder = mkdtempSync(path.join(tmpdir(), "om-tests-"));
    process.env.TMPDIR = folder;
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    interruption().addEventListener("abort", () => {
        void endLeftOvers(folder, 0).then(() => {
            remove();
            process.stderr.write("\nInterrupted: what was started has been ended.\n");
            process.exit(130);
        });
    });
    return {
        folder,
        close: async () => {
            const ended = await endLeftOvers(folder, PATIENCE_MILLISECONDS);
            remove();
            return ended.map(
                ({ commandLine }) => `A test has left this running, which has been ended now: ${commandLine}`,
            );
        },
    };
}
