import { UserError } from "../../config/userError";
import { runCommand } from "../../local/command";
import { Interrupted, interruption } from "../../local/interruption";
import { progressTo } from "../../local/progress";
import type { Group } from "./group";
import { engine } from "./groups/engine";
import { runSeries, type SeriesResult } from "./series";
import { asText, rows } from "./table";
import { judge } from "./target";

const GROUPS: readonly Group[] = [engine];

const HELP = `
npm run bench [-- --quick] [--only <group>] [--rounds <n>]

Measures what this project costs: wall time, processor and memory, as medians and as ratios of contenders that take turns. Read
the ratios: times of a machine that does other things as well mean little. Every run has to prove that it did what it was to do.
A target that is missed is told and fails nothing.

  --quick          one round of what matters most, in about two minutes
  --only <group>   one group:
${GROUPS.map(({ name, about }) => `                     ${name.padEnd(12)} ${about}`).join("\n")}
  --rounds <n>     rounds that count, after one to warm up; 5 unless given
`;

const INTERRUPTED = 130;

interface Wish {
    readonly groups: readonly Group[];
    readonly quick: boolean;
    readonly rounds: number;
}

async function bench(wish: Wish): Promise<number> {
    const progress = progressTo();
    const signal = interruption();
    const turns = { rounds: wish.rounds, warmUp: !wish.quick, onRun: progress.detail };
    try {
        for (const group of wish.groups) {
            const results = await group.measure({ progress, signal, quick: wish.quick }, async (series) => {
                const result = await runSeries(series, turns);
                process.stdout.write(`\n${asText(rows(result))}\n`);
                return result;
            });
            process.stdout.write(verdicts(group, results));
        }
        return 0;
    } catch (error) {
        if (error instanceof Interrupted) {
            progress.step("Interrupted: what was started has been ended.");
            return INTERRUPTED;
        }
        throw error;
    }
}

function verdicts({ targets }: Group, results: readonly SeriesResult[]): string {
    const lines = targets.flatMap((target) => judge(target, results) ?? []).map(({ text }) => `${text}\n`);
    return lines.length === 0 ? "" : `\n${lines.join("")}`;
}

function chosenGroups(only: string | undefined): readonly Group[] {
    const chosen = only === undefined ? GROUPS : GROUPS.filter(({ name }) => name === only);
    if (chosen.length === 0) {
        throw new UserError(
            `npm run bench has no group "${only}". It has ${GROUPS.map(({ name }) => name).join(", ")}.`,
        );
    }
    return chosen;
}

function roundsOf(text: string): number {
    if (!/^[1-9]\d{0,2}$/.test(text)) {
        throw new UserError(`--rounds takes a whole number from 1 to 999, and not "${text}".`);
    }
    return Number(text);
}

void runCommand({
    name: "bench",
    help: HELP,
    options: { quick: { type: "boolean" }, only: { type: "string" }, rounds: { type: "string" } },
    run: ({ quick = false, only, rounds }) =>
        bench({ groups: chosenGroups(only), quick, rounds: roundsOf(rounds ?? (quick ? "1" : "5")) }),
});
