import { type CognitoIdentityProviderClient, GetGroupCommand } from "@aws-sdk/client-cognito-identity-provider";

import { UserError } from "../../config/userError";
import { cognitoClient } from "../cognitoClient";
import { readStack } from "../stack";
import { readAddresses } from "./addresses";
import { inviteAll } from "./guestList";
import { passwordsFor } from "./passwords";
import { stackAdmins } from "./stackAdmins";

/** Where people are invited to, and how. */
export interface Wish {
    readonly stack: string;
    /** The stack in AWS, even where there is a local deployment of the same name. @default false */
    readonly aws?: boolean;
    /** A group of the pool that they come into. @default none */
    readonly group?: string;
    /** Sends the invitation again to those who have not signed in yet. @default false */
    readonly resend?: boolean;
    /** Asks for a password for each, in place of a mail. @default false */
    readonly setPassword?: boolean;
}

/**
 * Invites people into the user pool of a stack.
 *
 * @param words their addresses; without any, the stack's admins
 * @returns exit code
 * @throws UserError when there is nobody to invite, or the stack or the group is not there
 */
export async function invitePeople(wish: Wish, words: readonly string[]): Promise<number> {
    const { stack, aws, group, resend, setPassword } = wish;
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
}

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
