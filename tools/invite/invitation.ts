import {
    AdminAddUserToGroupCommand,
    AdminCreateUserCommand,
    type AdminCreateUserCommandInput,
    AdminGetUserCommand,
    type AdminGetUserCommandOutput,
    AdminSetUserPasswordCommand,
    type CognitoIdentityProviderClient,
    DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";

import type { Passwords } from "./passwords";
import { temporaryPassword } from "./temporaryPassword";

export interface InvitationOptions {
    readonly userPoolId: string;
    /** Group of the pool to put people in. @default - none */
    readonly group?: string;
    /** Sends the invitation again to those who have not signed in yet. @default false */
    readonly resend?: boolean;
    /** Passwords to set, in place of a mail. @default - people get a mail with a temporary one */
    readonly passwords?: Passwords;
    /** No mail leaves an emulator. @default false */
    readonly emulator?: boolean;
}

/** How often somebody at a terminal is asked for a password that suits the policy. */
const MOST_QUESTIONS = 3;

/**
 * Has one person in the pool: invites them if they are not there yet, leaves them as they are if they are.
 *
 * @returns one by one, what was done, in the words that follow an address in a list
 * @throws what the SDK throws
 */
export async function* invite(
    client: CognitoIdentityProviderClient,
    address: string,
    options: InvitationOptions,
): AsyncGenerator<string> {
    const { userPoolId, group, passwords } = options;
    yield await haveUser(client, address, options);
    if (group !== undefined) {
        await client.send(
            new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: address, GroupName: group }),
        );
        yield `in group ${group}`;
    }
    if (passwords) {
        await setPassword(client, address, userPoolId, passwords);
        yield "password set";
    }
}

async function haveUser(
    client: CognitoIdentityProviderClient,
    address: string,
    options: InvitationOptions,
): Promise<string> {
    const input: AdminCreateUserCommandInput = {
        UserPoolId: options.userPoolId,
        Username: address,
        // Whoever invites vouches for the address. OpenMetadata refuses one that is not verified from 2.1 on.
        UserAttributes: [
            { Name: "email", Value: address },
            { Name: "email_verified", Value: "true" },
        ],
        DesiredDeliveryMediums: ["EMAIL"],
        ...(options.passwords && { MessageAction: "SUPPRESS" }),
    };
    try {
        await create(client, input);
    } catch (error) {
        if ((error as Error).name === "UsernameExistsException") {
            return leaveOrResend(client, address, options);
        }
        throw error;
    }
    if (options.passwords) {
        return "added, without mail";
    }
    return options.emulator ? "added (an emulator sends no mail)" : "invited by mail";
}

/** Cognito makes a temporary password that suits its policy. An emulator may make one that it then refuses itself. */
async function create(client: CognitoIdentityProviderClient, input: AdminCreateUserCommandInput): Promise<void> {
    try {
        await client.send(new AdminCreateUserCommand(input));
    } catch (error) {
        if ((error as Error).name !== "InvalidPasswordException") {
            throw error;
        }
        const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: input.UserPoolId }));
        const TemporaryPassword = temporaryPassword(UserPool?.Policies?.PasswordPolicy);
        await client.send(new AdminCreateUserCommand({ ...input, TemporaryPassword }));
    }
}

async function leaveOrResend(
    client: CognitoIdentityProviderClient,
    address: string,
    { userPoolId, resend = false, passwords }: InvitationOptions,
): Promise<string> {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: address }));
    const waiting = user.UserStatus === "FORCE_CHANGE_PASSWORD";
    if (passwords) {
        return `is there already${oddities(user)}`;
    }
    if (!resend) {
        const hint = waiting ? ", but has not signed in yet (--resend sends the invitation again)" : "";
        return `is there already, left as is${hint}${oddities(user)}`;
    }
    if (!waiting) {
        return `has signed in already, so nothing was sent${oddities(user)}`;
    }
    const command = { UserPoolId: userPoolId, Username: address, DesiredDeliveryMediums: ["EMAIL" as const] };
    await client.send(new AdminCreateUserCommand({ ...command, MessageAction: "RESEND" }));
    return "invitation sent again";
}

/** What keeps somebody out who is in the pool. */
function oddities({ Enabled, UserAttributes = [] }: AdminGetUserCommandOutput): string {
    const unverified = UserAttributes.some(({ Name, Value }) => Name === "email_verified" && Value === "false");
    return `${Enabled === false ? "; is disabled" : ""}${unverified ? "; the address is not verified" : ""}`;
}

async function setPassword(
    client: CognitoIdentityProviderClient,
    address: string,
    userPoolId: string,
    passwords: Passwords,
): Promise<void> {
    let refusal: string | undefined;
    for (let question = 1; ; question++) {
        const password = await passwords.next(address, refusal);
        try {
            await client.send(
                new AdminSetUserPasswordCommand({
                    UserPoolId: userPoolId,
                    Username: address,
                    Password: password,
                    Permanent: true,
                }),
            );
            return;
        } catch (error) {
            const policy = (error as Error).name === "InvalidPasswordException";
            if (!policy || !passwords.interactive || question === MOST_QUESTIONS) {
                throw withoutPassword(error as Error, password);
            }
            refusal = withoutPassword(error as Error, password).message;
        }
    }
}

/** The same error, whose words do not quote the password. */
function withoutPassword(error: Error, password: string): Error {
    if (password !== "" && error.message.includes(password)) {
        error.message = error.message.replaceAll(password, "(password)");
    }
    return error;
}
