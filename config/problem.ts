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
 * All problems of a configuration as one message. Pulumi counts its own records of stack and component as created even where
 * nothing is asked of AWS, so the message speaks of AWS. For instance:
 *
 *     Stack prod: 1 problem in the configuration. Nothing was changed in AWS.
 *
 *       clientType
 *         given    "private"
 *         allowed  public or confidential
 *         fix      for example: public
 *
 * @param untouched what is as it was; what is found late in an update must not promise more than is true
 */
export function describeProblems(
    subject: string,
    problems: readonly Problem[],
    untouched = "Nothing was changed in AWS.",
): string {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return `${subject}: ${count} in the configuration. ${untouched}\n\n${paragraphs(problems)}`;
}

/** The problems alone, one paragraph each. */
export function paragraphs(problems: readonly Problem[]): string {
    return problems
        .map(
            ({ key, given, allowed, fix }) =>
                `  ${key}\n    given    ${given}\n    allowed  ${allowed}\n    fix      ${fix}\n`,
        )
        .join("\n");
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

/** A value as it would stand in the stack's file; long ones are cut, an absent one is "nothing", secrets and a URL's password are left out. */
export function shown(value: unknown): string {
    if (value === undefined || value === null) {
        return "nothing";
    }
    const text = JSON.stringify(value, withoutSecrets).replace(/(:\/\/)[^/@"]*@/g, "$1…@");
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** Keys under which a secret stands, or would be written by somebody who knows Cognito's own names. */
const SECRET_KEY = /^(identityProviderSecrets|(client|app)?_?secrets?|private_?key|password)$/i;

function withoutSecrets(key: string, value: unknown): unknown {
    return SECRET_KEY.test(key) ? "…" : value;
}

/** What stands at a path, without a word of it where it is or may be a secret. */
function shownAt(path: readonly PropertyKey[], value: unknown): string {
    if (value === undefined || value === null || !path.some((part) => SECRET_KEY.test(String(part)))) {
        return shown(value);
    }
    return typeof value === "string" && value.trim() === "" ? "a blank text" : "a value that is not shown here";
}

/** The closest candidate as a question, if at most `slips` of its letters are other, missing or too many. */
export function didYouMean(
    word: string,
    candidates: readonly string[],
    slips = Math.max(3, word.length / 2),
): string | undefined {
    const away = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
    const [best] = [...candidates].sort((one, other) => away(one) - away(other));
    return best !== undefined && away(best) <= slips ? `did you mean ${best}?` : undefined;
}

/** The problems behind the issues that zod found in `input`; every issue's message says what is allowed (see shapes.ts). */
export function problemsOf(issues: readonly z.core.$ZodIssue[], input: unknown): Problem[] {
    return issues.flatMap((issue) => {
        const { path, value } = written(issue.path, input);
        const problem = { key: keyOf(path), given: shownAt(path, value), allowed: issue.message };
        if (issue.code === "unrecognized_keys") {
            return issue.keys.map((unknown) => unknownKey(keyOf([...path, unknown]), unknown, issue.message));
        }
        if (issue.code === "invalid_key") {
            const [map, name] = [keyOf(path.slice(0, -1)), path.at(-1)];
            return problemsOf(issue.issues, name).map((it) => ({ ...it, key: map, given: `the name ${shown(name)}` }));
        }
        if (issue.code === "too_big") {
            return [{ ...problem, fix: tooMany(value, issue.maximum) }];
        }
        if (issue.code === "invalid_union") {
            return [{ ...problem, fix: wordMeant(value, issue.message.split(", ")) }];
        }
        return [
            issue.code === "custom"
                ? { ...problem, fix: (issue.params as IssueParams).fix }
                : { ...problem, ...container(issue, problem.key || "the arguments") },
        ];
    });
}

/** The path and the value as they were written: a list of one may be written without being a list (see shapes.ts). */
function written(path: readonly PropertyKey[], input: unknown): { path: readonly PropertyKey[]; value: unknown } {
    return path.reduce<{ path: readonly PropertyKey[]; value: unknown }>(
        (at, part) =>
            typeof part === "number" && !Array.isArray(at.value)
                ? at
                : { path: [...at.path, part], value: (at.value as Record<PropertyKey, unknown> | undefined)?.[part] },
        { path: [], value: input },
    );
}

const BELOW: Readonly<Record<string, string>> = { object: ".<key>", record: ".<name>", array: "[0]" };

/** Something else stands where a map or a list belongs. */
function container(issue: z.core.$ZodIssue, key: string): Omit<Problem, "given"> {
    const expected = issue.code === "invalid_type" ? issue.expected : "";
    return {
        key,
        allowed: expected === "object" ? `a map with the keys ${issue.message}` : issue.message,
        fix:
            issue.path.length > 0 && expected in BELOW
                ? `write what belongs below it, for example: ${setCommand(`${keyOf(issue.path)}${BELOW[expected]}`)}`
                : "see docs/configuration.md",
    };
}

/** The command that sets a value; that of a secret is asked for and not shown. */
function setCommand(path: string): string {
    return SECRET_KEY.test(path.split(/[.[]/)[0])
        ? `pulumi config set --secret --path '${path}'`
        : `pulumi config set --path '${path}' <value>`;
}

/** The one of a few words that was probably meant, where maps are told apart by a word. */
function wordMeant(value: unknown, words: readonly string[]): string {
    const meant = typeof value === "string" ? didYouMean(value, words) : undefined;
    return meant ?? `for example: ${words[0]}`;
}

function tooMany(value: unknown, most: number | bigint): string {
    return Array.isArray(value) ? `remove ${value.length - Number(most)} of the ${value.length}` : "remove some";
}

/** An unknown key, with what to do about it. `known`: the known keys, joined by commas. */
function unknownKey(key: string, unknown: string, known: string): Problem {
    return {
        key,
        given: "a key that does not exist",
        allowed: `the keys ${known}`,
        fix: unknownKeyFix(key, unknown, known.split(", ")),
    };
}

function unknownKeyFix(key: string, unknown: string, known: readonly string[]): string {
    if (key === unknown && known.includes(key.split(/[.[]/)[0])) {
        return `it is a path: pulumi config rm '${key}' && ${setCommand(key)}`;
    }
    if (SECRET_KEY.test(unknown)) {
        return `remove it, since no secret may stand here in clear, and ${setCommand("identityProviderSecrets.<name>")}`;
    }
    return didYouMean(unknown, known) ?? "remove it, or see in docs/configuration.md where it belongs";
}
