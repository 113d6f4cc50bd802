import { readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "yaml";

import { checkedSettings, type Settings } from "../../config/settings";
import { decodeConfig } from "../../config/stackConfig";
import { UserError } from "../../config/userError";
import { PROJECT } from "../../local/configCopy";
import { CHECKOUT, requireStack } from "../../local/workspace";

/** What says nothing about messages, and cannot be checked without the secrets, which only the user's own Pulumi can read. */
const WITHOUT = ["identityProviders", "identityProviderSecrets", "passwordSignIn"];

/**
 * What the file of a stack says, checked as a deployment checks it.
 *
 * @param stack name, also with organization and project before it
 * @param folder where `Pulumi.<stack>.yaml` is
 * @throws UserError when there is no such file, it is no YAML, or its settings are refused
 */
export async function stackSettings(stack: string, folder = CHECKOUT): Promise<Settings> {
    const name = stack.split("/").at(-1) ?? stack;
    await requireStack(name, folder);
    const file = `Pulumi.${name}.yaml`;
    const config = decodeConfig(configOf(file, await readFile(path.join(folder, file), "utf8")), PROJECT);
    const relevant = Object.entries(config).filter(([key]) => !WITHOUT.includes(key));
    return checkedSettings(Object.fromEntries(relevant), `Stack ${name}`);
}

/** The config as Pulumi hands it over: maps and lists as JSON. */
function configOf(file: string, text: string): Record<string, string> {
    const config = parsed(file, text)?.config ?? {};
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value ?? ""),
        ]),
    );
}

function parsed(file: string, text: string): { config?: Record<string, unknown> } | null {
    try {
        return parse(text) as { config?: Record<string, unknown> } | null;
    } catch (error) {
        throw new UserError(`${file} is no YAML: ${(error as Error).message.split("\n")[0]}`);
    }
}
