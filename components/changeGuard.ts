import * as pulumi from "@pulumi/pulumi";
import { describeProblems, paragraphs, type Problem } from "../config/problem";
import { isProtected, type RecordedSettings, type Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { discoveryProblems } from "./identityProviders";
import { updateOrderProblems } from "./updateOrder";

/**
 * Stops a change of settings that would replace or delete something that people or their OpenMetadata depend on, while the
 * guard is on; also at preview. The engine would stop it too, resource by resource, but cannot say what would be lost.
 */
export function changeGuard(name: string, settings: Settings): pulumi.ResourceHook {
    const check = (update: pulumi.ResourceHookArgs) => {
        const before = update.oldInputs as RecordedSettings;
        const problems = [
            ...changeProblems(before, settings),
            ...updateOrderProblems(before, settings),
            ...discoveryProblems(before.identityProviders ?? [], settings.identityProviders),
        ];
        if (problems.length > 0) {
            refuse(problems, isFinished(update));
        }
    };
    return new pulumi.ResourceHook(`${name}-change-guard`, check, { onDryRun: true });
}

/** The engine forgets a component's outputs when an update begins, and keeps its inputs even when the update then fails. */
function isFinished({ oldOutputs }: pulumi.ResourceHookArgs): boolean {
    return oldOutputs?.clientId !== undefined;
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

/** What `after` would lose of what `before` has made. Nothing where the guard is, or was, off. */
export function changeProblems(before: RecordedSettings, after: Settings): Problem[] {
    if (before.callbackUrl === undefined || !isProtected(before as Settings) || !isProtected(after)) {
        return [];
    }
    return [
        ...poolProblems(before, after),
        ...clientProblems(before, after),
        ...domainProblems(before, after),
        ...passkeyProblems(before, after),
        ...groupProblems(before, after),
        ...identityProviderProblems(before, after),
    ];
}

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

function domainProblems(before: RecordedSettings, { domain }: Settings): Problem[] {
    const [former, next] = [before.domain && wantedDomain(before.domain), wantedDomain(domain)];
    return before.domain === undefined || former === next
        ? []
        : [
              {
                  key: domainKey(domain),
                  given: `${next ?? "nothing"}, until now ${former ?? "nothing"}`,
                  allowed:
                      "no change while protect is on: the login pages would move, people would have to sign in again, and identity providers would refuse the new address",
                  fix: UNGUARD,
              },
          ];
}

function wantedDomain({ existing, name, prefix }: Settings["domain"]): string | undefined {
    return existing ? "the one that the pool has" : (name ?? prefix);
}

function domainKey({ existing, name }: Settings["domain"]): string {
    return existing ? "domain.existing" : name === undefined ? "domain.prefix" : "domain.name";
}

/** A passkey belongs to the host name that it was made on: the relying party of WebAuthn. */
function passkeyProblems(before: RecordedSettings, after: Settings): Problem[] {
    const [former, next] = [before.domain?.name ?? before.domain?.prefix, after.domain.name ?? after.domain.prefix];
    const inUse = before.mfa?.passkeys?.mode === "on" && after.mfa.passkeys.mode === "on";
    return !inUse || former === next
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
