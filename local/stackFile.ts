import { readFile } from "node:fs/promises";
import path from "node:path";

import { decodeConfig } from "../config/decodeConfig";
import { UserError } from "../config/userError";
import { PROJECT, programConfig } from "./configCopy";

/** The stack's own name. @param stack name, also with organization and project before it */
export function stackName(stack: string): string {
    return stack.split("/").at(-1) ?? stack;
}

/** Name of a stack's file. @param stack name, also with organization and project before it */
export function stackFileName(stack: string): string {
    return `Pulumi.${stackName(stack)}.yaml`;
}

/**
 * What a stack's file says, decoded as a deployment decodes it; without secrets, which only the user's own Pulumi can read.
 *
 * @param stack name, also with organization and project before it
 * @returns undefined where there is no such file
 * @throws UserError when the file is no YAML
 */
export async function stackFileConfig(stack: string, folder: string): Promise<Record<string, unknown> | undefined> {
    const file = stackFileName(stack);
    const text = await readFile(path.join(folder, file), "utf8").catch(() => undefined);
    if (text === undefined) {
        return undefined;
    }
    try {
        return decodeConfig(programConfig(text, {}), PROJECT);
    } catch (error) {
        throw new UserError(`${file} is no YAML: ${(error as Error).message.split("\n")[0]}`);
    }
}
