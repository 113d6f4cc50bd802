/**
 * `npm run docs` writes what is known of the config's keys for people and for editors: the tables of `docs/configuration.md`, and
 * `docs/configuration.schema.json`. Keys, shapes and meanings come from the schema, defaults from the doc comments beside it.
 * It also writes the tables of OpenMetadata's releases, which `openmetadata/releases.ts` has.
 */
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { z } from "zod";
import { withReleaseTables } from "../openmetadata/releases";
import { settingsSchema } from "./settings";

const ROOT = path.join(__dirname, "..");
const PAGE = path.join(ROOT, "docs/configuration.md");
const EDITOR_SCHEMA = path.join(ROOT, "docs/configuration.schema.json");

const PAGES_WITH_RELEASES = [path.join(ROOT, "README.md"), path.join(ROOT, "docs/openmetadata.md")];

/** The part of the page that is generated; what stands around it is written by hand. */
const GENERATED = /(?<=<!-- keys: npm run docs -->\n)[^]*(?=<!-- end of keys -->)/;

const PREFIX = "openmetadata-cognito-sso:";

/** JSON Schema of one key, with what `shapes.ts` and `schemaOfKeys` add for the tables. */
interface KeySchema {
    readonly type?: string | readonly string[];
    readonly description?: string;
    /** What may stand there, in words. */
    readonly allowed?: string;
    /** A word may stand there in place of a map: the value of this key of the map. */
    readonly word?: string;
    /** The value that is taken where there is none. */
    readonly byDefault?: unknown;
    readonly const?: string;
    readonly properties?: Readonly<Record<string, KeySchema>>;
    readonly required?: readonly string[];
    readonly items?: KeySchema;
    readonly maxItems?: number;
    readonly oneOf?: readonly KeySchema[];
}

/** Writes what is generated. */
export async function writeDocs(): Promise<void> {
    await writeFile(PAGE, configurationPage(readFileSync(PAGE, "utf8")));
    await writeFile(EDITOR_SCHEMA, `${JSON.stringify(editorSchema(), undefined, 4)}\n`);
    for (const page of PAGES_WITH_RELEASES) {
        await writeFile(page, withReleaseTables(readFileSync(page, "utf8")));
    }
}

/** The page with its tables as the schema has them now. */
export function configurationPage(page: string): string {
    const all = schemaOfKeys();
    const documented = documentedDefaults();
    const groups = Object.entries(all.properties ?? {}).filter(
        ([, { properties, items }]) => properties ?? items?.properties ?? items?.oneOf,
    );
    const overview = table(rows("", all, documented, false));
    const tables = groups.map(([key, schema]) => `### \`${key}\`\n\n${groupTables(key, schema, documented)}`);
    return page.replace(GENERATED, `\n${[overview, ...tables].join("\n\n")}\n\n`);
}

/** JSON Schema of a `Pulumi.<stack>.yaml`, by which an editor completes and checks it. */
export function editorSchema(): object {
    const { properties = {}, required = [] } = schemaOfKeys();
    const { description } = properties.identityProviderSecrets;
    const all = {
        ...properties,
        // Either the whole map is encrypted, or each of its values is.
        identityProviderSecrets: {
            description,
            anyOf: [ENCRYPTED, { type: "object", additionalProperties: ENCRYPTED }],
        },
    };
    const withPrefix = Object.entries(all).map(([key, schema]) => [PREFIX + key, forEditor(schema)] as const);
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "A stack of openmetadata-cognito-sso",
        type: "object",
        properties: {
            config: {
                type: "object",
                properties: Object.fromEntries(withPrefix),
                required: required.map((key) => PREFIX + key),
                propertyNames: {
                    anyOf: [{ enum: withPrefix.map(([key]) => key) }, { not: { pattern: `^${PREFIX}` } }],
                },
            },
        },
        required: ["config"],
    };
}

function schemaOfKeys(): KeySchema {
    return z.toJSONSchema(settingsSchema, {
        target: "draft-7",
        io: "input",
        unrepresentable: "any",
        override: ({ zodSchema, jsonSchema }) => {
            const { def } = zodSchema._zod;
            if (def.type === "default" || def.type === "prefault") {
                Object.assign(jsonSchema, {
                    byDefault: (def as z.core.$ZodDefaultDef).defaultValue,
                    default: undefined,
                });
            }
        },
    }) as KeySchema;
}

/** Tables of one top-level key: of its own keys, or of each of the types that its items can have. */
function groupTables(key: string, { properties, items }: KeySchema, documented: DocumentedDefaults): string {
    if (properties !== undefined) {
        return table(rows(key, { properties }, documented, true));
    }
    const types = items?.oneOf ?? [items ?? {}];
    return types
        .map((type) => {
            const name = type.properties?.type?.const;
            const heading = name === undefined ? "" : `Of type \`${name}\`:\n\n`;
            return heading + table(rows(`${key}[]`, type, documented, true));
        })
        .join("\n\n");
}

type Row = readonly [key: string, shape: string, byDefault: string, meaning: string];

function table(all: readonly Row[]): string {
    // Outside of code, Markdown would take these for its own.
    const escaped = (cell: string) => cell.replace(/(`[^`]*`)|[<>|]/g, (found, code?: string) => code ?? `\\${found}`);
    const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
    return [line(["key", "shape", "default", "meaning"]), line(["---", "---", "---", "---"]), ...all.map(line)].join(
        "\n",
    );
}

/** One row for each key below `prefix`, and with `deep` for all below those. */
function rows(prefix: string, parent: KeySchema, documented: DocumentedDefaults, deep: boolean): Row[] {
    return Object.entries(parent.properties ?? {}).flatMap(([name, schema]) => {
        const key = prefix === "" ? name : `${prefix}.${name}`;
        const byDefault = parent.required?.includes(name) ? "required" : defaultOf(key, schema, documented);
        const meaning = schema.description ?? (schema.const === undefined ? "" : "which of the types it is");
        const row: Row = [`\`${key}\``, shape(schema), byDefault, meaning];
        if (!deep) {
            return [row];
        }
        const below =
            schema.items === undefined
                ? rows(key, schema, documented, deep)
                : rows(`${key}[]`, schema.items, documented, deep);
        return [row, ...below];
    });
}

function shape({ allowed, word, const: only, items, maxItems, properties }: KeySchema): string {
    if (items !== undefined && allowed === undefined) {
        const most = maxItems === undefined ? "" : ` of at most ${maxItems}`;
        return items.properties || items.oneOf ? `list${most} maps` : `list${most}: ${shape(items)}`;
    }
    if (word !== undefined && properties !== undefined) {
        return `${shape(properties[word])}; or a map`;
    }
    return allowed ?? only ?? (properties === undefined ? "map from names to texts" : "map");
}

/** The value that the schema fills in, with what the doc comment adds to it; or what the doc comment says happens without one. */
function defaultOf(
    key: string,
    { byDefault, properties, description }: KeySchema,
    documented: DocumentedDefaults,
): string {
    const comment = documented(key, description);
    const isMap = typeof byDefault === "object" && byDefault !== null && !Array.isArray(byDefault);
    if (byDefault === undefined || isMap) {
        return comment ?? (properties === undefined || byDefault === undefined ? "none" : "");
    }
    const value = typeof byDefault === "string" ? byDefault : JSON.stringify(byDefault);
    const addition = comment?.startsWith(value) ? comment.slice(value.length) : "";
    return `\`${value}\`${addition}`;
}

/** What an editor shows and checks of a key: JSON Schema alone, with the shape in words below the meaning. */
function forEditor(schema: KeySchema): unknown {
    return JSON.parse(JSON.stringify(schema), (place, value: unknown) => {
        // What stands at `properties` is no schema: its names are those of keys.
        if (place === "properties" || typeof value !== "object" || value === null || Array.isArray(value)) {
            return value;
        }
        const { allowed, description } = value as KeySchema;
        const own = ["allowed", "word", "byDefault", "description"];
        const standard: KeySchema = Object.fromEntries(Object.entries(value).filter(([name]) => !own.includes(name)));
        const text = [description, allowed && `Allowed: ${allowed}`].filter(Boolean).join("\n\n");
        const { type, items } = standard;
        // One item that is no map needs no list (shapes.ts).
        const rule =
            type === "array" && items?.type !== "object" && !items?.oneOf ? { anyOf: [standard, items] } : standard;
        return { ...rule, ...(text !== "" && { description: text }) };
    });
}

/** A secret as Pulumi writes it into the stack's file. */
const ENCRYPTED = {
    type: "object",
    properties: { secure: { type: "string" } },
    required: ["secure"],
    additionalProperties: false,
} as const;

/** What the doc comment of a key says of its default, by its path and description. */
type DocumentedDefaults = (key: string, description: string | undefined) => string | undefined;

/** The `@default` of every doc comment in `config/` that stands before a key with a description. */
function documentedDefaults(): DocumentedDefaults {
    const comments: { path: string; description: string; text: string }[] = [];
    for (const file of sourceFiles(__dirname)) {
        const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
        const visit = (node: ts.Node, above: string): void => {
            if (!ts.isPropertyAssignment(node)) {
                return ts.forEachChild(node, (child) => visit(child, above));
            }
            const path = `${above}.${node.name.getText()}`;
            const description = descriptionIn(node.initializer);
            const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
            if (description !== undefined && tag !== undefined) {
                const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
                comments.push({ path, description, text: text.replace(/\s+/g, " ").trim() });
            }
            ts.forEachChild(node, (child) => visit(child, path));
        };
        visit(source, "");
    }
    // A schema is put together from several files: the comment with the longest path that the key ends with is the nearest.
    const nearestFirst = comments.sort((one, other) => other.path.length - one.path.length);
    return (key, description) => {
        const path = `.${key.replace(/\[\]/g, "")}`;
        return nearestFirst.find((comment) => comment.description === description && path.endsWith(comment.path))?.text;
    };
}

function sourceFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.join(folder, file));
}

/** The text in `.describe("…")` of a chain of calls. */
function descriptionIn(node: ts.Expression): string | undefined {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
        return undefined;
    }
    const [argument] = node.arguments;
    return node.expression.name.text === "describe" && ts.isStringLiteralLike(argument)
        ? argument.text
        : descriptionIn(node.expression.expression);
}
