import { UserError } from "../../config/userError";
import { keepOutOfGit } from "../../local/gitIgnore";
import { cognitoClient } from "../cognitoClient";
import { describeApiFailure } from "../invite/apiFailure";
import { readStack } from "../stack";
import { refuseExisting, toCsv, writeCsv } from "./csv";
import { readPeople, type Person } from "./people";

/**
 * Writes everybody in the user pool of a stack into a file.
 *
 * @param aws the stack in AWS, even where there is a local deployment of the same name
 * @throws UserError when the file is there already, or the people cannot be read
 */
export async function exportUsers(stack: string, file: string, aws?: boolean): Promise<void> {
    refuseExisting(file);
    const people = await peopleOf(stack, aws);
    writeCsv(file, toCsv(people));
    const note = await keepOutOfGit([file]);
    const count = `${people.length} ${people.length === 1 ? "person" : "people"}`;
    process.stdout.write(`Wrote ${count} to ${file}.\n${note === undefined ? "" : `${note}\n`}`);
}

async function peopleOf(stack: string, aws: boolean | undefined): Promise<Person[]> {
    const deployed = await readStack({ stack, aws });
    try {
        return await readPeople(cognitoClient(deployed), deployed.outputs.userPoolId);
    } catch (error) {
        throw new UserError(`The users of stack ${stack} cannot be read: ${describeApiFailure(error, deployed).text}`);
    }
}
