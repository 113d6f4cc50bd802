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

/**
 * A pool that is already there keeps its own settings: only the client, the domain and what hangs on them are made. A setting
 * that would be silently ignored is refused.
 */
export function existingPoolProblems({ userPool, mfa, email, messages, domain }: PoolSettings): Problem[] {
    const { existingId, ...own } = userPool;
    if (existingId === undefined) {
        return domain.existing ? [existingDomainWithoutPool()] : [];
    }
    const ignored = [
        ...differing(own, userPoolSchema.parse({})).map((key) => `userPool.${key}`),
        ...(isDeepStrictEqual(mfa, mfaSchema.parse({})) ? [] : ["mfa"]),
        ...(isDeepStrictEqual(email, emailSchema.parse({})) ? [] : ["email"]),
        ...(isDeepStrictEqual(messages, messagesSchema.parse({})) ? [] : ["messages"]),
    ];
    return ignored.map((key) => ({
        key,
        given: `a value, beside userPool.existingId ${existingId}`,
        allowed: "nothing: the existing pool keeps its own settings",
        fix: `remove ${key} and set it on the pool itself, or import the pool (docs/existing-pool.md)`,
    }));
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
