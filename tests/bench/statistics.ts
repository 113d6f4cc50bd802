/** The middle one of some numbers; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
    if (values.length === 0) {
        throw new Error("There is no median of nothing.");
    }
    const sorted = [...values].sort((one, other) => one - other);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How many times as much the first took as the second: the median of the ratios of each round. What else the machine does from one
 * round to the next then changes both, where it would change a ratio of medians.
 */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
    if (values.length !== base.length) {
        throw new Error(`${values.length} values cannot be compared with ${base.length}, round by round.`);
    }
    return median(values.map((value, round) => value / base[round]));
}
