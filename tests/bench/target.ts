import type { SeriesResult } from "./series";
import { ratio, type Measure } from "./table";

/** A ratio that is to be held. On a busy machine it may be missed by nobody's fault, so it is told and fails nothing. */
export interface Target {
    readonly series: string;
    readonly what: string;
    readonly contender: string;
    readonly base: string;
    readonly measure: Measure;
    readonly atMost: number;
}

export interface Verdict {
    readonly text: string;
    readonly met: boolean;
}

/** Whether a target is met; nothing when what it is about was not measured. */
export function judge(target: Target, results: readonly SeriesResult[]): Verdict | undefined {
    const series = results.find(({ title }) => title === target.series);
    const roundsOf = (name: string) => series?.contenders.find((contender) => contender.name === name)?.rounds;
    const [rounds, base] = [roundsOf(target.contender), roundsOf(target.base)];
    const value = rounds && base && ratio(rounds, base, target.measure);
    if (value === undefined) {
        return undefined;
    }
    const met = value <= target.atMost;
    const names = `${target.contender} / ${target.base}`;
    const text = `${target.series}, ${target.what}: ${names} = ${value.toFixed(2)}, at most ${target.atMost}`;
    return { met, text: `${met ? "met   " : "MISSED"}  ${text}` };
}
