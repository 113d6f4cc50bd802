import { randomBytes } from "node:crypto";

import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";

import { cognito } from "./harness";

export interface Person {
    readonly email: string;
    readonly password: string;
}

/** Made anew for each run: nothing that works as a password stands in the repository. */
export function madeUpPassword(): string {
    return `Aa1!${randomBytes(12).toString("base64url")}`;
}

/** Somebody who is invited without a mail; the address is verified, unless `attributes` say otherwise. The password is a temporary one. */
export async function invite(
    UserPoolId: string,
    { email, password }: Person,
    attributes: Record<string, string> = {},
): Promise<void> {
    const all = { email, email_verified: "true", ...attributes };
    const api = await cognito();
    await api.send(
        new AdminCreateUserCommand({
            UserPoolId,
            Username: email,
            TemporaryPassword: password,
            MessageAction: "SUPPRESS",
            UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
        }),
    );
}

/** The same, who can sign in at once. */
export async function addPerson(
    UserPoolId: string,
    person: Person,
    attributes: Record<string, string> = {},
): Promise<void> {
    await invite(UserPoolId, person, attributes);
    const api = await cognito();
    const { email: Username, password: Password } = person;
    await api.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
}
