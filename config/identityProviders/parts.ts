/** What the kinds of identity providers have in common. */
import { z } from "zod";
import { isLoopback } from "../openMetadataUrl";
import { didYouMean } from "../problem";
import { asText, list, scalar, text } from "../shapes";
import { parsedUrl } from "../url";
import { STANDARD_ATTRIBUTES } from "../userPool";

/** One kind of provider: what Cognito calls it, what it keeps secret, what it says of people, and its shape in the config. */
export interface ProviderKind<Schema> {
    /** AWS: CreateIdentityProvider, `ProviderType`; for social providers also the only `ProviderName`. */
    readonly cognitoType: "Google" | "Facebook" | "SignInWithApple" | "LoginWithAmazon" | "SAML" | "OIDC";
    /** What `identityProviderSecrets` holds for it; undefined for one that has no secret. */
    readonly secret?: "client secret" | "private key";
    /** Attributes of the pool and what the provider calls them; a stack's own mapping goes on top. */
    readonly attributeMapping: Readonly<Record<string, string>>;
    /** What it is known to send; undefined for one that sends what its owner says. */
    readonly sent?: Sent;
    readonly schema: Schema;
}

/** What a provider says of people where it is asked for the usual scopes, in its own names. */
export interface Sent {
    readonly scopes: readonly string[];
    readonly attributes: readonly string[];
}

/** An attribute of a profile that an identity provider can fill in, by its name in Cognito. */
export type MappableAttribute = (typeof STANDARD_ATTRIBUTES)[number] | `custom:${string}`;

/** Standard attributes that can be mapped; `username` is always the provider's id of the person. */
const MAPPABLE: readonly string[] = STANDARD_ATTRIBUTES;

/** Standard attributes, and as many custom ones as a pool has. */
const MOST_MAPPED = MAPPABLE.length + 50;

/** Names that Cognito keeps for its own users and for social providers. */
const RESERVED_NAMES = ["COGNITO", "Google", "Facebook", "SignInWithApple", "LoginWithAmazon"];

/** What the API's pattern allows however it is anchored (AWS: CreateIdentityProvider). */
const NAME = /^(?!.*_)[\p{L}\p{M}\p{S}\p{N}\p{P}]{3,32}$/u;

/** Name of a SAML or OpenID Connect provider: its users' names begin with it, so that a change makes everybody a new person. */
export function providerName(): z.ZodType<string, string> {
    return scalar({
        allowed: `3 to 32 characters without blanks and underscores, and not ${RESERVED_NAMES.join(", ")}`,
        fix: "Okta",
        read: (given) => {
            const name = asText(given);
            return name !== undefined && NAME.test(name) && !RESERVED_NAMES.includes(name) ? name : undefined;
        },
        jsonSchema: { type: "string", minLength: 3, maxLength: 32 },
    });
}

/** What the provider calls this app. It is no secret. */
export function clientId(example: string): z.ZodType<string, string> {
    return text({ allowed: "the client id that the provider shows", example, pattern: /^\S{1,2048}$/ });
}

/**
 * What the provider is asked for, in the order in which AWS lists it. One text is taken apart, as other tools write scopes.
 * @param needed scopes without which no e-mail address, and so no sign-in to OpenMetadata, comes of it
 */
export function scopes(usual: readonly string[], needed: readonly string[]): z.ZodType<string[], string[]> {
    return scalar<string[]>({
        allowed: `a list of scopes, with ${needed.join(" and ")}`,
        fix: JSON.stringify(usual),
        read: (given) => {
            const words = typeof given === "string" ? given.trim().split(/[\s,]+/) : given;
            const sound = Array.isArray(words) && words.every((word) => typeof word === "string" && SCOPE.test(word));
            return sound && needed.every((scope) => words.includes(scope)) ? inUsualOrder(words, usual) : undefined;
        },
        jsonSchema: { type: "array", items: { type: "string" } },
    });
}

const SCOPE = /^[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]{1,256}$/;

function inUsualOrder(words: readonly string[], usual: readonly string[]): string[] {
    return [...new Set([...usual.filter((scope) => words.includes(scope)), ...words])];
}

/** Attributes of the pool and what the provider calls them (AWS: cognito-user-pools-specifying-attribute-mapping). */
export function attributeMapping() {
    return z
        .partialRecord(
            mappableAttribute(),
            text({ allowed: "the provider's name of it", example: "email", pattern: /\S/ }),
            {
                error: "a map from attributes of the pool to what the provider calls them",
            },
        )
        .refine((map) => Object.keys(map).length <= MOST_MAPPED, {
            error: `at most ${MOST_MAPPED} attributes`,
            params: { fix: "remove some" },
        });
}

function mappableAttribute(): z.ZodType<MappableAttribute, MappableAttribute> {
    return scalar<MappableAttribute>({
        allowed: `${MAPPABLE.join(", ")}, or custom: and the name of one of your own`,
        fix: (given) => didYouMean(String(given), MAPPABLE, 3) ?? "for example: given_name, or custom:department",
        read: (given) => {
            const name = asText(given) ?? "";
            const known = MAPPABLE.includes(name) || /^custom:.{1,20}$/u.test(name);
            return known ? (name as MappableAttribute) : undefined;
        },
    });
}

/** Other names by which a sign-in page finds the provider: with an e-mail domain, people who type an address of it go there. */
export function identifiers() {
    return list(
        text({
            allowed: "1 to 40 letters, digits, blanks and _ + = . @ -",
            example: "mycompany.com",
            pattern: /^[\w +=.@-]{1,40}$/,
        }),
        50,
    );
}

/** Somewhere at the provider. http is for a provider on this machine, beside an emulator; for AWS the rules refuse it. */
export function providerUrl(what: string, example: string): z.ZodType<string, string> {
    return scalar({
        allowed: `${what}: https, without password and fragment`,
        fix: urlFix(example),
        read: secureUrl,
        jsonSchema: { type: "string", format: "uri" },
    });
}

/** What guides leave to their readers to fill in: `{tenantid}`, `<tenant>`, `your-domain`. */
const PLACEHOLDER =
    /[{<][^}>]*[}>]|(?<![a-z])your[-_]?(tenant|(okta)?-?(sub)?domain|okta|org|company|realm|region)[\w-]*/i;

/** What to write in place of something that is no URL of a provider. */
export function urlFix(example: string): (given: unknown) => string {
    return (given) => {
        const placeholder = PLACEHOLDER.exec(asText(given) ?? "")?.[0];
        return placeholder === undefined
            ? `for example: ${example}`
            : `write your own value in place of ${placeholder}`;
    };
}

/** The URL as it is written, or undefined where nobody should trust it or find anything behind it. */
export function secureUrl(given: unknown): string | undefined {
    const written = asText(given) ?? "";
    const url = parsedUrl(written);
    if (
        url === undefined ||
        PLACEHOLDER.test(written) ||
        /[\s*\\#]/.test(written) ||
        !/^https?:\/\/[^/]/i.test(written)
    ) {
        return undefined;
    }
    const { protocol, username, password } = url;
    const secure = protocol === "https:" || isLoopback(written);
    return secure && username === "" && password === "" ? written : undefined;
}
