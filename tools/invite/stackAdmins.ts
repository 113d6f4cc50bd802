import { adminsSchema } from "../../config/openMetadata";
import { type Problem, describeProblems, problemsOf } from "../../config/problem";
import { UserError } from "../../config/userError";
import { stackFileConfig, stackFileName } from "../../local/stackFile";
import { CHECKOUT } from "../../local/workspace";

/**
 * The admins of a stack, from its file: they are no output, because who they are is nobody's business who may read outputs.
 *
 * @param stack name, also with organization and project before it
 * @throws UserError when there is no such file, it is no YAML, or the admins are no list of addresses
 */
export async function stackAdmins(stack: string, folder = CHECKOUT): Promise<readonly string[]> {
    const config = await stackFileConfig(stack, folder);
    if (config === undefined) {
        throw new UserError(
            `There is no ${stackFileName(stack)}, so nobody knows the admins of the stack. Say whom to invite, for example:` +
                `\nnpm run invite -- --stack ${stack} alice@mycompany.com`,
        );
    }
    const { admins = [] } = config;
    const checked = adminsSchema.safeParse(admins);
    if (!checked.success) {
        throw new UserError(
            describeProblems(stackFileName(stack), problemsOf(checked.error.issues, admins).map(inAdmins)),
        );
    }
    return checked.data;
}

/** A problem of the list as one of the key that holds it. */
function inAdmins(problem: Problem): Problem {
    return { ...problem, key: `admins${problem.key}` };
}
