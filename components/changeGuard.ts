import * as pulumi from "@pulumi/pulumi";
import { describeProblems, paragraphs, type Problem } from "../config/problem";
import { isProtected, type RecordedSettings, type Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { discoveryProblems } from "./identityProviders";
import { updateOrderProblems } from "./updateOrder";
import { defaultPoolName } from "./userPool";

/** What the last update has made: outputs that the component records. Older versions of this program recorded less. */
export interface Deployed {
    readonly clientId?: string;
    readonly userPoolId?: string;
    /** Of the stack's own pool. It may come from a name that the stack no longer has. */
    readonly userPoolName?: string;
    /** Prefix or host name of the user pool domain. It may come from a name that the stack no longer has. */
    readonly domain?: string;
    readonly domainUrl?: string;
}

/**
 * Stops a change of settings that would replace or delete something that people or their OpenMetadata depend on, if the guard
 * was on until now; also at preview. Taking the guard off is therefore an update of its own. The engine would stop the change
 * too, resource by resource, but only while the guard stays on, and it cannot say what would be lost.
 */
export function changeGuard(name: string, settings: Settings): pulumi.ResourceHook {
    const check = (update: pulumi.ResourceHookArgs) => {
        const before = update.oldInputs as RecordedSettings;
        const deployed = (update.oldOutputs ?? {}) as Deployed;
        const problems = [
            ...changeProblems(before, settings, { userPoolName: defaultPoolName(name), ...deployed }),
            ...updateOrderProblems(before, settings),
            ...discoveryProblems(before.identityProviders ?? [], settings.identityProviders),
        ];
        if (problems.length > 0) {
            refuse(problems, isFinished(deployed));
        } else if (isUnguarded(before, settings)) {
            void pulumi.log.warn(unguardedWarning(settings, deployed));
        }
    };
    return new pulumi.ResourceHook(`${name}-change-guard`, check, { onDryRun: true });
}

/** The engine forgets a component's outputs when an update begins, and keeps its inputs even when the update then fails. */
function isFinished({ clientId }: Deployed): boolean {
    return clientId !== undefined;
}

/** Whether this update takes the guard off. */
function isUnguarded(before: RecordedSettings, after: Settings): boolean {
    return wasProtected(before) && !isProtected(after);
}

/** An import records nothing. */
function wasProtected(before: RecordedSettings): boolean {
    return before.callbackUrl !== undefined && isProtected(before as Settings);
}

function unguardedWarning({ userPool }: Settings, { userPoolId }: Deployed): string {
    const pool = userPool.existingId === undefined ? [`user pool ${userPoolId} with all its users`] : [];
    return (
        `Stack ${pulumi.getStack()}: this update takes the guard off. From the next update on, ${[...pool, "app client"].join(", ")}, ` +
        "user pool domain, groups and identity providers can be replaced or deleted. To put it on again: " +
        "pulumi config set protect true && pulumi up"
    );
}

/**
 * After an update that failed, the recorded settings may never have come true: a first deployment with a domain that is taken must not
 * be held to that domain. What is there is still guarded by the engine.
 */
function refuse(problems: readonly Problem[], finished: boolean): void {
    const stack = `Stack ${pulumi.getStack()}`;
    if (finished) {
        throw new UserError(describeProblems(stack, problems));
    }
    void pulumi.log.warn(
        `${stack}: its last update did not finish. If what that one asked for is there all the same, do not go on:\n\n${paragraphs(problems)}`,
    );
}

const UNGUARD = "undo the change; or take the guard off first: pulumi config set protect false && pulumi up";

/** What `after` would lose of what `before` has made. Where the guard was off, only what nobody could have meant. */
export function changeProblems(before: RecordedSettings, after: Settings, deployed: Deployed = {}): Problem[] {
    if (!wasProtected(before)) {
        return before.callbackUrl === undefined ? [] : customDomainProblems(before, after);
    }
    const losses = [
        ...poolProblems(before, after),
        ...(isProtected(after) ? [] : poolNameProblems(before, after, deployed)),
        ...clientProblems(before, after),
        ...domainProblems(before, after, deployed),
        ...passkeyProblems(before, after, deployed),
        ...groupProblems(before, after),
        ...identityProviderProblems(before, after),
    ];
    return losses.length > 0 && !isProtected(after) ? [...losses, CONSENT] : losses;
}

const CONSENT: Problem = {
    key: "protect",
    given: "off from now on, together with the changes above",
    allowed: "an update of its own: to take the guard off and to change what it guards are two updates",
    fix: "undo the changes above, run pulumi up to take the guard off, then make them",
};

function poolProblems(before: RecordedSettings, { userPool }: Settings): Problem[] {
    const former = before.userPool?.existingId;
    return former === userPool.existingId
        ? []
        : [
              {
                  key: "userPool.existingId",
                  given: `${userPool.existingId ?? "nothing"}, until now ${former ?? "nothing"}`,
                  allowed: `no change while protect is on: ${
                      former === undefined
                          ? "the stack's own pool would be deleted with everybody in it"
                          : "people would have to sign in to another pool, in which they do not exist"
                  }`,
                  fix: UNGUARD,
              },
          ];
}

function clientProblems(before: RecordedSettings, after: Settings): Problem[] {
    return (["clientType", "importedClient"] as const)
        .filter((key) => before[key] !== undefined && before[key] !== after[key])
        .map((key) => ({
            key,
            given: `${after[key]}, until now ${before[key]}`,
            allowed:
                "no change while protect is on: the app client would be replaced, and every OpenMetadata that knows the old client id would stop signing people in",
            fix: UNGUARD,
        }));
}

/** Some providers rename a pool in place, and while the guard stays on the engine stops those that would replace it. */
function poolNameProblems(before: RecordedSettings, { userPool }: Settings, { userPoolName }: Deployed): Problem[] {
    const former = before.userPool?.name ?? userPoolName;
    const isOwn = before.userPool?.existingId === undefined && userPool.existingId === undefined;
    return !isOwn || userPool.name === undefined || userPool.name === former
        ? []
        : [
              {
                  key: "userPool.name",
                  given: `${userPool.name}, until now ${former ?? "nothing"}`,
                  allowed:
                      "no change while protect is on: a provider that cannot rename a pool replaces it by an empty one",
                  fix: UNGUARD,
              },
          ];
}

function domainProblems(before: RecordedSettings, after: Settings, deployed: Deployed): Problem[] {
    const move = domainMove(before, after.domain, deployed);
    return move === undefined || leavesCustomDomain(before, after)
        ? customDomainProblems(before, after)
        : [
              {
                  key: domainKey(after.domain),
                  given: `${move.to ?? "nothing"}, until now ${move.from ?? "nothing"}`,
                  allowed:
                      "no change while protect is on: the login pages would move, people would have to sign in again, and identity providers would refuse the new address",
                  fix: UNGUARD,
              },
          ];
}

/** Without a prefix or name of its own, a stack keeps the prefix that it has: that default is read nowhere but at the creation. */
function domainMove(
    before: RecordedSettings,
    domain: Settings["domain"],
    deployed: Deployed,
): { readonly from: string | undefined; readonly to: string | undefined } | undefined {
    if (before.domain === undefined) {
        return undefined;
    }
    const [from, to] = [wantedDomain(before.domain), wantedDomain(domain)];
    const isKept = to === undefined && !before.domain.existing && before.domain.name === undefined;
    return from === to || isKept || isDeployedDomain(to, deployed) ? undefined : { from, to };
}

/** Whether a domain is the one that is there, although the config did not name it. */
function isDeployedDomain(wanted: string | undefined, { domain, domainUrl }: Deployed): boolean {
    return wanted !== undefined && (wanted === domain || (domainUrl?.startsWith(`https://${wanted}.auth.`) ?? false));
}

/** The default prefix would leave the resource of the domain as it is, and take only its certificate away. */
function customDomainProblems(before: RecordedSettings, after: Settings): Problem[] {
    return leavesCustomDomain(before, after)
        ? [
              {
                  key: "domain",
                  given: `nothing, until now ${before.domain?.name}`,
                  allowed: "another domain in its place, written out",
                  fix: "set domain.prefix, for example: mycompany-openmetadata",
              },
          ]
        : [];
}

function leavesCustomDomain(before: RecordedSettings, { domain }: Settings): boolean {
    return before.domain?.name !== undefined && wantedDomain(domain) === undefined;
}

function wantedDomain({ existing, name, prefix }: Settings["domain"]): string | undefined {
    return existing ? "the one that the pool has" : (name ?? prefix);
}

function domainKey({ existing, name }: Settings["domain"]): string {
    return existing ? "domain.existing" : name === undefined ? "domain.prefix" : "domain.name";
}

/** A passkey belongs to the host name that it was made on: the relying party of WebAuthn. */
function passkeyProblems(before: RecordedSettings, after: Settings, deployed: Deployed): Problem[] {
    const inUse = before.mfa?.passkeys?.mode === "on" && after.mfa.passkeys.mode === "on";
    return !inUse || domainMove(before, after.domain, deployed) === undefined
        ? []
        : [
              {
                  key: "mfa.passkeys",
                  given: "on, while the login pages move to another host name",
                  allowed: "no such move while protect is on: every passkey that people have would stop working",
                  fix: UNGUARD,
              },
          ];
}

function groupProblems(before: RecordedSettings, after: Settings): Problem[] {
    const kept = new Set(after.groups.map(({ name }) => name));
    return (before.groups ?? [])
        .filter(({ name }) => !kept.has(name))
        .map(({ name }) => ({
            key: "groups",
            given: `${name} removed or renamed`,
            allowed:
                "no such change while protect is on: nobody would be in the group any more, and Cognito keeps no record of who was",
            fix: UNGUARD,
        }));
}

function identityProviderProblems(before: RecordedSettings, after: Settings): Problem[] {
    const kept = new Map(after.identityProviders.map(({ name, type }) => [name, type]));
    return (before.identityProviders ?? [])
        .filter(({ name, type }) => kept.get(name) !== type)
        .map(({ name }) => ({
            key: "identityProviders",
            given: `${name} ${kept.has(name) ? "with another type" : "removed or renamed"}`,
            allowed:
                "no such change while protect is on: whoever came from there could not sign in any more, and would be a new person under another name",
            fix: UNGUARD,
        }));
}
