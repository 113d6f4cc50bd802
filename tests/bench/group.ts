import type { Progress } from "../../local/progress";
import type { Series, SeriesResult } from "./series";
import type { Target } from "./target";

/** What a group of measurements gets to work with. */
export interface Bench {
    readonly progress: Progress;
    readonly signal: AbortSignal;
    /** Whether the group is to leave out what takes long. */
    readonly quick: boolean;
}

/** Measurements that belong together: what `--only` takes. */
export interface Group {
    readonly name: string;
    /** One line of the help. */
    readonly about: string;
    readonly targets: readonly Target[];
    /** Makes ready, has all series measured, and leaves nothing running, whatever happens. */
    measure(bench: Bench, run: (series: Series) => Promise<SeriesResult>): Promise<SeriesResult[]>;
}
