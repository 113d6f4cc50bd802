import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import type { DeployedStack } from "./stack";

/** An emulator takes any credentials; the real ones of the shell are none of its business, nor of AWS by way of it. */
const EMULATOR_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** Cognito throttles people who are invited in a row, and the SDK waits longer each time. */
const PATIENT = { maxAttempts: 5 };

/** The API of the user pools where the stack is: Amazon Cognito with the credentials of the shell, or the stack's emulator. */
export function cognitoClient(
    { outputs, endpoint }: Pick<DeployedStack, "outputs" | "endpoint">,
    { maxAttempts } = PATIENT,
): CognitoIdentityProviderClient {
    return new CognitoIdentityProviderClient({
        region: outputs.region,
        maxAttempts,
        ...(endpoint !== undefined && { endpoint, credentials: EMULATOR_CREDENTIALS }),
    });
}
