import {
    type CognitoIdentityProviderClient,
    DescribeUserPoolClientCommand,
    ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { setTimeout } from "node:timers/promises";

import type { SignInPlan } from "./plan";

/** How many people the first page of the pool's list has, and how many of them have yet to choose a password. */
export interface People {
    readonly count: number;
    /** There are more than were counted. */
    readonly more: boolean;
    readonly newPasswordDue: number;
}

/** Without credentials the SDK asks one place after another; the page does not wait for all of them. */
const TIMEOUT_MILLISECONDS = 5000;

const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86400 } as const;

/**
 * Counts people; who they are is not read.
 *
 * @throws what the SDK throws, for example when the shell has no credentials for the account
 */
export async function countPeople(client: CognitoIdentityProviderClient, plan: SignInPlan): Promise<People> {
    const command = new ListUsersCommand({ UserPoolId: plan.outputs.userPoolId, AttributesToGet: ["sub"] });
    const answer = await inTime(client.send(command));
    const users = answer.Users ?? [];
    return {
        count: users.length,
        more: answer.PaginationToken !== undefined,
        newPasswordDue: users.filter(({ UserStatus }) => UserStatus === "FORCE_CHANGE_PASSWORD").length,
    };
}

/**
 * Life of a refresh token, which the token itself does not tell.
 *
 * @throws what the SDK throws
 */
export async function refreshTokenSeconds(client: CognitoIdentityProviderClient, plan: SignInPlan): Promise<number> {
    const { userPoolId, clientId } = plan.outputs;
    const command = new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId });
    const answer = await inTime(client.send(command));
    const { RefreshTokenValidity = 30, TokenValidityUnits } = answer.UserPoolClient ?? {};
    // Cognito counts in days unless it is told otherwise, and reads 0 as 30.
    return (RefreshTokenValidity || 30) * UNIT_SECONDS[TokenValidityUnits?.RefreshToken ?? "days"];
}

/** Not by the SDK's own signal, which ends a request but not the search for credentials before it. */
function inTime<T>(answer: Promise<T>): Promise<T> {
    const late = setTimeout(TIMEOUT_MILLISECONDS, undefined, { ref: false }).then(() => {
        throw Object.assign(new Error("Cognito's API did not answer in time."), { name: "TimeoutError" });
    });
    return Promise.race([answer, late]);
}
