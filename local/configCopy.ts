import { parse, stringify } from "yaml";

/** Name of the Pulumi project, and namespace of its config. */
export const PROJECT = "openmetadata-cognito-sso";

/** Region that the emulator plays where the stack names none. */
export const DEFAULT_REGION = "eu-west-1";

/** Keys of the project's namespace that go on top of what the user wrote. */
export interface ConfigOverrides {
    /** Base URL of the emulator. */
    readonly endpoint?: string;
    /** Any other key, without its namespace; one that is `undefined` is left alone. */
    readonly [key: string]: unknown;
}

/** What stands in a `Pulumi.<stack>.yaml`. */
interface StackFile {
    config?: Record<string, unknown>;
    [key: string]: unknown;
}

/** Keys with which Pulumi finds the secrets provider of the user's own deployment, which is never asked here. */
const USERS_ENCRYPTION = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/**
 * Makes the config of a local deployment from the user's file.
 *
 * Secrets in the user's file are encrypted for the user's own Pulumi. In their place stand those that were set on the copy
 * (`npm run local -- config set --secret …`); where there is none, the key is left out.
 *
 * @param source text of the user's `Pulumi.<stack>.yaml`
 * @param previous text of the copy as it was; empty when there is none
 * @returns text of the copy, and the keys that were left out, as people write them: `identityProviderSecrets.Google`
 */
export function localStackConfig(
    source: string,
    previous: string,
    overrides: ConfigOverrides,
): { text: string; omittedSecrets: string[] } {
    const users = (parse(source) ?? {}) as StackFile;
    const own = (parse(previous) ?? {}) as StackFile;
    const omitted: string[] = [];
    const config = keepOwnSecrets(users.config ?? {}, own.config, [], omitted) as Record<string, unknown>;
    const rest = Object.fromEntries(Object.entries(users).filter(([key]) => !USERS_ENCRYPTION.includes(key)));
    const copy = {
        ...rest,
        ...(own.encryptionsalt !== undefined && { encryptionsalt: own.encryptionsalt }),
        config: { "aws:region": DEFAULT_REGION, ...config, ...namespaced(overrides) },
    };
    return { text: stringify(copy), omittedSecrets: omitted };
}

/** Region that a stack's copy names. */
export function configuredRegion(text: string): string {
    const region = (parse(text) as StackFile | null)?.config?.["aws:region"];
    return typeof region === "string" ? region : DEFAULT_REGION;
}

/**
 * The config of a `Pulumi.<stack>.yaml` as a program is given it: a text for each key, JSON for what is no text. Encrypted values
 * are left out.
 */
export function programConfig(text: string, overrides: ConfigOverrides): Record<string, string> {
    const { config = {} } = (parse(text) ?? {}) as StackFile;
    const readable = keepOwnSecrets(config, undefined, [], []) as Record<string, unknown>;
    const entries = Object.entries({ "aws:region": DEFAULT_REGION, ...readable, ...namespaced(overrides) });
    return Object.fromEntries(
        entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    );
}

function namespaced(overrides: ConfigOverrides): Record<string, unknown> {
    const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([key, value]) => [`${PROJECT}:${key}`, value]));
}

/** The user's value with the copy's secrets in the places of the user's own, and those that only the copy has. */
function keepOwnSecrets(users: unknown, own: unknown, keys: readonly string[], omitted: string[]): unknown {
    if (isSecret(own) && (users === undefined || isSecret(users))) {
        return own;
    }
    if (isSecret(users)) {
        omitted.push(keys.join(".").replaceAll(".[", "[").replace(`${PROJECT}:`, ""));
        return undefined;
    }
    if (Array.isArray(users)) {
        return users.map((item, index) =>
            keepOwnSecrets(item, Array.isArray(own) ? own[index] : undefined, [...keys, `[${index}]`], omitted),
        );
    }
    if (isObject(users) || (users === undefined && isObject(own))) {
        const ownEntries = isObject(own) ? own : {};
        const names = new Set([...Object.keys(users ?? {}), ...Object.keys(ownEntries)]);
        const entries = [...names]
            .map((name) => [name, keepOwnSecrets(users?.[name], ownEntries[name], [...keys, name], omitted)] as const)
            .filter(([, value]) => value !== undefined);
        return users === undefined && entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
    return users;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The form of a secret in Pulumi's config files: an object with `secure` and nothing else. */
function isSecret(value: unknown): value is { secure: string } {
    return isObject(value) && typeof value.secure === "string" && Object.keys(value).length === 1;
}
