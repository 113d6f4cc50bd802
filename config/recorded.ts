import type { z } from "zod";

/**
 * What a schema makes of settings that another version of this program recorded. Keys that came later have their defaults, and so has
 * whatever it cannot read: a key that it does not know, a value that it no longer takes.
 * @param schema one that needs no key
 */
export function understood<S extends z.ZodType>(schema: S, recorded: unknown): z.output<S> {
    const { data, error } = schema.safeParse(recorded);
    if (error === undefined) {
        return data;
    }
    // One at a time: the places of the others in a list may move.
    const [issue] = error.issues;
    const unread = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]] : issue.path;
    return understood(schema, without(recorded, unread) ?? {});
}

/** A value without what stands at a path; where nothing stands there, without what lacks it. */
function without(value: unknown, [key, ...below]: readonly PropertyKey[]): unknown {
    if (typeof value !== "object" || value === null || key === undefined || !(key in value)) {
        return undefined;
    }
    const rest = without((value as Record<PropertyKey, unknown>)[key], below);
    const kept = Object.entries(value).flatMap(([name, item]): [string, unknown][] =>
        name !== String(key) ? [[name, item]] : rest === undefined ? [] : [[name, rest]],
    );
    return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}
