import { readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "yaml";

import { adminsSchema } from "../../config/openMetadata";
import { type Problem, describeProblems, problemsOf } from "../../config/problem";
import { UserError } from "../../config/userError";

const KEY = "openmetadata-cognito-sso:admins";

const PROJECT_FOLDER = path.join(__dirname, "..", "..");

/**
 * The admins of a stack, from its file: they are no output, because who they are is nobody's business who may read outputs.
 *
 * @param stack name, also with organization and project before it
 * @throws UserError when there is no such file, it is no YAML, or the admins are no list of addresses
 */
export async function stackAdmins(stack: string, folder = PROJECT_FOLDER): Promise<readonly string[]> {
    const name = `Pulumi.${stack.split("/").at(-1)}.yaml`;
    const config = configOf(name, await readStackFile(stack, name, folder));
    const admins = decode(config[KEY]) ?? [];
    const checked = adminsSchema.safeParse(admins);
    if (!checked.success) {
        throw new UserError(describeProblems(name, problemsOf(checked.error.issues, admins).map(inAdmins)));
    }
    return checked.data;
}

/** A problem of the list as one of the key that holds it. */
function inAdmins(problem: Problem): Problem {
    return { ...problem, key: `admins${problem.key}` };
}

async function readStackFile(stack: string, name: string, folder: string): Promise<string> {
    try {
        return await readFile(path.join(folder, name), "utf8");
    } catch {
        throw new UserError(
            `There is no ${name}, so nobody knows the admins of the stack. Say whom to invite, for example:` +
                `\nnpm run invite -- --stack ${stack} alice@mycompany.com`,
        );
    }
}

function configOf(name: string, text: string): Record<string, unknown> {
    try {
        return (parse(text) as { config?: Record<string, unknown> } | null)?.config ?? {};
    } catch (error) {
        throw new UserError(`${name} is no YAML: ${(error as Error).message.split("\n")[0]}`);
    }
}

/** `pulumi config set` writes a list as the text of its JSON. */
function decode(value: unknown): unknown {
    if (typeof value !== "string" || !value.trim().startsWith("[")) {
        return value;
    }
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
