import type { ListShape, MapShape, ScalarShape, ServiceModel, Shape, StructureShape } from "./model";

/** One way in which a request is not what AWS's model of the operation says. */
export interface Violation {
    /** The member, for instance `Policies.PasswordPolicy.MinimumLength` or `Schema[2].Name`; empty for the request itself. */
    readonly path: string;
    /** What was sent, cut short; a secret only by its length. */
    readonly given: string;
    /** What the model says, as the end of the sentence "the model: …". */
    readonly rule: string;
}

/** What the model finds against the input of an operation: required and unknown members, types, enums, patterns, lengths, ranges. */
export function judge(
    model: ServiceModel,
    operationName: string,
    input: Readonly<Record<string, unknown>>,
): Violation[] {
    const request: Place = { model, path: "", hidden: false };
    // Not every key that an object has is an operation: "constructor".
    const operation = Object.hasOwn(model.operations, operationName) ? model.operations[operationName] : undefined;
    if (operation === undefined) {
        return [violation(request, operationName, "there is no such operation")];
    }
    return operation.input === undefined
        ? judgeStructure(request, { type: "structure", members: {} }, input)
        : judgeValue(request, operation.input.shape, input);
}

/** `CreateWebACL: Description is "…"; the model: …` */
export function describeViolation(operation: string, { path, given, rule }: Violation): string {
    return `${operation}: ${path === "" ? "the request" : path} is ${given}; the model: ${rule}`;
}

interface Place {
    readonly model: ServiceModel;
    readonly path: string;
    /** Whether a value here is a secret, by its shape, its name or what it is part of. */
    readonly hidden: boolean;
}

const UNKNOWN = "there is no such member";

function judgeValue(place: Place, shapeName: string, value: unknown): Violation[] {
    const shape = place.model.shapes[shapeName];
    const here = { ...place, hidden: place.hidden || shape.sensitive === true };
    return shape.type === "structure"
        ? judgeStructure(here, shape, value)
        : shape.type === "list"
          ? judgeList(here, shape, value)
          : shape.type === "map"
            ? judgeMap(here, shape, value)
            : judgeScalar(here, shape, value);
}

function judgeStructure(place: Place, shape: StructureShape, value: unknown): Violation[] {
    if (shape.document) {
        return [];
    }
    if (!isObject(value)) {
        return [violation(place, value, "a structure")];
    }
    const members = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
    const names = members.map(([name]) => name);
    const missing = (shape.required ?? []).filter((name) => !names.includes(name));
    return [
        ...missing.map((name) => ({ path: join(place.path, name), given: "missing", rule: "it is required" })),
        ...(shape.union && members.length !== 1 ? [violation(place, value, "exactly one member")] : []),
        ...members.flatMap(([name, inner]) => {
            const there = below(place, name);
            const member = shape.members[name];
            return member ? judgeValue(there, member.shape, inner) : [violation(there, inner, UNKNOWN)];
        }),
    ];
}

function judgeList(place: Place, shape: ListShape, value: unknown): Violation[] {
    if (!Array.isArray(value)) {
        return [violation(place, value, "a list")];
    }
    return [
        ...judgeSize(place, shape, value, value.length, "entries"),
        ...value.flatMap((inner, index) =>
            judgeValue({ ...place, path: `${place.path}[${index}]` }, shape.member.shape, inner),
        ),
    ];
}

function judgeMap(place: Place, shape: MapShape, value: unknown): Violation[] {
    if (!isObject(value)) {
        return [violation(place, value, "a map")];
    }
    return [
        ...judgeSize(place, shape, value, Object.keys(value).length, "entries"),
        ...Object.entries(value).flatMap(([key, inner]) => [
            ...judgeValue({ ...place, path: `the key ${join(place.path, key)}` }, shape.key.shape, key),
            ...judgeValue(below(place, key), shape.value.shape, inner),
        ]),
    ];
}

function judgeScalar(place: Place, shape: ScalarShape, value: unknown): Violation[] {
    switch (shape.type) {
        case "string":
        case "character":
            return typeof value === "string" ? judgeText(place, shape, value) : [violation(place, value, "a text")];
        case "integer":
        case "long":
            return Number.isInteger(value)
                ? judgeSize(place, shape, value, Number(value), "")
                : [violation(place, value, "a whole number")];
        case "float":
        case "double":
            return typeof value === "number"
                ? judgeSize(place, shape, value, value, "")
                : [violation(place, value, "a number")];
        case "boolean":
            return typeof value === "boolean" ? [] : [violation(place, value, "true or false")];
        case "blob":
            return typeof value === "string" && BASE64.test(value)
                ? judgeSize(place, shape, value, Buffer.from(value, "base64").length, "bytes")
                : [violation(place, value, "bytes in base64")];
        case "timestamp":
            return typeof value === "number" || typeof value === "string" ? [] : [violation(place, value, "a time")];
    }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function judgeText(place: Place, shape: ScalarShape, value: string): Violation[] {
    return [
        // As Smithy counts, from which these models are made: Unicode characters, not halves of them.
        ...judgeSize(place, shape, value, [...value].length, "characters"),
        ...(shape.enum === undefined || shape.enum.includes(value)
            ? []
            : [violation(place, value, `one of ${shape.enum.join(", ")}`)]),
        ...(shape.pattern === undefined || wholePattern(shape.pattern).test(value)
            ? []
            : [violation(place, value, `all of it matches ${shape.pattern}`)]),
    ];
}

function judgeSize(place: Place, { min, max }: Shape, value: unknown, size: number, unit: string): Violation[] {
    const tooSmall = min !== undefined && size < min;
    const tooLarge = max !== undefined && size > max;
    const range = [...(min === undefined ? [] : [`at least ${min}`]), ...(max === undefined ? [] : [`at most ${max}`])];
    return tooSmall || tooLarge
        ? [violation(place, value, `${range.join(" and ")} ${unit}, not ${size}`.replace(/ +,/, ","))]
        : [];
}

const patterns = new Map<string, RegExp>();

/**
 * The pattern as AWS means it. Its services match the whole text, anchors or not, with the regular expressions of Java, whose `\s` is
 * ASCII and which take a `\` before any punctuation.
 */
export function wholePattern(pattern: string): RegExp {
    const [, flags = "", rest] = /^(?:\(\?([is]+)\))?([^]*)$/.exec(pattern)!;
    const known = patterns.get(pattern) ?? new RegExp(`^(?:${asJavaScript(rest)})$`, `u${flags}`);
    patterns.set(pattern, known);
    return known;
}

const ASCII_BLANKS = String.raw`\t\n\v\f\r `;

/** Escapes that JavaScript does not know under the flag `u` stand for the character itself, and an open `-` in a class for itself. */
function asJavaScript(pattern: string): string {
    let inClass = false;
    return pattern.replace(/\\[\s\S]|[[\]]|(?<=\\[wsdWSD])-(?!\])|-(?=\\[wsdWSD])/g, (token) => {
        switch (token) {
            case "[":
                inClass = true;
                return token;
            case "]":
                inClass = false;
                return token;
            case "-":
                return inClass ? "\\-" : token;
            case "\\s":
                return inClass ? ASCII_BLANKS : `[${ASCII_BLANKS}]`;
            default: {
                const character = token[1];
                const needless =
                    /[^\w^$\\.*+?()[\]{}|/-]/.test(character) || (character === "-" && !inClass) || character === "_";
                return needless ? character : token;
            }
        }
    });
}

const LONGEST_GIVEN = 120;

/** Names of members that hold a secret although their shape does not say so: the details of an identity provider are plain texts. */
const SECRET_NAME = /secret|password|private_?key|token$|credential/i;

function violation(place: Place, value: unknown, rule: string): Violation {
    return { path: place.path, given: shown(value, place.hidden), rule };
}

function shown(value: unknown, hidden: boolean): string {
    const text = JSON.stringify(value);
    if (hidden) {
        return typeof value === "string" ? `a secret of ${value.length} characters` : "a secret";
    }
    return text.length <= LONGEST_GIVEN ? text : `${text.slice(0, LONGEST_GIVEN)}…`;
}

function below(place: Place, name: string): Place {
    return { ...place, path: join(place.path, name), hidden: place.hidden || SECRET_NAME.test(name) };
}

function join(path: string, name: string): string {
    return path === "" ? name : `${path}.${name}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
