/**
 * Random configurations that the program accepts, made from its own schema: every key that there is comes up, with values that are as
 * awkward as the key takes them.
 */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";

import fc from "fast-check";
import type { z } from "zod";

import { kindOf, type IdentityProvider } from "../../config/identityProviders";
import { checkedSettings, settingsSchema, type CognitoSsoArgs, type Settings } from "../../config/settings";
import { UserError } from "../../config/userError";

/** A configuration, and what the program makes of it. */
export interface Configuration {
    readonly args: CognitoSsoArgs;
    readonly settings: Settings;
}

/** Keys that have their values from other keys. */
const DERIVED = ["identityProviderSecrets"];

/** Keys beside which most others are refused, or beside which less is deployed: they come up one time in eight. */
const RARE = ["userPool.existingId", "domain.existing", "importedClient", "endpoint", "passwordSignIn"];

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const METADATA =
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"><IDPSSODescriptor></IDPSSODescriptor></EntityDescriptor>';

/** Values to begin with where a refusal names no example. */
const SEEDS: Readonly<Record<string, readonly unknown[]>> = {
    "messages.invitation.body": ["Hello {username}, {####}"],
    "messages.invitation.sms": ["Hello {username}, {####}"],
    "messages.verification.body": ["Code {####}"],
    "messages.verification.sms": ["Code {####}"],
    "messages.verification.byLink.body": ["{##Click##} here"],
    "messages.signInCode.body": ["Code {####}"],
    "messages.signInCode.sms": ["Code {####}"],
    "loginPages.settings": [
        { components: { form: { logo: { enabled: true } } } },
        { categories: { global: { colorSchemeMode: "LIGHT" } }, any: [1, "é", null] },
    ],
    "loginPages.assets[].file": [{ name: "logo.png", base64: PIXEL }],
    "loginPages.css": [".banner-customizable { background: #fff }", ".label-customizable { color: red }"],
    "loginPages.logo": [{ name: "logo.png", base64: PIXEL }],
    "identityProviders[].metadataFile": [METADATA],
    "identityProviders[].attributeMapping{}": ["given_name", "custom:department"],
    "domain.hostedZoneId": ["Z0123456789ABCDEFGHIJ"],
    "domain.certificateArn": ["arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"],
};

const EMAIL = { sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com", from: "a@mycompany.com" };

/** What is hardly ever accepted, because it needs all of these together. */
const TOGETHER: readonly Values[] = [
    { userPool: { recovery: ["email", "phone"] }, mfa: { mode: "optional", methods: ["email"] }, email: EMAIL },
    { userPool: { recovery: ["email"] }, mfa: { mode: "optional", methods: ["sms"] }, messages: {} },
    {
        userPool: { featurePlan: "plus", threatProtection: { mode: "enforced" } },
        mfa: { mode: "optional" },
        email: EMAIL,
    },
    {
        identityProviders: [{ type: "saml", name: "Azure", metadataFile: METADATA, idpInitiated: true }],
        passwordSignIn: false,
    },
    { userPool: { existingId: "eu-west-1_AbCdEfGhI" } },
];

/** All keys of the schema, as `userPool.customAttributes[].name`. */
export function allKeys(): string[] {
    const keys: string[] = [];
    valueOf(settingsSchema, "", (key) => keys.push(key));
    return [...new Set([...keys, ...DERIVED])];
}

/** The keys that a configuration has, as `allKeys` writes them. */
export function keysOf(value: unknown, at = ""): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((inner) => keysOf(inner, `${at}[]`));
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => {
              const path = at === "" ? key : `${at}.${key}`;
              return [path, ...keysOf(inner, path)];
          })
        : [];
}

/** Accepted configurations. */
export function configurations(): fc.Arbitrary<Configuration> {
    const any = valueOf(settingsSchema, "", () => undefined) as fc.Arbitrary<Values>;
    return fc
        .tuple(any, fc.option(fc.constantFrom(...TOGETHER), { nil: {} }))
        .map(([given, together]) => accepted(withSecrets(merged(given, together) as unknown as CognitoSsoArgs)));
}

type Note = (key: string) => void;

/** What a schema takes. */
function valueOf(schema: z.core.$ZodType, key: string, note: Note): fc.Arbitrary<unknown> {
    const type = schema._zod.def.type;
    const make = MAKERS[type];
    if (make === undefined) {
        throw new Error(`${key} is of a type that is not made here: ${type}`);
    }
    return make(schema._zod.def as never, key, note, schema as z.ZodType);
}

type Maker<Def> = (def: Def, key: string, note: Note, schema: z.ZodType) => fc.Arbitrary<unknown>;

const inner: Maker<z.core.$ZodOptionalDef> = ({ innerType }, key, note) => valueOf(innerType, key, note);

/** By the type of a schema of zod's. */
const MAKERS: Partial<Record<z.core.$ZodTypeDef["type"], Maker<never>>> = {
    optional: inner,
    default: inner,
    prefault: inner,
    object: ({ shape }: z.core.$ZodObjectDef, key, note) => objectOf(shape, key, note),
    array: ({ element }: z.core.$ZodArrayDef, key, note) => listOf(valueOf(element, `${key}[]`, note)),
    record: ({ keyType, valueType }: z.core.$ZodRecordDef, key, note) =>
        fc.dictionary(
            valueOf(keyType, `${key}{}`, note) as fc.Arbitrary<string>,
            valueOf(valueType, `${key}{}`, note),
            { maxKeys: 50, size: "-1" },
        ),
    union: ({ options }: z.core.$ZodUnionDef, key, note) =>
        fc.oneof(...options.map((option) => valueOf(option, key, note))),
    literal: ({ values }: z.core.$ZodLiteralDef<string>) => fc.constantFrom(...values),
    // A scalar of ours reads whatever it is given; other pipes tidy up before or after.
    pipe: ({ in: before, out: after }: z.core.$ZodPipeDef, key, note, schema) =>
        before._zod.def.type === "unknown"
            ? scalarOf(schema, key)
            : valueOf(before._zod.def.type === "transform" ? after : before, key, note),
};

function objectOf(shape: Readonly<Record<string, z.core.$ZodType>>, key: string, note: Note): fc.Arbitrary<unknown> {
    const members = Object.entries(shape).flatMap(([name, schema]) => {
        const path = key === "" ? name : `${key}.${name}`;
        note(path);
        if (DERIVED.includes(path)) {
            return [];
        }
        const value = valueOf(schema, path, note);
        const isOptional = (schema as z.ZodType).safeParse(undefined).success;
        const absent = { arbitrary: fc.constant(undefined), weight: RARE.includes(path) ? 7 : 1 };
        return [[name, isOptional ? fc.oneof(absent, { arbitrary: value, weight: 1 }) : value] as const];
    });
    // What stands in a stack's file is there or is not.
    return fc
        .record(Object.fromEntries(members))
        .map((object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));
}

/** Mostly a few, and now and then about as many as AWS takes. */
function listOf(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
    return fc.oneof(
        { arbitrary: fc.array(item, { maxLength: 4 }), weight: 30 },
        { arbitrary: fc.array(item, { minLength: 20, maxLength: 50, size: "max" }), weight: 1 },
    );
}

function scalarOf(schema: z.ZodType, key: string): fc.Arbitrary<unknown> {
    const {
        enum: words,
        type,
        minimum,
        maximum,
    } = (schema.meta() ?? {}) as {
        enum?: unknown[];
        type?: unknown;
        minimum?: number;
        maximum?: number;
    };
    if (words !== undefined) {
        return fc.constantFrom(...words);
    }
    if (type === "boolean") {
        return fc.boolean();
    }
    if (minimum !== undefined && maximum !== undefined) {
        const near = fc.integer({ min: Math.max(minimum, -3000), max: Math.min(maximum, 3000) });
        return fc.oneof(near, fc.constantFrom(minimum, maximum));
    }
    const seeds = key in SEEDS ? SEEDS[key] : [exampleOf(schema, key)];
    return fc
        .tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 3 }))
        .map(([seed, mutations]) => mutations.reduce((value, mutate) => mutated(schema, value, mutate), seed));
}

/** What the refusal of something senseless names. */
function exampleOf(schema: z.ZodType, key: string): unknown {
    const [issue] = schema.safeParse({}).error?.issues ?? [];
    const { fix = "" } = (issue as unknown as { params?: { fix?: string } } | undefined)?.params ?? {};
    const [, written = ""] = /^(?:for example: )?(.*)$/.exec(fix) ?? [];
    const example: unknown = written.startsWith("[") ? JSON.parse(written) : written;
    if (!schema.safeParse(example).success) {
        throw new Error(`${key} needs a value to begin with: its refusal names none that is accepted, "${fix}"`);
    }
    return example;
}

type Mutation = (text: string) => string;

/** As far as the key takes the change. */
function mutated(schema: z.ZodType, value: unknown, mutate: Mutation): unknown {
    const next =
        typeof value === "string"
            ? mutate(value)
            : Array.isArray(value)
              ? [...(value as unknown[]), mutate("ab")]
              : value;
    return schema.safeParse(next).success ? next : value;
}

/** Whatever some service does not take: blanks and letters beyond ASCII, marks, controls, halves of pairs of quotes, markup. */
const CHARACTERS = [
    ..."aZ09 -_.,:;+=@/\\'\"`´#$%&*()[]{}<>!?|^~äß漢ﬁ😀",
    ..."\t\n\r\u0000\u0007\u007f\u0085\u00a0\u00ad\u0301\u2003\u200b\u200d\u2028\u202e\u3000\ufeff",
];

/** Lengths at which some service says no. */
const LENGTHS = [3, 6, 20, 32, 33, 40, 63, 64, 128, 129, 140, 256, 257, 512, 1000, 1024, 2048, 2049, 20_000];

const character = fc.constantFrom(...CHARACTERS);
const place = fc.double({ min: 0, max: 1, noNaN: true });

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
    fc.tuple(place, character).map(
        ([at, added]) =>
            (text: string) =>
                spliced(text, at, 0, added),
    ),
    fc.tuple(place, character).map(
        ([at, added]) =>
            (text: string) =>
                spliced(text, at, 1, added),
    ),
    place.map((at) => (text: string) => spliced(text, at, 1, "")),
    fc
        .tuple(place, fc.constantFrom("a", "0", "é", "😀", "&"), fc.constantFrom(...LENGTHS))
        .map(([at, filler, length]) => (text: string) => {
            const missing = length - [...text].length;
            return spliced(text, at, 0, filler.repeat(Math.max(0, missing)));
        }),
    fc.array(character, { minLength: 1, maxLength: 12 }).map((whole) => () => whole.join("")),
);

function spliced(text: string, at: number, removed: number, added: string): string {
    const characters = [...text];
    characters.splice(Math.floor(at * (characters.length + 1)), removed, ...added);
    return characters.join("");
}

const APPLE_KEY = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    type: "pkcs8",
    format: "pem",
});

/** With a secret for each identity provider that has one. */
function withSecrets(args: CognitoSsoArgs): CognitoSsoArgs {
    const providers = (args.identityProviders ?? []) as IdentityProvider[];
    const secrets = providers.flatMap((provider) => {
        const kind = kindOf(provider).secret;
        // Without blank space around, as the program reads it.
        const name = provider.name?.trim() ?? kindOf(provider).cognitoType;
        return kind === undefined ? [] : [[name, kind === "private key" ? String(APPLE_KEY) : "made-up"] as const];
    });
    return { ...args, ...(secrets.length > 0 && { identityProviderSecrets: Object.fromEntries(secrets) }) };
}

/** Without whatever the program refuses about it. */
function accepted(args: CognitoSsoArgs): Configuration {
    try {
        return { args, settings: checkedSettings(args, "Stack prod") };
    } catch (error) {
        if (!(error instanceof UserError)) {
            throw error;
        }
        const rest = structuredClone(args) as Values;
        const refused = [...error.message.matchAll(/^ {2}(\S.*)$/gm)].map(([, key]) => key);
        // From the end, so that the numbers of list items stay true.
        if (refused.reverse().filter((key) => remove(rest, key)).length === 0) {
            // A default is refused, beside something that the refusal names.
            const named = Object.keys(rest).find(
                (key) => key !== "callbackUrl" && new RegExp(`\\b${key}\\b`).test(error.message),
            );
            assert.ok(named, error.message);
            delete rest[named];
        }
        return accepted(withSecrets(rest as CognitoSsoArgs));
    }
}

/** Takes out what is refused: the item of a list, a key, or where nothing stands at it, all that it is part of. */
function remove(args: Values, key: string): boolean {
    const parts = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|[^.[\]]+/g;
    const path = [...key.matchAll(parts)].map(([whole, quoted, index]) => quoted ?? index ?? whole);
    const parents = path.map((_, depth) => path.slice(0, depth).reduce<unknown>(within, args));
    const list = parents.map((parent) => Array.isArray(parent)).lastIndexOf(true);
    if (list >= 0) {
        return (parents[list] as unknown[]).splice(Number(path[list]), 1).length > 0;
    }
    const [parent, last]: [Values, string] =
        within(parents.at(-1), path.at(-1)!) === undefined ? [args, path[0]] : [parents.at(-1) as Values, path.at(-1)!];
    return last in parent && last !== "callbackUrl" && delete parent[last];
}

/** The values of `over` in those of `base`; lists as they are in `over`. */
function merged(base: Values, over: Values): Values {
    const isMap = (value: unknown): value is Values =>
        typeof value === "object" && value !== null && !Array.isArray(value);
    const entries = Object.entries(over).map(([key, value]): [string, unknown] => {
        const below = base[key];
        return [key, isMap(value) && isMap(below) ? merged(below, value) : value];
    });
    return { ...base, ...Object.fromEntries(entries) };
}

type Values = Record<string, unknown>;

function within(value: unknown, key: string): unknown {
    return (value as Values | undefined)?.[key];
}
