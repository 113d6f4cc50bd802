import * as pulumi from "@pulumi/pulumi";
import { isDeepStrictEqual } from "node:util";
import { describeProblems, type Problem } from "../config/problem";
import { isProtected, type Settings } from "../config/settings";
import { UserError } from "../config/userError";

type Inputs = Readonly<Record<string, unknown>>;

/** An attribute as the provider has it (AWS: SchemaAttributeType). */
interface SchemaEntry {
    readonly name: string;
    readonly attributeDataType?: string;
    readonly required?: boolean;
    readonly mutable?: boolean;
    readonly stringAttributeConstraints?: { readonly minLength?: string; readonly maxLength?: string };
    readonly numberAttributeConstraints?: { readonly minValue?: string; readonly maxValue?: string };
}

/**
 * Stops an update of the pool that AWS cannot carry out, or could not undo, before its first step; also at preview. Cognito
 * takes most of a bad update and fails at the end of it, so the provider's own error would come too late.
 */
export function frozenFieldsGuard(name: string, settings: Settings): pulumi.ResourceHook {
    const check = (update: pulumi.ResourceHookArgs) => {
        const problems = [
            ...schemaProblems(update.oldInputs as Inputs, update.newInputs as Inputs),
            ...protectionProblems(update.oldInputs as Inputs, settings),
            ...relyingPartyProblems(update.oldInputs as Inputs, update.newInputs as Inputs, settings),
        ];
        if (problems.length > 0) {
            throw new UserError(
                describeProblems(`User pool of stack ${pulumi.getStack()}`, problems, "The pool was not changed."),
            );
        }
    };
    return new pulumi.ResourceHook(`${name}-frozen-fields`, check, { onDryRun: true });
}

/** Schema entries can only be added, and only ones that nobody is required to have (AWS: AddCustomAttributes). */
export function schemaProblems(before: Inputs, after: Inputs): Problem[] {
    const old = (before.schemas ?? []) as readonly SchemaEntry[];
    const next = (after.schemas ?? []) as readonly SchemaEntry[];
    const keyOf = ({ required }: SchemaEntry) =>
        required ? "userPool.requiredAttributes" : "userPool.customAttributes";
    const changed = old.flatMap((entry): Problem[] => {
        const successor = next.find((candidate) => candidate.name === entry.name);
        if (successor !== undefined && isDeepStrictEqual(comparable(entry), comparable(successor))) {
            return [];
        }
        return [
            {
                key: keyOf(entry),
                given:
                    successor === undefined
                        ? `${entry.name} removed`
                        : `${entry.name} changed to ${asConfig(successor)}`,
                allowed: "attributes of a pool that exists can never be removed or changed, only added",
                fix: `write it again as it was: ${asConfig(entry)}`,
            },
        ];
    });
    const added = next
        .filter((entry) => entry.required && !old.some(({ name }) => name === entry.name))
        .map((entry) => ({
            key: keyOf(entry),
            given: `${entry.name} added`,
            allowed: "what people must have is fixed when the pool is made",
            fix: `remove ${entry.name} from userPool.requiredAttributes, or make a new stack`,
        }));
    return [...changed, ...added];
}

/** Moving the callback to localhost must not take the guard off a pool that was guarded, unless the owner says so. */
export function protectionProblems(before: Inputs, settings: Settings): Problem[] {
    const wasGuarded = before.deletionProtection === "ACTIVE";
    if (!wasGuarded || isProtected(settings) || settings.protect === false) {
        return [];
    }
    return [
        {
            key: "protect",
            given: `nothing, which means off because callbackUrl is ${settings.callbackUrl}; until now it was on`,
            allowed: "true or false, written out",
            fix: "pulumi config set protect true to keep the guard, or protect false to take it off",
        },
    ];
}

/**
 * Passkeys belong to the host name of the login pages. The default prefix comes from the names of project and stack: when one is
 * renamed the login pages stay where they are, and so must the passkeys.
 */
export function relyingPartyProblems(before: Inputs, after: Inputs, { domain }: Pick<Settings, "domain">): Problem[] {
    const [former, next] = [relyingParty(before), relyingParty(after)];
    const isDefault = domain.name === undefined && domain.prefix === undefined;
    return !isDefault || former === undefined || next === undefined || former === next
        ? []
        : [
              {
                  key: "domain.prefix",
                  given: "nothing, in a stack or project that has another name than at its first deployment",
                  allowed: `the prefix that passkeys were made on (${former}): they would stop working on ${next}`,
                  fix: `pulumi config set --path domain.prefix ${former.split(".")[0]}`,
              },
          ];
}

function relyingParty({ webAuthnConfiguration }: Inputs): string | undefined {
    return (webAuthnConfiguration as { readonly relyingPartyId?: string } | undefined)?.relyingPartyId;
}

/** An attribute as it stands in the stack's file: the name of a required one, or a map of `userPool.customAttributes`. */
function asConfig({ name, attributeDataType = "String", required, mutable = false, ...entry }: SchemaEntry): string {
    if (required) {
        return name;
    }
    const { minLength, maxLength } = entry.stringAttributeConstraints ?? {};
    const { minValue, maxValue } = entry.numberAttributeConstraints ?? {};
    const limits = [
        ["minimum", minLength ?? minValue],
        ["maximum", maxLength ?? maxValue],
    ].flatMap(([key, limit]) => (limit === undefined ? [] : [`${key}: ${limit}`]));
    const type = attributeDataType[0].toLowerCase() + attributeDataType.slice(1);
    return `{ ${[`name: ${name}`, `type: ${type}`, `mutable: ${mutable}`, ...limits].join(", ")} }`;
}

/** What is left of an entry when neither the order of its keys counts nor whether a `false` is written: an import leaves it out. */
function comparable(entry: SchemaEntry): unknown {
    return JSON.parse(JSON.stringify({ developerOnlyAttribute: false, mutable: false, required: false, ...entry }));
}
