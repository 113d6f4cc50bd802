import { z } from "zod";
import { amazon } from "./identityProviders/amazon";
import { apple } from "./identityProviders/apple";
import { facebook } from "./identityProviders/facebook";
import { google } from "./identityProviders/google";
import { issuerFault } from "./identityProviders/issuer";
import {
    mappingProblems,
    mappingWarnings,
    ownPool,
    type MappedPool,
    type MappingProvider,
} from "./identityProviders/mapping";
import { oidc } from "./identityProviders/oidc";
import type { ProviderKind } from "./identityProviders/parts";
import { reachProblems, type Address } from "./identityProviders/reach";
import { guessesEmail, saml } from "./identityProviders/saml";
import type { Problem } from "./problem";
import { asText, list } from "./shapes";
import { MOST_IDENTITY_PROVIDERS, type UserPoolSettings } from "./userPool";

const KINDS = { google, facebook, apple, amazon, saml, oidc } as const;

const TYPES = Object.keys(KINDS).join(", ");

const providerSchema = z.preprocess(
    withTidyType,
    z.discriminatedUnion(
        "type",
        [google.schema, facebook.schema, apple.schema, amazon.schema, saml.schema, oidc.schema],
        // zod's typing leaves out that it also asks for the message of "not a map at all".
        {
            error: ({ code }) =>
                (code as string) === "invalid_type" ? `type (${TYPES}) and those of the type` : TYPES,
        },
    ),
);

/** One provider with every default filled in. */
export type IdentityProvider = z.output<typeof providerSchema>;
export type IdentityProviderType = IdentityProvider["type"];

type Written = z.input<(typeof KINDS)[IdentityProviderType]["schema"]>;
type WrittenSaml = Extract<Written, { type: "saml" }>;
type OneMetadata =
    { metadataUrl: string; metadataFile?: undefined } | { metadataUrl?: undefined; metadataFile: string };

/** One provider as it is written: exactly the keys of its type, and for SAML exactly one source of metadata. */
export type IdentityProviderArgs =
    Exclude<Written, { type: "saml" }> | (Omit<WrittenSaml, keyof OneMetadata> & OneMetadata);

/** Where people may sign in besides the pool's own password form (AWS: cognito-user-pools-identity-federation). */
export const identityProvidersSchema = list(providerSchema, MOST_IDENTITY_PROVIDERS) as unknown as z.ZodType<
    IdentityProvider[],
    IdentityProviderArgs[]
>;

/** What all providers of a type have in common. */
export function kindOf({ type }: Pick<IdentityProvider, "type">): ProviderKind<unknown> {
    return KINDS[type];
}

/** Everything that is taken over from the provider at each sign-in: the usual, with the stack's own mapping on top. */
export function attributeMappingOf(provider: IdentityProvider): Record<string, string> {
    return { ...kindOf(provider).attributeMapping, ...provider.attributeMapping };
}

/** Custom attributes, with their `custom:`, that some provider fills in. */
export function mappedCustomAttributes(providers: readonly IdentityProvider[]): string[] {
    const mapped = providers.flatMap((provider) => Object.keys(attributeMappingOf(provider)));
    return [...new Set(mapped.filter((attribute) => attribute.startsWith("custom:")))];
}

interface ProviderSettings {
    readonly identityProviders: readonly IdentityProvider[];
    readonly passwordSignIn: boolean;
    readonly userPool: UserPoolSettings;
    readonly endpoint?: string | undefined;
}

/** What Cognito refuses, or takes and then nobody can sign in. */
export function identityProvidersProblems(settings: ProviderSettings): Problem[] {
    const { identityProviders, endpoint } = settings;
    return [
        ...identityProviders.flatMap((provider, index) => {
            const key = keyOf(index);
            return [
                ...nameProblems(key, provider, identityProviders.slice(0, index)),
                ...identifierProblems(key, provider, identityProviders.slice(0, index)),
                ...(provider.type === "saml" ? metadataProblems(key, provider) : []),
                ...(provider.type === "oidc" ? issuerProblems(key, provider) : []),
                ...(endpoint === undefined ? reachProblems(key, addressesOf(provider)) : []),
                ...idpInitiatedProblems(key, provider, settings),
            ];
        }),
        // The attributes of a pool that is there are not known yet.
        ...(settings.userPool.existingId === undefined
            ? mappingProblemsOf(identityProviders, ownPool(settings.userPool))
            : []),
        ...passwordSignInProblems(settings),
    ];
}

/** Why nobody could sign in through a provider that writes to this pool. */
export function mappingProblemsOf(providers: readonly IdentityProvider[], pool: MappedPool): Problem[] {
    return providers.flatMap((provider, index) => mappingProblems(keyOf(index), mappingOf(provider), pool));
}

/** Why some could not. */
export function mappingWarningsOf(providers: readonly IdentityProvider[], pool: MappedPool): string[] {
    return providers.flatMap((provider, index) => mappingWarnings(keyOf(index), mappingOf(provider), pool));
}

/** Providers whose e-mail address is looked for under the name that another one gives it. */
export function guessWarnings(providers: readonly IdentityProvider[]): string[] {
    return providers.flatMap((provider, index) =>
        provider.type === "saml" && guessesEmail(provider)
            ? [
                  `${keyOf(index)}.attributeMapping: ${provider.name} is not known to be Microsoft's, and its e-mail address is looked for under ` +
                      `Microsoft's name, ${saml.attributeMapping.email}. Map email to the name that ${provider.name} gives it, or sign-ins ` +
                      'end in "attributes required: [email]" (docs/identity-providers.md).',
              ]
            : [],
    );
}

function mappingOf(provider: IdentityProvider): MappingProvider {
    const { sent } = kindOf(provider);
    const asksForMore = "scopes" in provider && provider.scopes.some((scope) => !sent?.scopes.includes(scope));
    return {
        name: provider.name,
        mapping: attributeMappingOf(provider),
        written: provider.attributeMapping,
        sent: asksForMore ? undefined : sent,
    };
}

function keyOf(index: number): string {
    return `identityProviders[${index}]`;
}

function nameProblems(key: string, { name, type }: IdentityProvider, earlier: readonly IdentityProvider[]): Problem[] {
    return earlier.some((other) => other.name === name)
        ? [
              {
                  key: `${key}.${type === "saml" || type === "oidc" ? "name" : "type"}`,
                  given: `${name}, a second time`,
                  allowed: "each name once; one provider of each social type",
                  fix: type === "saml" || type === "oidc" ? "rename one of the two" : "remove one of the two",
              },
          ]
        : [];
}

function identifierProblems(key: string, provider: IdentityProvider, earlier: readonly IdentityProvider[]): Problem[] {
    const taken = new Set(earlier.flatMap(identifiersOf));
    return identifiersOf(provider)
        .map((identifier, index, own) => ({ identifier, index, repeated: own.indexOf(identifier) < index }))
        .filter(({ identifier, repeated }) => repeated || taken.has(identifier))
        .map(({ identifier, index }) => ({
            key: `${key}.identifiers[${index}]`,
            given: `${identifier}, a second time`,
            allowed: "each identifier once among all providers",
            fix: "remove one of the two",
        }));
}

/** Names other than its own by which a provider is found. */
export function identifiersOf(provider: IdentityProvider): readonly string[] {
    return "identifiers" in provider ? provider.identifiers : [];
}

function metadataProblems(
    key: string,
    { metadataUrl, metadataFile }: Extract<IdentityProvider, { type: "saml" }>,
): Problem[] {
    return (metadataUrl === undefined) === (metadataFile === undefined)
        ? [
              {
                  key: `${key}.metadataUrl`,
                  given: metadataUrl === undefined ? "neither metadataUrl nor metadataFile" : "metadataFile as well",
                  allowed: "metadataUrl or metadataFile",
                  fix: metadataUrl === undefined ? "set metadataUrl, or metadataFile" : "remove one of the two",
              },
          ]
        : [];
}

function issuerProblems(key: string, { issuer, endpoints }: Extract<IdentityProvider, { type: "oidc" }>): Problem[] {
    const fault = issuerFault(issuer, endpoints === undefined);
    return fault === undefined ? [] : [{ key: `${key}.issuer`, given: JSON.stringify(issuer), ...fault }];
}

/** Browsers open the authorization endpoint, and beside endpoints the issuer is only compared. */
function addressesOf(provider: IdentityProvider): Address[] {
    if (provider.type === "saml") {
        const { metadataUrl: url } = provider;
        return url === undefined ? [] : [{ name: "metadataUrl", url, isAsked: true }];
    }
    if (provider.type !== "oidc") {
        return [];
    }
    const endpoints = Object.entries(provider.endpoints ?? {}).map(([name, url]) => ({
        name: `endpoints.${name}`,
        url,
        isAsked: name !== "authorizeUrl",
    }));
    return [{ name: "issuer", url: provider.issuer, isAsked: endpoints.length === 0 }, ...endpoints];
}

/** AWS: cognito-user-pools-SAML-session-initiation-idp-initiation. */
function idpInitiatedProblems(key: string, provider: IdentityProvider, settings: ProviderSettings): Problem[] {
    const alone = !settings.passwordSignIn && settings.identityProviders.every(({ type }) => type === "saml");
    return provider.type === "saml" && provider.idpInitiated && !alone
        ? [
              {
                  key: `${key}.idpInitiated`,
                  given: "true, beside other ways to sign in",
                  allowed: "true only where all providers are of type saml and passwordSignIn is false",
                  fix: "remove idpInitiated, and let the provider's tile open OpenMetadata's own sign-in page",
              },
          ]
        : [];
}

function passwordSignInProblems({ passwordSignIn, identityProviders, userPool }: ProviderSettings): Problem[] {
    return passwordSignIn || identityProviders.length + userPool.existingIdentityProviders.length > 0
        ? []
        : [
              {
                  key: "passwordSignIn",
                  given: "false, without any identity provider",
                  allowed: "true, or at least one of identityProviders: otherwise nobody could sign in",
                  fix: "remove passwordSignIn, or add an identity provider",
              },
          ];
}

/** The type as the keys of the union know it: without blank space, in lower case. */
function withTidyType(given: unknown): unknown {
    if (typeof given !== "object" || given === null || !("type" in given)) {
        return given;
    }
    return { ...given, type: asText(given.type)?.toLowerCase() ?? given.type };
}
