import { styleText } from "node:util";

import type { DeployedStack } from "../stack";

import { type CheckResult, exitCode, type Status } from "./check";

/** What the doctor found out about a deployment. */
export interface Report {
    readonly deployed: Pick<DeployedStack, "stack" | "place" | "endpoint"> & {
        readonly outputs: { readonly authority: string };
    };
    /** Base URL of the OpenMetadata server that was asked. @default - none was */
    readonly openMetadata?: string;
    readonly results: readonly CheckResult[];
    /** What helps with several results at once. */
    readonly hints: readonly string[];
}

export interface TextOptions {
    readonly colour: boolean;
    /** Characters in a line. @default 120 */
    readonly width?: number;
}

type Colour = "green" | "red" | "yellow" | "gray";

/** A symbol and a word for each status, so that neither colour nor the symbol alone has to be understood. */
const STATUS: Record<Status, { symbol: string; word: string; colour: Colour; advice: string }> = {
    ok: { symbol: "✔", word: "ok", colour: "green", advice: "note" },
    fix: { symbol: "✘", word: "FIX", colour: "red", advice: "fix" },
    unknown: { symbol: "?", word: "unknown", colour: "yellow", advice: "try" },
    skipped: { symbol: "–", word: "skipped", colour: "gray", advice: "note" },
};
const WORD_WIDTH = 9;

/** The report for people. What was skipped for the sake of another check is left out: the other one says why. */
export function renderText(report: Report, { colour, width = 120 }: TextOptions): string {
    const { deployed, openMetadata, results, hints } = report;
    const shown = results.filter(({ skippedFor }) => skippedFor === undefined);
    const titleWidth = Math.max(...shown.map(({ title }) => title.length)) + 2;
    const section = (heading: string, ofOpenMetadata: boolean) =>
        [
            `${heading}\n`,
            ...shown
                .filter(({ id }) => id.startsWith("openmetadata") === ofOpenMetadata)
                .map((result) => renderResult(result, titleWidth, { colour, width })),
        ].join("\n");
    return [
        section(`Stack ${deployed.stack} ${where(deployed)}, ${deployed.outputs.authority}`, false),
        ...(openMetadata === undefined ? [] : [section(`OpenMetadata at ${openMetadata}`, true)]),
        ...hints.map((hint) => wrap(hint, width, 0)),
        summary(results),
    ].join("\n\n");
}

/** The report for pipelines. Its fields are only ever added to. */
export function renderJson({ deployed, openMetadata, results, hints }: Report): string {
    const { stack, place } = deployed;
    const code = exitCode(results);
    return JSON.stringify(
        { stack, place, openMetadata, sound: code === 0, exitCode: code, checks: results, hints },
        undefined,
        2,
    );
}

function where({ place, endpoint }: Report["deployed"]): string {
    return place === "local" ? "on this machine" : endpoint === undefined ? "in AWS" : "on an emulator";
}

function renderResult(
    { status, title, found, expected, fix }: CheckResult,
    titleWidth: number,
    { colour, width }: Required<TextOptions>,
): string {
    const { symbol, word, colour: shade, advice } = STATUS[status];
    const paint = (text: string) => (colour ? styleText(shade, text, { validateStream: false }) : text);
    const left = 2 + WORD_WIDTH;
    const first = `${paint(`${symbol} ${word.padEnd(WORD_WIDTH)}`)}${title.padEnd(titleWidth)}${wrap(found, width, left + titleWidth)}`;
    const more = Object.entries({ expected, [advice]: fix })
        .filter((entry): entry is [string, string] => entry[1] !== undefined)
        .map(([name, text]) => `${" ".repeat(left)}${name.padEnd(10)}${wrap(text, width, left + 10)}`);
    return [first, ...more].join("\n");
}

function summary(results: readonly CheckResult[]): string {
    const count = (status: Status) => results.filter((result) => result.status === status).length;
    const parts = [
        count("fix") === 0 ? "Nothing to fix" : count("fix") === 1 ? "1 thing to fix" : `${count("fix")} things to fix`,
        ...(count("unknown") > 0 ? [`${count("unknown")} could not be checked`] : []),
        `${count("ok")} sound`,
        ...(count("skipped") > 0 ? [`${count("skipped")} skipped`] : []),
    ];
    return `${parts.join(", ")}.`;
}

/** Breaks a text at spaces. All lines but the first begin with as many blanks as the first has before it. */
function wrap(text: string, width: number, left: number): string {
    const room = Math.max(width - left, 40);
    const lines = [""];
    for (const word of text.split(" ")) {
        const line = lines.at(-1)!;
        if (line !== "" && line.length + 1 + word.length > room) {
            lines.push(word);
        } else {
            lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
        }
    }
    return lines.join(`\n${" ".repeat(left)}`);
}
