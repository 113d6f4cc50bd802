import { UserError } from "../../config/userError";
import { required, runCommand } from "../../local/command";
import { cognitoClient } from "../cognitoClient";
import { describeApiFailure } from "../invite/apiFailure";
import { readStack } from "../stack";
import { refuseExisting, toCsv, writeCsv } from "./csv";
import { readPeople, type Person } from "./people";

const HELP = `
npm run export-users -- --stack prod --out users.csv

Writes everybody in the user pool into a file that only you can read: addresses, attributes and groups. A user pool has no backup, so
keep one of these. It holds no secrets, because Cognito gives none away: no passwords, no second factors, no passkeys.

  --stack <name>   the stack
  --out <file>     where to write; a file that is there already is not replaced
  --aws            the stack in AWS, even where there is a local deployment of the same name
`;

void runCommand({
    name: "export-users",
    help: HELP,
    options: { stack: { type: "string" }, out: { type: "string" }, aws: { type: "boolean" } },
    async run({ stack: name, out, aws }) {
        const stack = required("export-users", "stack", name, "prod");
        const file = required("export-users", "out", out, "users.csv");
        refuseExisting(file);
        const people = await peopleOf(stack, aws);
        writeCsv(file, toCsv(people));
        process.stdout.write(`Wrote ${people.length} ${people.length === 1 ? "person" : "people"} to ${file}.\n`);
    },
});

async function peopleOf(stack: string, aws: boolean | undefined): Promise<Person[]> {
    const deployed = await readStack({ stack, aws });
    try {
        return await readPeople(cognitoClient(deployed), deployed.outputs.userPoolId);
    } catch (error) {
        throw new UserError(`The users of stack ${stack} cannot be read: ${describeApiFailure(error, deployed).text}`);
    }
}
