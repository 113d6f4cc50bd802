import { printable } from "../doctor/check";
import type { DeployedStack } from "../stack";

/** Why Cognito's API did not do what it was asked, in one line. */
export interface ApiFailure {
    readonly text: string;
    /** It would be the same for everybody: there is no sense in going on. */
    readonly hopeless: boolean;
}

/**
 * Reads an error of the SDK.
 * @see AWS: API reference of AdminCreateUser, AdminSetUserPassword and AdminAddUserToGroup, "Errors"
 */
export function describeApiFailure(error: unknown, { outputs, endpoint, stack }: DeployedStack): ApiFailure {
    const { name, message } = error as Error;
    const said = printable(message);
    switch (name) {
        case "InvalidParameterException":
            return one(`Cognito does not take this: ${said}`);
        case "InvalidPasswordException":
            return one(`the password does not suit the pool's policy: ${said}`);
        case "CodeDeliveryFailureException":
            return one(
                `the mail could not be delivered (${said}). A mailbox that bounced once is on the suppression list of SES: take it` +
                    " off there, then --resend.",
            );
        case "TooManyRequestsException":
        case "ThrottlingException":
            return one(
                "Cognito throttles, also after several attempts. Run the command again: nobody is invited twice.",
            );
        case "LimitExceededException":
            return one(
                `a limit of the account is reached (${said}). Cognito's own sender sends 50 mails a day; the stack's` +
                    " email.sesIdentityArn lifts that.",
            );
        case "UserLambdaValidationException":
        case "UnexpectedLambdaException":
        case "InvalidLambdaResponseException":
            return one(`a Lambda trigger of the pool refuses: ${said}`);
        case "UserNotFoundException":
            return one("the person is no longer in the pool. Run the command again.");
        case "ResourceNotFoundException":
            return all(
                `there is no user pool ${outputs.userPoolId} in ${outputs.region} for these credentials (${said}).`,
            );
        case "CredentialsProviderError":
            return all("there are no AWS credentials. Sign in first, for example: aws sso login, or set AWS_PROFILE.");
        case "ExpiredTokenException":
        case "UnrecognizedClientException":
        case "InvalidSignatureException":
            return all(`these AWS credentials do not serve (${name}). Sign in again, for example: aws sso login`);
        case "AccessDeniedException":
        case "NotAuthorizedException":
            return all(`these AWS credentials may not do this: ${said}`);
        default:
            return isNetworkError(error)
                ? all(
                      endpoint === undefined
                          ? `Cognito in ${outputs.region} cannot be reached (${said}). Check the network.`
                          : `the emulator at ${endpoint} does not answer. Start it again: npm start -- --stack ${stack}`,
                  )
                : one(`${name}: ${said}`);
    }
}

function one(text: string): ApiFailure {
    return { text, hopeless: false };
}

function all(text: string): ApiFailure {
    return { text, hopeless: true };
}

function isNetworkError(error: unknown): boolean {
    const { name, code } = error as { name?: string; code?: string };
    return name === "TimeoutError" || /^(E[A-Z]+|CERT_|UND_ERR_)/.test(code ?? "");
}
