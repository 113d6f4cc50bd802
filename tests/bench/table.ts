import type { SeriesResult } from "./series";
import { median, medianRatio } from "./statistics";
import type { Usage } from "./usage";

type Rounds = readonly Usage[];
type Contender = SeriesResult["contenders"][number];

/** What can be told of a run; nothing where the system does not tell. */
export type Measure = (usage: Usage) => number | undefined;

const allCpu: Measure = ({ tree }) => tree && Object.values(tree.cpu).reduce((sum, seconds) => sum + seconds, 0);
export const wall: Measure = (usage) => usage.wall;
export const nodeCpu: Measure = ({ tree }) => tree?.cpu.node;

/** A measure of every round, or nothing if one lacks it. */
export function valuesOf(rounds: Rounds, measure: Measure): number[] | undefined {
    const values = rounds.map(measure).filter((value) => value !== undefined);
    return values.length === rounds.length && values.length > 0 ? values : undefined;
}

/** How many times as much one took as the other; nothing where either took nothing, or cannot be told. */
export function ratio(rounds: Rounds, base: Rounds, measure: Measure): number | undefined {
    const [values, others] = [valuesOf(rounds, measure), valuesOf(base, measure)];
    return values && others?.every((other) => other > 0) ? medianRatio(values, others) : undefined;
}

const middle = (measure: Measure, format: (value: number) => string) => (rounds: Rounds) => {
    const values = valuesOf(rounds, measure);
    return values ? format(median(values)) : "-";
};
const times = (measure: Measure) => (rounds: Rounds, base: Rounds) => {
    const value = ratio(rounds, base, measure);
    return value === undefined ? "-" : value.toFixed(2);
};
const seconds = (value: number) => value.toFixed(2);
const mebibytes = (value: number) => value.toFixed(0);

const COLUMNS: readonly { title: string; cell: (rounds: Rounds, base: Rounds) => string }[] = [
    { title: "wall s", cell: middle(wall, seconds) },
    { title: "ratio", cell: times(wall) },
    { title: "node CPU s", cell: middle(nodeCpu, seconds) },
    { title: "ratio", cell: times(nodeCpu) },
    { title: "engine CPU s", cell: middle(({ tree }) => tree?.cpu.engine, seconds) },
    { title: "provider CPU s", cell: middle(({ tree }) => tree?.cpu.provider, seconds) },
    { title: "all CPU s", cell: middle(allCpu, seconds) },
    { title: "ratio", cell: times(allCpu) },
    { title: "node peak MiB", cell: middle(({ tree }) => tree?.peak.node, mebibytes) },
    { title: "all peak MiB", cell: middle(({ tree }) => tree?.peak.all, mebibytes) },
];

/** The medians of a series, and beside them the ratios to its first contender. */
export function rows({ title, contenders }: SeriesResult): string[][] {
    const [base] = contenders;
    const head = [title, ...COLUMNS.map((column) => column.title)];
    return [head, ...contenders.map((contender) => row(contender, base))];
}

function row({ name, rounds }: Contender, base: Contender): string[] {
    return [name, ...COLUMNS.map(({ cell }) => cell(rounds, base.rounds))];
}

/** Rows for a terminal: the first column to the left, numbers to the right. */
export function asText(cells: readonly (readonly string[])[]): string {
    const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
    const pad = (cell: string, column: number) =>
        column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
    return cells.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** Rows for a page. */
export function asMarkdown([head, ...body]: readonly (readonly string[])[]): string {
    const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
    return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...body.map(line)].join("\n");
}
