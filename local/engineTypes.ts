import { sdkTypings, type Properties, type SdkType, type Shape } from "./sdkTypings";

/**
 * How a type of `@pulumi/aws` (a resource, a function, or the provider's configuration) differs from what the engine that is built
 * from Go modules serves. Both are made from the same Terraform schema; `@pulumi/aws` adds names, and "at most one", that the
 * schema does not hold. The engine translates by the table of these, `local/engine/pulumi-resource-aws/types.json`.
 */
export interface TypeDifferences {
    /** Token there, for example `aws:index/cognitoUserPool:CognitoUserPool`. */
    readonly bridge: string;
    /** Whether it has a property `region` that the bridge does not know. */
    readonly regional?: true;
    /** Other arguments that the bridge does not know: the Terraform provider is too old for them. */
    readonly unknown?: readonly string[];
    /**
     * Properties that look different there: by the property that holds the object (an empty text for the type itself), by property,
     * in the names of `@pulumi/aws`.
     */
    readonly shapes?: Readonly<Record<string, Readonly<Record<string, ShapeDifference>>>>;
}

/** One property, on the side of the bridge. */
export interface ShapeDifference {
    readonly bridge: string;
    /** Whether the bridge has a list and `@pulumi/aws` an object; else it is the other way round, or neither has a list. */
    readonly list: boolean;
}

/** The part of a Pulumi schema that is read here. */
export interface BridgeSchema {
    readonly config: { readonly variables: Record<string, SchemaProperty> };
    readonly types: Readonly<Record<string, SchemaObject>>;
    readonly resources: Readonly<Record<string, SchemaObject & { inputProperties: Record<string, SchemaProperty> }>>;
    readonly functions: Readonly<Record<string, { readonly inputs?: SchemaObject; readonly outputs?: SchemaObject }>>;
}

interface SchemaObject {
    readonly properties?: Readonly<Record<string, SchemaProperty>>;
}

interface SchemaProperty {
    readonly type?: string;
    readonly items?: SchemaProperty;
    readonly $ref?: string;
}

const OTHER: Shape = { kind: "other" };

/** A pair of property lists that are the same thing on the two sides. */
interface Pair {
    readonly sdk: Properties;
    readonly bridge: Properties;
}

/**
 * Compares `@pulumi/aws` with a bridge, for each type that the bridge serves.
 *
 * @param sdk folder of the package `@pulumi/aws`
 * @param schema what the bridge says of itself
 * @returns the differences by type, for example `cognito/userPool:UserPool`; those of the configuration as `provider`
 */
export function compareTypes(sdk: string, schema: BridgeSchema): Record<string, TypeDifferences> {
    const typings = sdkTypings(sdk);
    const provider = { sdk: typings.provider, bridge: properties(schema, schema.config.variables) };
    const served = typings.types.flatMap((type) => {
        const bridge = bridgeToken(type, schema);
        return bridge === undefined ? [] : [[type.token, differences(bridge, pairs(type, bridge, schema))] as const];
    });
    return Object.fromEntries([["provider", differences("pulumi:providers:aws", [provider])], ...served]);
}

/** The bridge's token of a type: @pulumi/aws's module and name in one, whatever the case. */
function bridgeToken({ token, isFunction }: SdkType, schema: BridgeSchema): string | undefined {
    const [, module, name] = /^(\w+)\/\w+:(\w+)$/.exec(token)!;
    const prefix = module === "index" ? "" : module;
    const joined = isFunction ? `get${prefix}${name.slice("get".length)}` : `${prefix}${name}`;
    const tokens = Object.keys(isFunction ? schema.functions : schema.resources);
    return tokens.find((known) => known.toLowerCase().endsWith(`:${joined.toLowerCase()}`));
}

function pairs(type: SdkType, bridge: string, schema: BridgeSchema): [inputs: Pair, outputs: Pair] {
    const { inputs, outputs } = type.isFunction
        ? schema.functions[bridge]
        : {
              inputs: { properties: schema.resources[bridge].inputProperties },
              outputs: schema.resources[bridge],
          };
    return [
        { sdk: type.inputs(), bridge: properties(schema, inputs?.properties) },
        { sdk: type.outputs(), bridge: properties(schema, outputs?.properties) },
    ];
}

/** The differences between pairs of which the first is what a program gives. */
function differences(bridge: string, [inputs, ...outputs]: readonly Pair[]): TypeDifferences {
    const all = [inputs, ...outputs];
    const shapes: Record<string, Record<string, ShapeDifference>> = {};
    const seen = new Set<string>();
    all.forEach((pair) => collectShapes(pair, "", shapes, seen));
    const lacking = ({ sdk, bridge }: Pair) =>
        [...sdk.keys()].filter((name) => !bridge.has(name) && !(name in (shapes[""] ?? {})));
    const unknown = lacking(inputs).filter((name) => name !== "region");
    return {
        bridge,
        ...(all.some((pair) => lacking(pair).includes("region")) && { regional: true }),
        ...(unknown.length > 0 && { unknown }),
        ...(Object.keys(shapes).length > 0 && { shapes }),
    };
}

function collectShapes(
    { sdk, bridge }: Pair,
    holder: string,
    shapes: Record<string, Record<string, ShapeDifference>>,
    seen: Set<string>,
): void {
    for (const [name, own] of sdk) {
        const theirName = counterpart(name, own, bridge);
        const theirs = bridge.get(theirName);
        if (!theirs) {
            continue;
        }
        const reshaped = theirs.kind !== own.kind && theirs.kind !== "other" && own.kind !== "other";
        if (reshaped || theirName === `${name}Name`) {
            (shapes[holder] ??= {})[name] = { bridge: theirName, list: theirs.kind === "list" };
        }
        const both = `${own.type} ${theirs.type}`;
        if (own.properties && theirs.properties && !seen.has(both)) {
            seen.add(both);
            collectShapes({ sdk: own.properties(), bridge: theirs.properties() }, name, shapes, seen);
        }
    }
}

/**
 * The bridge's name of a property: the same; where a list is an object on the other side, the plural or singular; or `functionName`
 * where `@pulumi/aws` says `function`, since it takes the resource itself, too.
 */
function counterpart(name: string, own: Shape, bridge: Properties): string {
    if (bridge.has(name)) {
        return name;
    }
    if (own.kind === "other" && bridge.get(`${name}Name`)?.kind === "other") {
        return `${name}Name`;
    }
    const other = [...bridge.keys()].find((known) => plurals(known).includes(name) || plurals(name).includes(known));
    return other !== undefined && bridge.get(other)?.kind !== own.kind ? other : name;
}

function plurals(name: string): string[] {
    return [`${name}s`, `${name}es`, name.replace(/y$/, "ies")].filter((plural) => plural !== name);
}

function properties(schema: BridgeSchema, known: Readonly<Record<string, SchemaProperty>> = {}): Properties {
    return new Map(Object.entries(known).map(([name, property]) => [name, shape(schema, property)]));
}

function shape(schema: BridgeSchema, property: SchemaProperty): Shape {
    if (property.type === "array" && property.items) {
        return { ...shape(schema, property.items), kind: "list" };
    }
    const type = property.$ref && decodeURIComponent(property.$ref.replace("#/types/", ""));
    const definition = type === undefined ? undefined : schema.types[type];
    return definition ? { kind: "object", type, properties: () => properties(schema, definition.properties) } : OTHER;
}
