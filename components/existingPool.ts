import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { attributeMappingOf } from "../config/identityProviders";
import { describeProblems, type Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";

/** What is read of a pool that somebody else manages. */
export interface PoolFacts {
    readonly id: string;
    /** Undefined where there is no such pool. */
    readonly arn?: string | undefined;
    readonly usernameAttributes?: readonly string[] | undefined;
    readonly aliasAttributes?: readonly string[] | undefined;
    readonly autoVerifiedAttributes?: readonly string[] | undefined;
    /** Those that are not as Cognito makes them by itself; names without `custom:`. */
    readonly schemas?: readonly { readonly name: string; readonly mutable?: boolean | undefined }[] | undefined;
    readonly adminCreateUserConfig?: { readonly allowAdminCreateUserOnly?: boolean } | undefined;
    /** Not answered by every emulator. */
    readonly userPoolTier?: string | undefined;
    /** Prefix of its domain, if it has one. */
    readonly domain?: string | undefined;
    readonly customDomain?: string | undefined;
}

/** A pool that is already there: read, never changed (the resource is external to the stack). */
export function readUserPool(name: string, id: string, opts: pulumi.CustomResourceOptions): cognito.UserPool {
    return cognito.UserPool.get(`${name}-existing`, id, undefined, opts);
}

/**
 * The id of the pool, once it is sure that client and domain fit on it; nothing is made with it before.
 * @throws UserError
 */
export function fittingPoolId(
    pool: cognito.UserPool,
    settings: Settings,
    wantedDomain: pulumi.Input<string>,
): pulumi.Output<string> {
    const read: Record<keyof PoolFacts, pulumi.Input<unknown>> = {
        id: pool.id,
        arn: pool.arn,
        usernameAttributes: pool.usernameAttributes,
        aliasAttributes: pool.aliasAttributes,
        autoVerifiedAttributes: pool.autoVerifiedAttributes,
        schemas: pool.schemas,
        adminCreateUserConfig: pool.adminCreateUserConfig,
        userPoolTier: pool.userPoolTier,
        domain: pool.domain,
        customDomain: pool.customDomain,
    };
    return pulumi.all([pulumi.output(read), wantedDomain]).apply(([facts, wanted]) => {
        const known = facts as PoolFacts;
        const problems = existingPoolFactProblems(known, settings, wanted);
        if (problems.length > 0) {
            throw new UserError(describeProblems(`User pool ${known.id}`, problems));
        }
        existingPoolWarnings(known).forEach((warning) => void pulumi.log.warn(warning));
        return known.id;
    });
}

/** The domain that the pool already has: the whole name of a custom one before the prefix, as people know the former. */
export function domainOf(pool: cognito.UserPool): pulumi.Output<string> {
    return pulumi.all([pool.customDomain, pool.domain]).apply(([custom, prefix]) => custom || prefix);
}

/** Why client and domain cannot be put on this pool. */
export function existingPoolFactProblems(pool: PoolFacts, settings: Settings, wantedDomain: string): Problem[] {
    return pool.arn === undefined
        ? [unknownPool(pool)]
        : [
              ...signInProblems(pool),
              ...mappingProblems(pool, settings),
              ...planProblems(pool, settings),
              ...domainProblems(pool, settings, wantedDomain),
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

/** Cognito writes what a provider hands over at every sign-in, so that the second one would fail: "Attribute cannot be updated." */
function mappingProblems({ id, schemas = [] }: PoolFacts, { identityProviders }: Settings): Problem[] {
    const frozen = schemas.filter(({ mutable }) => mutable === false).map(({ name }) => name);
    return identityProviders.flatMap((provider) =>
        Object.keys(attributeMappingOf(provider))
            .filter((attribute) => frozen.includes(attribute.replace(/^custom:/, "")))
            .map((attribute) => ({
                key: "identityProviders",
                given: `${provider.name} fills in ${attribute}, which can never change in pool ${id}`,
                allowed: "only attributes that can change: they are written anew at each sign-in through the provider",
                fix:
                    attribute in provider.attributeMapping
                        ? `take ${attribute} out of the provider's attributeMapping`
                        : "leave userPool.existingId out to get a pool of its own, or remove the provider",
            })),
    );
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

/** What works and yet will surprise the owner. */
export function existingPoolWarnings({ id, autoVerifiedAttributes = [], adminCreateUserConfig }: PoolFacts): string[] {
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
    ];
}
