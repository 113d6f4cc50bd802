/**
 * `npm run bench [-- <rounds>]`: what the start of the program costs. Times of a machine that does other things as well mean little,
 * so all contenders take turns, and each is told as a ratio to the first of its group in the same round (the median of all rounds).
 *
 * Every run has to prove that it did what it was to do; a fast wrong run is no result.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInHost } from "../components/runHost";
import { stackConfig } from "../config/stackFile";

const ROOT = path.join(__dirname, "../..");

interface Contender {
    readonly name: string;
    /** Throws when it did not do what it was to do. */
    readonly run: () => Promise<void> | void;
}

interface Group {
    readonly title: string;
    /** Ratios are those to the first. */
    readonly contenders: readonly Contender[];
}

/** How many times the start of an empty program ours may take. It was 3.2 to 3.9 when this was set, most of it for transpiling our own files. */
const BUDGET = 6;

async function main(rounds: number): Promise<void> {
    const empty = emptyProgram();
    try {
        const [start, load] = [startOf(empty), loadOfAws()];
        const ratios = await measured(start, rounds);
        await measured(load, rounds);
        assert.ok(ratios[1] <= BUDGET, `the program takes ${ratios[1].toFixed(1)} times the start of an empty one`);
    } finally {
        rmSync(empty, { recursive: true });
    }
}

/** The program through the SDK's run script, as `pulumi up` starts it, without engine and provider. */
function startOf(empty: string): Group {
    const ours = async (transpileOnly: boolean) => {
        const environment = { PULUMI_NODEJS_TRANSPILE_ONLY: String(transpileOnly) };
        const { exitCode, registered } = await runInHost(stackConfig("dev"), { environment });
        assert.deepEqual([exitCode, registered.length], [0, 6]);
    };
    return {
        title: "start of a program in Pulumi's run host",
        contenders: [
            {
                name: "an empty program",
                run: async () => {
                    const { exitCode, registered } = await runInHost({}, { directory: empty });
                    assert.deepEqual([exitCode, registered.length], [0, 1]);
                },
            },
            { name: "index.ts, transpiled only (as it is set up)", run: () => ours(true) },
            { name: "index.ts, type-checked at each start", run: () => ours(false) },
        ],
    };
}

function loadOfAws(): Group {
    const load = (module: string) => () => {
        const { status, stderr } = spawnSync(process.execPath, ["-e", `require("${module}")`], { cwd: ROOT });
        assert.equal(status, 0, stderr.toString());
    };
    return {
        title: "load of the AWS SDK of Pulumi",
        contenders: [
            { name: "@pulumi/aws/cognito (what we import)", run: load("@pulumi/aws/cognito") },
            { name: "@pulumi/aws (all of it)", run: load("@pulumi/aws") },
        ],
    };
}

/** Runs all contenders in turn, once to warm up, prints their ratios and gives them back. */
async function measured({ title, contenders }: Group, rounds: number): Promise<number[]> {
    console.log(`\n${title}, ${rounds} rounds`);
    const times = contenders.map(() => [] as number[]);
    for (let round = 0; round <= rounds; round++) {
        for (const [index, { run }] of contenders.entries()) {
            const begin = performance.now();
            await run();
            if (round > 0) {
                times[index].push(performance.now() - begin);
            }
        }
    }
    const ratios = times.map((each) => median(each.map((time, round) => time / times[0][round])));
    contenders.forEach(({ name }, index) => {
        const wall = `${Math.round(median(times[index]))} ms`;
        console.log(`  ${name.padEnd(45)} ${ratios[index].toFixed(2).padStart(6)} ${wall.padStart(9)}`);
    });
    return ratios;
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)];
}

/** A folder with a program that does nothing, set up like ours. */
function emptyProgram(): string {
    const folder = mkdtempSync(path.join(tmpdir(), "empty-program-"));
    writeFileSync(path.join(folder, "index.ts"), "export {};\n");
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty", main: "index.ts" }));
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ "ts-node": { transpileOnly: true } }));
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    return folder;
}

main(Number(process.argv[2] ?? 5)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
