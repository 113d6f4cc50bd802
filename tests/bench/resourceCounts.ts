/** What Pulumi says it did, or would do, with how many resources: `{ unchanged: 7 }`, `{ "to create": 6 }`. */
export type ResourceCounts = Readonly<Record<string, number>>;

/** Reads the summary at the end of `pulumi preview` and `pulumi up`. */
export function resourceCounts(log: string): ResourceCounts {
    const summary = /\nResources:\n((?: {4}.*(?:\n|$))+)/.exec(log)?.[1] ?? "";
    const lines = [...summary.matchAll(/^ +(?:[^\w\s]+ ?)?(\d+) (.+)$/gm)];
    return Object.fromEntries(lines.map(([, count, what]) => [what.trim(), Number(count)]));
}
