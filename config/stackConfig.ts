import { existsSync, readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { decodeConfig } from "./decodeConfig";
import { setCommand } from "./identityProviderSecrets";
import type { Problem } from "./problem";
import { checkedSettings, type CognitoSsoArgs } from "./settings";

/** The one key whose values are secrets. */
const SECRETS = "identityProviderSecrets";

/**
 * What the current stack's config says, checked. Its secrets are secret outputs.
 * @throws UserError with all problems at once
 */
export function readStackConfig(): CognitoSsoArgs {
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    const args = decodeConfig(pulumi.runtime.allConfig(), project);
    const inClear = isConfigSecret(`${project}:${SECRETS}`)
        ? secretsInClear(stackFile(stack), project)
        : namesIn(args[SECRETS]);
    const settings = checkedSettings(args, `Stack ${stack}`, inClear.map(secretInClear));
    const secrets = Object.entries(settings[SECRETS]).map(([name, secret]) => [name, pulumi.secret(secret)] as const);
    return { ...(args as CognitoSsoArgs), ...(SECRETS in args && { [SECRETS]: Object.fromEntries(secrets) }) };
}

/** A part of the SDK that its typings leave out: whether anything of a key's value is a Pulumi secret. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/** The text of the stack's file; the config may be elsewhere too (`--config-file`, Pulumi ESC), and nothing is known of that. */
function stackFile(stack: string): string {
    const file = `Pulumi.${stack}.yaml`;
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Names whose secret stands in clear in a stack's file: Pulumi calls the whole map secret when one of its values is. */
export function secretsInClear(text: string, project: string): string[] {
    const file = parse(text) as { config?: Record<string, unknown> } | null;
    const secrets = file?.config?.[`${project}:${SECRETS}`];
    return isEncrypted(secrets) ? [] : namesIn(secrets).filter((name) => !isEncrypted((secrets as never)[name]));
}

/** How Pulumi writes a secret into the stack's file. */
function isEncrypted(value: unknown): boolean {
    return typeof value === "object" && value !== null && "secure" in value;
}

function namesIn(secrets: unknown): string[] {
    return typeof secrets === "object" && secrets !== null ? Object.keys(secrets) : [];
}

function secretInClear(name: string): Problem {
    return {
        key: `${SECRETS}.${name}`,
        given: "a secret in clear",
        allowed: "a Pulumi secret, which is encrypted in the stack's file",
        fix: `${setCommand(name)} (with a new secret, if anybody else has seen the file)`,
    };
}
