import { isDeepStrictEqual } from "node:util";
import type { Problem } from "./problem";
import { emailSchema, type EmailSettings } from "./email";
import { messagesSchema, type MessagesSettings } from "./messages";
import { mfaSchema, type MfaSettings } from "./mfa";
import type { DomainSettings } from "./domain";
import { userPoolSchema, type UserPoolSettings } from "./userPool";

/** What of the settings only a pool of its own can follow. */
interface PoolSettings {
    readonly userPool: UserPoolSettings;
    readonly mfa: MfaSettings;
    readonly email: EmailSettings;
    readonly messages: MessagesSettings;
    readonly domain: DomainSettings;
}

/** The keys of `userPool` that are about a pool that is already there. */
const ABOUT_EXISTING = ["existingId", "existingIdentityProviders"];

/**
 * A pool that is already there keeps its own settings: only the client, the domain and what hangs on them are made. A setting
 * that would be silently ignored is refused.
 */
export function existingPoolProblems({ userPool, mfa, email, messages, domain }: PoolSettings): Problem[] {
    const { existingId } = userPool;
    if (existingId === undefined) {
        return domain.existing ? [existingDomainWithoutPool()] : [];
    }
    const ignored = [
        ...differing(userPool, userPoolSchema.parse({})).flatMap((key) =>
            ABOUT_EXISTING.includes(key) ? [] : [`userPool.${key}`],
        ),
        ...(isDeepStrictEqual(mfa, mfaSchema.parse({})) ? [] : ["mfa"]),
        ...(isDeepStrictEqual(email, emailSchema.parse({})) ? [] : ["email"]),
        ...(isDeepStrictEqual(messages, messagesSchema.parse({})) ? [] : ["messages"]),
    ];
    return ignored.map((key) => onExistingPool(key, existingId));
}

/**
 * A setting that is for the pool's owner to make.
 * @param why the end of the sentence "nothing: …"
 * @param instead what to do about it on the pool itself
 */
export function onExistingPool(
    key: string,
    existingId: string,
    why = "the existing pool keeps its own settings",
    instead = "set it on",
): Problem {
    return {
        key,
        given: `a value, beside userPool.existingId ${existingId}`,
        allowed: `nothing: ${why}`,
        fix: `remove ${key} and ${instead} the pool itself, or import the pool (docs/existing-pool.md)`,
    };
}

/** The id of a pool begins with its region, and nothing of a stack can be in another one. */
export function existingPoolRegionProblems({ userPool }: { userPool: UserPoolSettings }, region: string): Problem[] {
    const { existingId } = userPool;
    return existingId === undefined || existingId.startsWith(`${region}_`)
        ? []
        : [
              {
                  key: "userPool.existingId",
                  given: `${existingId}, while the stack is deployed to ${region}`,
                  allowed: `a pool in ${region}`,
                  fix: `pulumi config set aws:region ${existingId.split("_")[0]}`,
              },
          ];
}

/** Providers of the pool's owner: there are none without an existing pool, and each is either theirs or the stack's. */
export function existingIdentityProvidersProblems(settings: {
    userPool: UserPoolSettings;
    identityProviders: readonly { readonly name: string }[];
}): Problem[] {
    const { existingId, existingIdentityProviders: names } = settings.userPool;
    if (existingId === undefined && names.length > 0) {
        return [
            {
                key: "userPool.existingIdentityProviders",
                given: `${names.join(", ")}, without userPool.existingId`,
                allowed: "nothing: a new pool has no identity providers yet",
                fix: "describe them in identityProviders, or set userPool.existingId",
            },
        ];
    }
    const made = new Set(settings.identityProviders.map(({ name }) => name));
    return names.flatMap((name, index) =>
        made.has(name) || names.indexOf(name) < index
            ? [
                  {
                      key: `userPool.existingIdentityProviders[${index}]`,
                      given: `${name}, a second time`,
                      allowed: "each identity provider once: the pool's own here, one to be made in identityProviders",
                      fix: "remove one of the two",
                  },
              ]
            : [],
    );
}

function existingDomainWithoutPool(): Problem {
    return {
        key: "domain.existing",
        given: "true, without userPool.existingId",
        allowed: "true only with userPool.existingId: a new pool has no domain yet",
        fix: "remove domain.existing, or set userPool.existingId",
    };
}

function differing(given: object, defaults: object): string[] {
    const values = new Map(Object.entries(defaults));
    return Object.entries(given).flatMap(([key, value]) => (isDeepStrictEqual(value, values.get(key)) ? [] : [key]));
}
