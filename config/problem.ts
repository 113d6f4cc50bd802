import { z } from "zod";
import { distance } from "fastest-levenshtein";

/** One thing that is wrong in a configuration, in the words of its owner. */
export interface Problem {
    /** The key as the user wrote it, for instance `userPool.passwordPolicy.minimumLength` or `additionalUrls[1]`. */
    readonly key: string;
    /** What was found there, as it would stand in the stack's file. */
    readonly given: string;
    /** What may stand there. */
    readonly allowed: string;
    /** What to do about it. */
    readonly fix: string;
}

/** What a shape adds to an issue of zod's, whose message is what is allowed. */
export interface IssueParams {
    readonly fix: string;
}

/**
 * All problems of a configuration as one message, for instance:
 *
 *     Stack prod: 1 problem in the configuration. Nothing was changed.
 *
 *       clientType
 *         given    "private"
 *         allowed  public or confidential
 *         fix      for example: clientType: public
 */
export function describeProblems(subject: string, problems: readonly Problem[]): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const paragraphs = problems.map(
        ({ key, given, allowed, fix }) =>
            `  ${key}\n    given    ${given}\n    allowed  ${allowed}\n    fix      ${fix}\n`,
    );
    return `${subject}: ${count} in the configuration. Nothing was changed.\n\n${paragraphs.join("\n")}`;
}

/** `["userPool", "customAttributes", 0, "name"]` as the user writes it: `userPool.customAttributes[0].name`. */
export function keyOf(path: readonly PropertyKey[]): string {
    return path.reduce<string>((key, part) => {
        if (typeof part === "number") {
            return `${key}[${part}]`;
        }
        return key === "" ? String(part) : `${key}.${String(part)}`;
    }, "");
}

/** A value as it would stand in the stack's file; long ones are cut, an absent one is "nothing", one that may be a secret is hidden. */
export function shown(value: unknown): string {
    if (value === undefined || value === null) {
        return "nothing";
    }
    const text = JSON.stringify(value, (key, inner: unknown) => (isSecretKey(key) ? "[not shown]" : inner));
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** Keys under which a secret stands, or would be written by somebody who knows Cognito's own names. */
const SECRET_KEY = /^(identityProviderSecrets|(client|app)?_?secrets?|private_?key|password)$/i;

function isSecretKey(key: PropertyKey): boolean {
    return SECRET_KEY.test(String(key));
}

/** The problems behind the issues that zod found in `input`; every issue's message says what is allowed (see shapes.ts). */
export function problemsOf(issues: readonly z.core.$ZodIssue[], input: unknown): Problem[] {
    return issues.flatMap((issue) => {
        if (issue.code === "unrecognized_keys") {
            return issue.keys.map((unknown) => unknownKey(keyOf([...issue.path, unknown]), unknown, issue.message));
        }
        if (issue.code === "invalid_key") {
            return problemsOf(issue.issues, undefined).map((problem) => ({
                ...problem,
                key: keyOf(issue.path),
                given: `the name ${shown(issue.path.at(-1))}`,
            }));
        }
        const isMap = issue.code === "invalid_type" && issue.expected === "object";
        return [
            {
                key: keyOf(issue.path),
                given: issue.path.some(isSecretKey)
                    ? hidden(valueAt(input, issue.path))
                    : shown(valueAt(input, issue.path)),
                allowed: isMap ? `a map with the keys ${issue.message}` : issue.message,
                fix: fixOf(issue, input),
            },
        ];
    });
}

/** What stands there, without a word of it. */
function hidden(value: unknown): string {
    if (typeof value === "string" && value.trim() === "") {
        return "a blank text";
    }
    return value === undefined || value === null ? "nothing" : "a value that is not shown here";
}

function fixOf(issue: z.core.$ZodIssue, input: unknown): string {
    if (issue.code === "custom") {
        return (issue.params as IssueParams).fix;
    }
    if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
        const words = issue.message.split(", ");
        return didYouMean(String(valueAt(input, issue.path) ?? ""), words) ?? `for example: ${words[0]}`;
    }
    return "see docs/configuration.md";
}

/** An unknown key, with the known one that it was probably meant to be. `known`: the known keys, joined by commas. */
function unknownKey(key: string, unknown: string, known: string): Problem {
    const fix = isSecretKey(unknown)
        ? "remove it: no secret stands in the stack's file in clear. Those of identity providers: pulumi config set --secret --path 'identityProviderSecrets.<name>'"
        : (didYouMean(unknown, known.split(", ")) ?? "remove it");
    return { key, given: "a key that does not exist", allowed: `the keys ${known}`, fix };
}

/** The question for the nearest of the known words, unless none is near. */
export function didYouMean(given: string, known: readonly string[]): string | undefined {
    if (known.length === 0) {
        return undefined;
    }
    const nearest = known.reduce((best, next) => (distance(given, next) < distance(given, best) ? next : best));
    const near = distance(given.toLowerCase(), nearest.toLowerCase()) <= Math.max(3, given.length / 2);
    return near ? `did you mean ${nearest}?` : undefined;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
    return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], input);
}
