/** What Cognito takes over from a provider at each sign-in, held against the pool that it is written to. */
import type { Problem } from "../problem";
import { constraintsOf, LONGEST_VALUE, type CustomAttribute, type UserPoolSettings } from "../userPool";
import type { Sent } from "./parts";

/** An attribute of a pool that is not as Cognito makes it by itself. */
export interface PoolAttribute extends Pick<CustomAttribute, "type" | "minimum" | "maximum"> {
    /** As it is mapped: `email`, `custom:department`. */
    readonly name: string;
    readonly required: boolean;
    readonly mutable: boolean;
}

/** The pool whose attributes providers fill in. */
export interface MappedPool {
    /** Id of one that is already there. */
    readonly existingId?: string | undefined;
    readonly attributes: readonly PoolAttribute[];
}

/** A provider, as far as it fills in attributes. */
export interface MappingProvider {
    readonly name: string;
    /** All attributes that it fills in, and what it calls them. */
    readonly mapping: Readonly<Record<string, string>>;
    /** Those that the stack says itself. */
    readonly written: Readonly<Partial<Record<string, string>>>;
    /** Undefined where the owner may have asked for more, or where nobody knows. */
    readonly sent?: Sent | undefined;
}

/** A pool of the stack's own. */
export function ownPool({ customAttributes, requiredAttributes }: UserPoolSettings): MappedPool {
    const standard = (name: string) => ({ name, type: "string" as const, required: true, mutable: true });
    return {
        attributes: [
            ...[...new Set(["email", ...requiredAttributes])].map(standard),
            ...customAttributes.map((attribute) => ({
                ...attribute,
                name: `custom:${attribute.name}`,
                required: false,
            })),
        ],
    };
}

/**
 * Cognito updates each mapped attribute at each sign-in, and refuses the sign-in where one cannot be updated or is missing.
 * @see AWS: cognito-user-pools-specifying-attribute-mapping
 */
export function mappingProblems(key: string, provider: MappingProvider, pool: MappedPool): Problem[] {
    const known = new Map(pool.attributes.map((attribute) => [attribute.name, attribute]));
    const mapped = Object.keys(provider.mapping);
    const unusable = mapped.flatMap((name): Problem[] => {
        const attribute = known.get(name);
        if (attribute === undefined) {
            return name.startsWith("custom:") ? [unknownAttribute(key, name, pool)] : [];
        }
        return attribute.mutable ? [] : [frozenAttribute(key, name, provider, pool)];
    });
    const missing = pool.attributes.filter(({ name, required }) => required && !mapped.includes(name));
    return [...unusable, ...missing.map(({ name }) => missingAttribute(key, name, provider, pool))];
}

function unknownAttribute(key: string, name: string, pool: MappedPool): Problem {
    const [inConfig, inCognito] = [
        `add ${name.slice("custom:".length)} to userPool.customAttributes`,
        "add it in Cognito",
    ];
    return {
        key: `${key}.attributeMapping.${name}`,
        given: `an attribute that ${nameOf(pool)} does not have`,
        allowed: usable(pool),
        fix: `${pool.existingId === undefined ? inConfig : inCognito}, or remove the mapping`,
    };
}

function frozenAttribute(
    key: string,
    name: string,
    { written, name: provider }: MappingProvider,
    pool: MappedPool,
): Problem {
    return {
        key: `${key}.attributeMapping.${name}`,
        given:
            pool.existingId === undefined
                ? "an attribute that cannot change (mutable: false)"
                : `an attribute that cannot change in ${nameOf(pool)} (Mutable: false)`,
        allowed: usable(pool),
        fix:
            name in written
                ? "remove the mapping, or map to another attribute: every sign-in would fail"
                : `remove ${provider}, or leave userPool.existingId out to get a pool of its own: every sign-in would fail`,
    };
}

function missingAttribute(
    key: string,
    name: string,
    { name: provider, sent }: MappingProvider,
    pool: MappedPool,
): Problem {
    return {
        key: `${key}.attributeMapping`,
        given: `nothing for ${name}, which ${requirer(pool)} asks for`,
        allowed: "a mapping for each required attribute: without it every sign-in would fail",
        fix:
            `for example: attributeMapping: { ${name}: <what ${provider} calls it> }` +
            (sent === undefined ? "" : `; of itself ${provider} sends only ${sent.attributes.join(", ")}`),
    };
}

/** What providers may fill in. */
function usable({ attributes }: MappedPool): string {
    const isCustom = ({ name }: PoolAttribute) => name.startsWith("custom:");
    const frozen = attributes.filter((attribute) => !isCustom(attribute) && !attribute.mutable);
    const standard = frozen.length === 0 ? "" : ` but ${frozen.map(({ name }) => name).join(", ")}`;
    const custom = attributes.filter((attribute) => isCustom(attribute) && attribute.mutable);
    return [`standard attributes${standard}`, ...custom.map(({ name }) => name)].join(", ");
}

function nameOf({ existingId }: MappedPool): string {
    return existingId === undefined ? "the pool" : `pool ${existingId}`;
}

function requirer(pool: MappedPool): string {
    return pool.existingId === undefined ? "userPool.requiredAttributes" : nameOf(pool);
}

/** What may work, and refuses the sign-in of everybody of whom the provider says something else. */
export function mappingWarnings(key: string, provider: MappingProvider, pool: MappedPool): string[] {
    return Object.entries(provider.mapping).flatMap(([name, source]) => {
        const attribute = pool.attributes.find((candidate) => candidate.name === name);
        const [place, from] = [`${key}.attributeMapping.${name}`, provider.name];
        const takes = STANDARD_FORMS[name] ?? (attribute && formOf(attribute));
        return [
            ...(takes === undefined
                ? []
                : [`${place}: it takes ${takes}. Whoever comes from ${from} with anything else cannot sign in.`]),
            ...(attribute?.required && provider.sent?.attributes.includes(source) === false
                ? [
                      `${place}: ${requirer(pool)} asks for ${name}, and of itself ${from} does not send ${source}: sign-ins end in ` +
                          `"attributes required: [${name}]".`,
                  ]
                : []),
        ];
    });
}

/** Standard attributes that do not take any text (AWS: user-pool-settings-attributes). */
const STANDARD_FORMS: Readonly<Record<string, string>> = {
    birthdate: "dates as 2001-12-31 only",
    phone_number: "numbers as +4930123456 only",
    updated_at: "seconds since 1970 only",
};

const FORMS = { number: "numbers", dateTime: "dates and times", boolean: "true and false" } as const;

/** What a narrow attribute takes; undefined where there is room for whatever a provider may say: text of 0 to 2048 characters. */
function formOf(attribute: PoolAttribute): string | undefined {
    const { type, minimum, maximum } = attribute;
    const [least, most] = constraintsOf(attribute);
    if (type === "string") {
        return least > 0 || most < LONGEST_VALUE ? `${least} to ${most} characters only, and that for good` : undefined;
    }
    const limits = [
        ...(minimum === undefined ? [] : [`from ${minimum}`]),
        ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ];
    return [FORMS[type], ...(type === "number" ? limits : []), "only"].join(" ");
}
