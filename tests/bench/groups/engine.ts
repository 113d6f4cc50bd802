import assert from "node:assert/strict";
import path from "node:path";

import { CHECKOUT } from "../../../local/workspace";
import type { Group } from "../group";
import type { Series } from "../series";
import { openStage, type Stage } from "../stage";
import { nodeCpu, wall } from "../table";
import { EMPTY, FLAT, NAIVE, OURS, PROGRAMS } from "../programs";

/** Resources in each program's state: with the stack itself and the provider, and ours with the component. */
const COUNTS = { [FLAT]: 6, [OURS]: 7, [NAIVE]: 6, [EMPTY]: 1 };

const PREVIEW = "preview, unchanged";
const UP = "up, unchanged";
const UP_WORDS = ["up", "--yes", "--skip-preview", "--suppress-progress"];

/** The same four resources in different programs, and none, on the real engine and the emulator. */
export const engine: Group = {
    name: "engine",
    about: "preview and unchanged up of this program, a flat, a naive and an empty one, on the real engine",
    targets: [PREVIEW].flatMap((series) => [
        { series, what: "wall", contender: OURS, base: FLAT, measure: wall, atMost: 1.05 },
        { series, what: "node's CPU", contender: OURS, base: FLAT, measure: nodeCpu, atMost: 1.25 },
        { series, what: "node's CPU", contender: OURS, base: NAIVE, measure: nodeCpu, atMost: 0.25 },
    ]),
    measure: async (bench, run) => {
        const stage = await openStage(bench);
        try {
            const results = [];
            for (const series of await seriesOn(stage, bench.quick)) {
                results.push(await run(series));
            }
            return results;
        } finally {
            await stage.close();
        }
    },
};

async function seriesOn(stage: Stage, quick: boolean): Promise<Series[]> {
    const staged = await allEnded(
        PROGRAMS.map(async ({ name, folder }) => {
            const program = await stage.program(folder, folder === CHECKOUT ? {} : ownConfig(folder));
            await program.pulumi(UP_WORDS);
            return { name, program };
        }),
    );
    const series = (title: string, words: readonly string[]): Series => ({
        title,
        contenders: staged.map(({ name, program }) => ({
            name,
            run: async () => {
                const { usage, counts } = await program.pulumi(words);
                assert.deepEqual(counts, { unchanged: COUNTS[name] }, `${name}: ${title}`);
                return usage;
            },
        })),
    });
    const preview = series(PREVIEW, ["preview", "--suppress-progress"]);
    return quick ? [preview] : [preview, series(UP, UP_WORDS)];
}

/** Each has a domain of its own, because the emulator is shared. */
function ownConfig(folder: string): Record<string, unknown> {
    return { callbackUrl: "http://localhost:8585/callback", domainPrefix: `om-bench-${path.basename(folder)}` };
}

/** All values, once all have come to an end: none is at work any more when another one has failed. */
async function allEnded<T>(promises: readonly Promise<T>[]): Promise<T[]> {
    await Promise.allSettled(promises);
    return Promise.all(promises);
}
