/** What is read of a pool that somebody else manages, and what of it does not fit. */
import { mappingProblemsOf, mappingWarningsOf } from "../config/identityProviders";
import type { MappedPool, PoolAttribute } from "../config/identityProviders/mapping";
import { domainHost } from "../config/partition";
import type { Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { STANDARD_ATTRIBUTES } from "../config/userPool";

/** What is read of a pool that somebody else manages. */
export interface PoolFacts {
    readonly id: string;
    /** Undefined where there is no such pool. */
    readonly arn?: string | undefined;
    readonly usernameAttributes?: readonly string[] | undefined;
    readonly aliasAttributes?: readonly string[] | undefined;
    readonly autoVerifiedAttributes?: readonly string[] | undefined;
    readonly usernameConfiguration?: { readonly caseSensitive?: boolean } | undefined;
    /** Attributes that are not as Cognito makes them by itself; names without `custom:`. */
    readonly schemas?: readonly SchemaFacts[] | undefined;
    readonly adminCreateUserConfig?: { readonly allowAdminCreateUserOnly?: boolean } | undefined;
    readonly mfaConfiguration?: string | undefined;
    readonly softwareTokenMfaConfiguration?: { readonly enabled?: boolean } | undefined;
    readonly emailMfaConfiguration?: object | undefined;
    readonly signInPolicy?: { readonly allowedFirstAuthFactors?: readonly string[] } | undefined;
    readonly webAuthnConfiguration?: { readonly relyingPartyId?: string } | undefined;
    /** Not answered by every emulator. */
    readonly userPoolTier?: string | undefined;
    /** Prefix of its domain, if it has one. */
    readonly domain?: string | undefined;
    readonly customDomain?: string | undefined;
}

interface SchemaFacts {
    readonly name: string;
    readonly attributeDataType?: string | undefined;
    readonly required?: boolean | undefined;
    readonly mutable?: boolean | undefined;
    readonly stringAttributeConstraints?: { readonly minLength?: string; readonly maxLength?: string } | undefined;
    readonly numberAttributeConstraints?: { readonly minValue?: string; readonly maxValue?: string } | undefined;
}

/** Why client and domain cannot be put on this pool. */
export function poolProblems(pool: PoolFacts, settings: Settings, wantedDomain: string): Problem[] {
    return pool.arn === undefined
        ? [unknownPool(pool)]
        : [
              ...signInProblems(pool),
              ...mappingProblemsOf(settings.identityProviders, mappedPool(pool)),
              ...planProblems(pool, settings),
              ...domainProblems(pool, settings, wantedDomain),
              ...passkeyProblems(pool, settings),
          ];
}

/** Most providers say so themselves ("resource '…' does not exist"); some answer with nothing. */
function unknownPool({ id }: PoolFacts): Problem {
    return {
        key: "userPool.existingId",
        given: `${id}, which is not among the user pools of this AWS account`,
        allowed: "the id of a user pool that is there",
        fix: "aws cognito-idp list-user-pools --max-results 60 shows them",
    };
}

function signInProblems({ id, usernameAttributes = [], aliasAttributes = [] }: PoolFacts): Problem[] {
    const byEmail = [...usernameAttributes, ...aliasAttributes].includes("email");
    return byEmail
        ? []
        : [
              {
                  key: "userPool.existingId",
                  given: `${id}, whose people sign in with ${[...usernameAttributes, ...aliasAttributes].join(", ") || "a user name"}`,
                  allowed:
                      "a pool whose people sign in with their e-mail address, which OpenMetadata takes as the user's identity",
                  fix: "leave userPool.existingId out to get a pool of its own: how people sign in can never be changed",
              },
          ];
}

/** The attributes that are not as Cognito makes them by itself, as the rules for providers know them. */
function mappedPool({ id, schemas = [] }: PoolFacts): MappedPool {
    const attributes = schemas
        .filter(({ name }) => name !== "sub")
        .map((schema): PoolAttribute => {
            const { minLength, maxLength } = schema.stringAttributeConstraints ?? {};
            const { minValue, maxValue } = schema.numberAttributeConstraints ?? {};
            return {
                name: IS_STANDARD.has(schema.name) ? schema.name : `custom:${schema.name}`,
                type: TYPES[schema.attributeDataType ?? ""] ?? "string",
                required: schema.required === true,
                mutable: schema.mutable !== false,
                minimum: asNumber(minLength ?? minValue),
                maximum: asNumber(maxLength ?? maxValue),
            };
        });
    return { existingId: id, attributes };
}

const IS_STANDARD: ReadonlySet<string> = new Set(STANDARD_ATTRIBUTES);

const TYPES: Readonly<Record<string, PoolAttribute["type"]>> = {
    String: "string",
    Number: "number",
    DateTime: "dateTime",
    Boolean: "boolean",
};

function asNumber(limit: string | undefined): number | undefined {
    return limit === undefined || limit === "" ? undefined : Number(limit);
}

function planProblems({ id, userPoolTier }: PoolFacts, { loginPages }: Settings): Problem[] {
    return userPoolTier === "LITE" && loginPages.version === "managed"
        ? [
              {
                  key: "loginPages.version",
                  given: `managed, on pool ${id} with the plan lite`,
                  allowed: "classic, or a pool with the plan essentials or plus",
                  fix: "set loginPages.version to classic, or raise the pool's plan in Cognito",
              },
          ]
        : [];
}

/** A pool takes one prefix and one name: "User pool already has a domain configured." */
function domainProblems(pool: PoolFacts, { domain }: Settings, wanted: string): Problem[] {
    const present = pool.customDomain || pool.domain;
    if (domain.existing) {
        return present
            ? []
            : [
                  {
                      key: "domain.existing",
                      given: `true, but pool ${pool.id} has no domain`,
                      allowed: "true only for a pool that has a domain",
                      fix: "remove domain.existing: the pool then gets a domain",
                  },
              ];
    }
    const taken = wanted.includes(".") ? pool.customDomain : pool.domain;
    return taken && taken !== wanted
        ? [
              {
                  key: "domain",
                  given: `${wanted}, but pool ${pool.id} already has the domain ${taken}`,
                  allowed: "one prefix and one custom domain a pool",
                  fix: `if this stack made it: set domain.${pool.customDomain === taken ? "name" : "prefix"} to ${taken}; otherwise use it: set domain.existing to true`,
              },
          ]
        : [];
}

/** Passkeys belong to a host name: the pool's custom domain where it has one, unless the pool says which. */
function passkeyProblems(pool: PoolFacts, { domain }: Settings): Problem[] {
    const hasPasskeys = pool.signInPolicy?.allowedFirstAuthFactors?.includes("WEB_AUTHN") === true;
    const moves = domain.name !== undefined && pool.domain && !pool.customDomain;
    return hasPasskeys && moves && !pool.webAuthnConfiguration?.relyingPartyId
        ? [
              {
                  key: "domain.name",
                  given: `${domain.name}, while people of pool ${pool.id} have passkeys for its prefix ${pool.domain}`,
                  allowed:
                      "no custom domain yet: without a relying party of the pool's own, every passkey would stop working",
                  fix:
                      `set the pool's relying party to ${domainHost({ domain: pool.domain, region: regionOf(pool) })} in Cognito first ` +
                      "(Sign-in, Passkey), or set domain.existing to true",
              },
          ]
        : [];
}

function regionOf({ id }: PoolFacts): string {
    return id.split("_")[0];
}

/** What works and yet will surprise the owner. */
export function poolWarnings(pool: PoolFacts, settings: Settings): string[] {
    const { id, autoVerifiedAttributes = [], adminCreateUserConfig } = pool;
    return [
        `Pool ${id} is shared: OpenMetadata accepts tokens of every app client of its pool, so each person of this pool can sign in.`,
        ...(autoVerifiedAttributes.includes("email")
            ? []
            : [
                  `Pool ${id} does not verify e-mail addresses: people with an unverified one cannot recover their password.`,
              ]),
        ...(adminCreateUserConfig?.allowAdminCreateUserOnly === true
            ? []
            : [`Pool ${id} lets anybody sign up: whoever does can sign in to OpenMetadata.`]),
        ...addressWarnings(pool),
        ...factorWarnings(pool, settings),
        ...mappingWarningsOf(settings.identityProviders, mappedPool(pool)),
    ];
}

/** OpenMetadata knows people by their address alone, in lower case. */
function addressWarnings(pool: PoolFacts): string[] {
    const { id, usernameAttributes = [], aliasAttributes = [], usernameConfiguration, schemas = [] } = pool;
    const others = [...usernameAttributes, ...aliasAttributes].filter((name) => name !== "email");
    const isRequired = schemas.some(({ name, required }) => name === "email" && required === true);
    const needless = aliasAttributes.length > 0 || others.length > 0;
    return [
        ...(usernameConfiguration?.caseSensitive === false
            ? []
            : [
                  `Pool ${id} tells Alice@… from alice@…: two people there would be one user in OpenMetadata, which takes addresses in lower case.`,
              ]),
        ...(needless && !isRequired
            ? [`Pool ${id} has people without an e-mail address, if they like: those cannot sign in to OpenMetadata.`]
            : []),
    ];
}

/** What the login pages ask for that some may not have. */
function factorWarnings(pool: PoolFacts, { loginPages }: Settings): string[] {
    const { id, mfaConfiguration, softwareTokenMfaConfiguration, emailMfaConfiguration } = pool;
    const bySms = softwareTokenMfaConfiguration?.enabled !== true && emailMfaConfiguration === undefined;
    const beyondPassword = (pool.signInPolicy?.allowedFirstAuthFactors ?? []).filter((factor) => factor !== "PASSWORD");
    return [
        ...(mfaConfiguration === "ON" && bySms
            ? [`Pool ${id} requires a second factor by SMS: nobody without a phone number can sign in.`]
            : []),
        ...(beyondPassword.length > 0 && loginPages.version === "classic"
            ? [
                  `Pool ${id} lets people sign in with ${beyondPassword.join(", ")}, which the classic login pages do not offer: whoever has no ` +
                      "password cannot sign in.",
              ]
            : []),
    ];
}
