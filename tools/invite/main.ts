import { type CognitoIdentityProviderClient, GetGroupCommand } from "@aws-sdk/client-cognito-identity-provider";

import { UserError } from "../../config/userError";
import { required, runCommand } from "../../local/command";
import { cognitoClient } from "../cognitoClient";
import { readStack } from "../stack";
import { readAddresses } from "./addresses";
import { inviteAll } from "./guestList";
import { passwordsFor } from "./passwords";
import { stackAdmins } from "./stackAdmins";

const HELP = `
npm run invite -- --stack dev [address …]

Invites people into the user pool, by mail, with a temporary password and the address marked verified. Without addresses: the
stack's admins. Whoever is there already is left as is. People are never resources of Pulumi: no update can replace or delete them.

  --stack <name>   the stack
  --group <name>   puts them into this group of the pool, too
  --resend         sends the invitation again to those who have not signed in yet
  --set-password   sets a password in place of a mail: asks for each without echo, or reads one line each from standard input
  --aws            the stack in AWS, even where there is a local deployment of the same name
`;

void runCommand({
    name: "invite",
    help: HELP,
    options: {
        stack: { type: "string" },
        group: { type: "string" },
        resend: { type: "boolean" },
        "set-password": { type: "boolean" },
        aws: { type: "boolean" },
    },
    positionals: true,
    async run({ stack: name, group, resend, aws, "set-password": setPassword }, words) {
        const stack = required("invite", "stack", name, "dev");
        if (resend && setPassword) {
            throw new UserError("--resend sends a mail and --set-password works without one: choose one of them.");
        }
        const people = readAddresses(words.length > 0 ? words : await stackAdmins(stack));
        if (people.good.length + people.bad.length === 0) {
            throw new UserError(
                `Stack ${stack} has no admins, so there is nobody to invite. Name somebody, for example:` +
                    `\nnpm run invite -- --stack ${stack} alice@mycompany.com`,
            );
        }
        const deployed = await readStack({ stack, aws });
        const client = cognitoClient(deployed);
        const { userPoolId } = deployed.outputs;
        await requireGroup(client, userPoolId, group);
        const passwords = setPassword ? await passwordsFor(people.good) : undefined;
        return inviteAll(client, deployed, people, { userPoolId, group, resend, passwords });
    },
});

/** @throws UserError when the group is not there; who lacks the permission to look finds out at the first person */
async function requireGroup(
    client: CognitoIdentityProviderClient,
    userPoolId: string,
    group: string | undefined,
): Promise<void> {
    if (group === undefined) {
        return;
    }
    try {
        await client.send(new GetGroupCommand({ UserPoolId: userPoolId, GroupName: group }));
    } catch (error) {
        const { name, message } = error as Error;
        if (name === "ResourceNotFoundException" && /group/i.test(message)) {
            throw new UserError(
                `The user pool has no group ${group}. Nobody was invited.` +
                    `\nAdd it to the stack's groups, for example "groups: [{ name: ${group} }]", and deploy.`,
            );
        }
    }
}
