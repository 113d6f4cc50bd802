/**
 * The shapes that config values are made of. Each reads what a hand writes into YAML: where the meaning is certain (a number
 * for a text, `"true"`, blank space around) the value is put right, and where it is not it is refused with what is allowed.
 */
import { z } from "zod";
import { didYouMean, type IssueParams } from "./problem";

interface ScalarRule<T> {
    /** What may stand there, as the end of the sentence "allowed: …". */
    readonly allowed: string;
    /** A value that would be accepted, for the fix; or the whole fix, made from what was given. */
    readonly fix: string | ((given: unknown) => string);
    /** The value put right, or undefined where its meaning is not certain or it is not allowed. */
    readonly read: (given: unknown) => T | undefined;
    /** How an editor may check it: the JSON Schema of the value as it is written. */
    readonly jsonSchema?: Record<string, unknown>;
}

/** A schema that accepts what `read` understands. Its static type is that of the value put right. */
export function scalar<T>(rule: ScalarRule<T>): z.ZodType<T, T> {
    const schema = z.unknown().transform((given, context) => {
        const value = rule.read(given);
        if (value === undefined) {
            const fix = typeof rule.fix === "function" ? rule.fix(given) : `for example: ${rule.fix}`;
            context.issues.push({
                code: "custom",
                input: given,
                message: rule.allowed,
                params: { fix } satisfies IssueParams,
            });
            return z.NEVER;
        }
        return value;
    });
    // `allowed` goes into the table of keys, and into what an editor shows.
    const meta = { ...(rule.jsonSchema ?? { type: "string" }), allowed: rule.allowed };
    return schema.meta(meta) as unknown as z.ZodType<T, T>;
}

/**
 * A text as it was meant: without blank space around, and a whole number, a date or a truth value as its text. Other numbers are
 * not certain: YAML readers make 1.1 of `1.10`, and of a very long number another one.
 */
export function asText(given: unknown): string | undefined {
    if (Number.isSafeInteger(given) || typeof given === "boolean") {
        return String(given);
    }
    // A date without quotes comes from the CLI with a time of day.
    return typeof given === "string"
        ? given.trim().replace(/^(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC$/, "$1")
        : undefined;
}

interface TextRule {
    readonly allowed: string;
    readonly example: string;
    readonly pattern: RegExp;
}

/** A text that matches the whole of `pattern`. */
export function text({ allowed, example, pattern }: TextRule): z.ZodType<string, string> {
    return scalar({
        allowed,
        fix: (given) =>
            typeof given === "number" ? "put it in quotes: YAML changes numbers like 1.10" : `for example: ${example}`,
        read: (given) => {
            const value = asText(given);
            return value !== undefined && pattern.test(value) ? value : undefined;
        },
    });
}

/** One of a few words, in any case; `off` and `on` also as the truth values that YAML readers make of them. */
export function choice<const T extends string>(words: readonly T[]): z.ZodType<T, T> {
    return scalar<T>({
        allowed: words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
        fix: (given) => {
            const word = asText(given)?.toLowerCase() ?? "";
            const whole = words.find((known) => word !== "" && known.toLowerCase().startsWith(word));
            return didYouMean(whole ?? word, words, word.length / 3) ?? `for example: ${words[0]}`;
        },
        read: (given) => {
            const word = asText(given)?.toLowerCase();
            const asSwitch = word === "true" ? "on" : word === "false" ? "off" : word;
            return words.find((known) => known.toLowerCase() === word || known === asSwitch);
        },
        jsonSchema: { enum: [...words] },
    });
}

const TRUE = ["true", "yes", "on"];
const FALSE = ["false", "no", "off"];

/** true or false, also as the other words of YAML for them, which the CLI hands over as texts. */
export function flag(): z.ZodType<boolean, boolean> {
    const read = (given: unknown) => {
        const word = asText(given)?.toLowerCase() ?? "";
        return TRUE.includes(word) ? true : FALSE.includes(word) ? false : undefined;
    };
    return scalar({ allowed: "true or false", fix: "true", read, jsonSchema: { type: "boolean" } });
}

/** A whole number, also as a text, from `least` to `most` (both allowed). */
export function wholeNumber(least: number, most: number): z.ZodType<number, number> {
    const limited = least > Number.MIN_SAFE_INTEGER || most < Number.MAX_SAFE_INTEGER;
    return scalar({
        allowed: `a whole number${limited ? ` from ${least} to ${most}` : ""}`,
        fix: (given) => `for example: ${Number(given) > most ? most : least}`,
        read: (given) => {
            const written = asText(given);
            const value = written !== undefined && /^-?\d+$/.test(written) ? Number(written) : NaN;
            return value >= least && value <= most ? value : undefined;
        },
        jsonSchema: { type: "integer", minimum: least, maximum: most },
    });
}

/** A map with exactly the keys of `shape`, each as its own shape says; absent means empty. */
export function section<T extends z.core.$ZodLooseShape>(shape: T) {
    // The message of an issue says what is allowed: for a map, its keys (problem.ts finds the nearest among them).
    return z.strictObject(shape, { error: () => Object.keys(shape).join(", ") });
}

/** A list of at most `most` items; one item that is not in a list counts as a list of one. */
export function list<T extends z.ZodType>(item: T, most: number): z.ZodType<z.output<T>[], z.input<T>[]> {
    const oneOrMany = z.preprocess(
        (given) => (given === undefined || Array.isArray(given) || isMap(given) ? given : [given]),
        z.array(item, { error: `a list of at most ${most}` }).max(most, { error: `a list of at most ${most}` }),
    );
    return oneOrMany as unknown as z.ZodType<z.output<T>[], z.input<T>[]>;
}

/**
 * A map that may also be written as one word, the value of its key `key`: `devices: always` is short for
 * `devices: {remember: always}`.
 */
export function wordOrMap<S extends z.core.$ZodLooseShape, K extends keyof S & string>(key: K, shape: S) {
    const map = section(shape);
    const wordAsMap = (given: unknown, context: z.RefinementCtx) => {
        if (given === undefined || isMap(given)) {
            return given;
        }
        const word = z.safeParse(shape[key], given);
        for (const { message, ...issue } of word.error?.issues ?? []) {
            const allowed = `${message}, or a map with the keys ${Object.keys(shape).join(", ")}`;
            context.issues.push({ ...issue, message: allowed, input: given } as z.core.$ZodRawIssue);
        }
        return word.success ? { [key]: word.data } : z.NEVER;
    };
    const schema = z.preprocess(wordAsMap, map).meta({ type: ["object", "string", "boolean"], word: key });
    return schema as unknown as z.ZodType<z.output<typeof map>, z.input<typeof map> | z.core.input<S[K]>>;
}

function isMap(value: unknown): boolean {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A map of at most `most` entries from names to texts. */
export function textMap(name: TextRule, value: TextRule, most: number) {
    return z
        .record(text(name), text(value), { error: "a map from names to texts" })
        .refine((map) => Object.keys(map).length <= most, {
            error: `at most ${most} entries`,
            params: { fix: "remove some" } satisfies IssueParams,
        });
}
