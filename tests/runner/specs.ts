import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type { Times } from "./times";

/** The layers of the tests, from the quickest to the slowest. */
export const LAYERS = ["pure", "mocks", "e2e"] as const;

export type Layer = (typeof LAYERS)[number];

/** The paths of all specs below a folder, or of those that have one of the `words` in their path, from that folder on. */
export function findSpecs(folder: string, words: readonly string[] = []): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".spec.ts"))
        .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
        .map((file) => path.join(folder, file));
}

/** The layer of a spec: where it lies says `e2e`, and what it imports says whether Pulumi's mocks stand for the engine. */
export function layerOf(spec: string): Layer {
    if (spec.includes(`${path.sep}e2e${path.sep}`)) {
        return "e2e";
    }
    return /from "[./\w]*(?:[mM]ocks|runHost)"/.test(readFileSync(spec, "utf8")) ? "mocks" : "pure";
}

/**
 * The order in which specs start. The end-to-end specs come first, since they wait a lot, in an order that the seed decides: none
 * may depend on what another has left behind. The others fill the gaps, the longest first. One that is new counts as long.
 */
export function inOrder(specs: readonly string[], seed: number, times: Times): string[] {
    const hash = (spec: string) =>
        createHash("sha256")
            .update(`${seed} ${path.basename(spec)}`)
            .digest("hex");
    const [e2e, others] = [true, false].map((is) => specs.filter((spec) => (layerOf(spec) === "e2e") === is));
    const shuffled = [...e2e].sort((a, b) => hash(a).localeCompare(hash(b)));
    const time = (spec: string) => times[spec] ?? Number.MAX_VALUE;
    return [...shuffled, ...[...others].sort((a, b) => time(b) - time(a) || a.localeCompare(b))];
}
