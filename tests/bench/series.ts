import type { Usage } from "./usage";

/** Something that is measured. */
export interface Contender {
    readonly name: string;
    /**
     * Does it once.
     *
     * @throws when it did not do what it was to do: a fast wrong run is no result
     */
    run(): Promise<Usage>;
}

/** Contenders that take turns. All ratios are those to the first. */
export interface Series {
    readonly title: string;
    readonly contenders: readonly Contender[];
    /** Fewer rounds than asked for are enough. @default - as many as asked for */
    readonly roundsAtMost?: number;
}

/** What was measured of a series: for each contender one usage a round. */
export interface SeriesResult {
    readonly title: string;
    readonly contenders: readonly { readonly name: string; readonly rounds: readonly Usage[] }[];
}

/** How a series is run. */
export interface Turns {
    readonly rounds: number;
    /** Whether a first round, that is not counted, fills the caches. */
    readonly warmUp: boolean;
    /** Called before each run. */
    readonly onRun: (text: string) => void;
}

/** Lets all contenders take turns, A-B-A-B. */
export async function runSeries(series: Series, { rounds: wanted, warmUp, onRun }: Turns): Promise<SeriesResult> {
    const { title, contenders, roundsAtMost = wanted } = series;
    const rounds = Math.min(wanted, roundsAtMost);
    const usages = contenders.map((): Usage[] => []);
    for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
        for (const [index, contender] of contenders.entries()) {
            onRun(`${title}, ${round === 0 ? "warm-up" : `round ${round} of ${rounds}`}: ${contender.name}`);
            const usage = await contender.run();
            if (round > 0) {
                usages[index].push(usage);
            }
        }
    }
    return { title, contenders: contenders.map(({ name }, index) => ({ name, rounds: usages[index] })) };
}
