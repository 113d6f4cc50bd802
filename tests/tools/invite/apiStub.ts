import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** A call of the API, by the name of its operation. */
export interface Call {
    readonly operation: string;
    readonly input: Record<string, unknown>;
}

/** What the API answers, or the error that it throws. */
export type Answers = Readonly<Record<string, (input: Record<string, unknown>, calls: readonly Call[]) => object>>;

/** An error of the API. */
export function apiError(name: string, message = "as the API puts it"): Error {
    return Object.assign(new Error(message), { name });
}

/** A client of the SDK that calls functions in place of Cognito, and keeps what it was asked. */
export function apiStub(answers: Answers): { client: CognitoIdentityProviderClient; calls: Call[] } {
    const calls: Call[] = [];
    const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
        const operation = command.constructor.name.replace(/Command$/, "");
        calls.push({ operation, input: command.input });
        const answer = answers[operation];
        if (!answer) {
            return Promise.reject(new Error(`The test expects no ${operation}.`));
        }
        return new Promise((resolve) => resolve(answer(command.input, calls)));
    };
    return { client: { send } as unknown as CognitoIdentityProviderClient, calls };
}
