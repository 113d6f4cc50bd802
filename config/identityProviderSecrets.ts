import type { Input } from "@pulumi/pulumi";
import { z } from "zod";
import { kindOf, type IdentityProvider } from "./identityProviders";
import { didYouMean, type IssueParams, type Problem } from "./problem";
import { asText } from "./shapes";

/** Secrets by the name of their provider. What comes from a stack's config is a secret output. */
export type IdentityProviderSecrets = Record<string, Input<string>>;

/** Client secrets, and for Apple the private key, by the name of the provider. None of the values is ever shown. */
export const identityProviderSecretsSchema = z.record(z.string(), secretText(), {
    error: "a map from the names of identityProviders to their secrets",
});

/** A text, or what will become one once it is known; that is looked at when it is used. */
function secretText(): z.ZodType<Input<string>, Input<string>> {
    const schema = z.unknown().check((payload) => {
        const text = asText(payload.value);
        if (text !== undefined && text !== "") {
            payload.value = text;
        } else if (text === "" || !isDeferred(payload.value)) {
            payload.issues.push({
                code: "custom",
                input: payload.value,
                message: "the secret as one text",
                params: {
                    fix: "set it again: pulumi config set --secret --path 'identityProviderSecrets.<name>'",
                } satisfies IssueParams,
            });
        }
    });
    return schema.meta({ type: "string" }) as unknown as z.ZodType<Input<string>, Input<string>>;
}

function isDeferred(value: unknown): boolean {
    return (
        value instanceof Promise || (value as { __pulumiOutput?: unknown } | null | undefined)?.__pulumiOutput === true
    );
}

/** Each provider has its secret, and each secret its provider. */
export function identityProviderSecretsProblems(settings: {
    identityProviders: readonly IdentityProvider[];
    identityProviderSecrets: IdentityProviderSecrets;
}): Problem[] {
    const { identityProviders, identityProviderSecrets } = settings;
    const keepers = identityProviders.filter((provider) => kindOf(provider).secret !== undefined);
    const names = keepers.map(({ name }) => name);
    const missing = keepers
        .filter(({ name }) => !Object.hasOwn(identityProviderSecrets, name))
        .map((provider) => ({
            key: secretKey(provider.name),
            given: "nothing",
            allowed: `the ${kindOf(provider).secret} of ${provider.name}`,
            fix: setCommandOf(provider),
        }));
    const superfluous = Object.keys(identityProviderSecrets)
        .filter((name) => !names.includes(name))
        .map((name) => ({
            key: secretKey(name),
            given: identityProviders.some((provider) => provider.name === name)
                ? "a secret for a SAML provider, which has none"
                : "a secret for a provider that is not in identityProviders",
            allowed: names.length === 0 ? "no secrets" : `secrets for ${names.join(", ")}`,
            fix: didYouMean(name, names) ?? `remove it: pulumi config rm --path ${quoted(secretKey(name))}`,
        }));
    const unreadable = keepers
        .filter(({ name }) => typeof identityProviderSecrets[name] === "string")
        .filter((provider) => readSecret(provider, identityProviderSecrets[provider.name] as string) === undefined)
        .map(unreadableSecret);
    return [...missing, ...superfluous, ...unreadable];
}

/**
 * The secret as Cognito takes it, or undefined where it cannot be one. Of Apple's `.p8` file Cognito takes the key without its
 * frame, on one line (aws-amplify/amplify-cli#7413).
 */
export function readSecret(provider: IdentityProvider, secret: string): string | undefined {
    if (kindOf(provider).secret !== "private key") {
        return secret.trim() === "" ? undefined : secret.trim();
    }
    const key = secret.replace(/-----(BEGIN|END) PRIVATE KEY-----|\\n|\s/g, "");
    return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(key) ? key : undefined;
}

/** What to tell when `readSecret` cannot read one. */
export function unreadableSecret(provider: IdentityProvider): Problem {
    const isKey = kindOf(provider).secret === "private key";
    return {
        key: secretKey(provider.name),
        given: "a value that is not shown here",
        allowed: isKey ? "the contents of the AuthKey_….p8 file that Apple gives once" : "a text that is not blank",
        fix: setCommandOf(provider),
    };
}

/** The command that asks for a secret, or reads it from a file, without showing it. */
export function setCommand(name: string, file?: string): string {
    const command = `pulumi config set --secret --path ${quoted(secretKey(name))}`;
    return file === undefined ? command : `${command} < ${file}`;
}

function setCommandOf(provider: IdentityProvider): string {
    return setCommand(provider.name, kindOf(provider).secret === "private key" ? "AuthKey.p8" : undefined);
}

/** The path of a secret as Pulumi reads it. */
function secretKey(name: string): string {
    return /^[\w-]+$/.test(name)
        ? `identityProviderSecrets.${name}`
        : `identityProviderSecrets[${JSON.stringify(name)}]`;
}

function quoted(word: string): string {
    return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
