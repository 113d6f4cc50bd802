import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { MADE_UP_CREDENTIALS } from "../local/environment";
import type { DeployedStack } from "./stack";

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
        // The real credentials of the shell are none of an emulator's business, nor of AWS by way of it.
        ...(endpoint !== undefined && { endpoint, credentials: MADE_UP_CREDENTIALS }),
    });
}
