import assert from "node:assert/strict";

import { describeApiFailure } from "../../../tools/invite/apiFailure";
import type { DeployedStack } from "../../../tools/stack";
import { deployedAt } from "../sign-in/plans";

const IN_AWS = deployedAt(["https://om.example.com"], {}, { stack: "prod" });
const LOCAL: DeployedStack = { ...IN_AWS, stack: "dev", place: "local", endpoint: "http://127.0.0.1:4566" };

/** Name of the error, what Cognito says, whether it is the same for everybody, what is told. */
const TOLD: readonly (readonly [string, string, boolean, string])[] = [
    [
        "InvalidParameterException",
        "Username should be an email.",
        false,
        "Cognito does not take this: Username should be an email.",
    ],
    [
        "InvalidPasswordException",
        "Password did not conform with policy: Password must have symbol characters",
        false,
        "the password does not suit the pool's policy: Password did not conform with policy: Password must have symbol characters",
    ],
    [
        "CodeDeliveryFailureException",
        "Failed to send.",
        false,
        "the mail could not be delivered (Failed to send.). A mailbox that bounced once is on the suppression list of SES: take it off there, then --resend.",
    ],
    [
        "TooManyRequestsException",
        "Too many requests",
        false,
        "Cognito throttles, also after several attempts. Run the command again: nobody is invited twice.",
    ],
    [
        "LimitExceededException",
        "Exceeded daily email limit for the operation or the account.",
        false,
        "a limit of the account is reached (Exceeded daily email limit for the operation or the account.). Cognito's own sender sends 50 mails a day; the stack's email.sesIdentityArn lifts that.",
    ],
    [
        "UserLambdaValidationException",
        "PreSignUp failed with error no.",
        false,
        "a Lambda trigger of the pool refuses: PreSignUp failed with error no.",
    ],
    [
        "UserNotFoundException",
        "User does not exist.",
        false,
        "the person is no longer in the pool. Run the command again.",
    ],
    [
        "ResourceNotFoundException",
        "User pool eu-west-1_AbCdEfGhI does not exist.",
        true,
        "there is no user pool eu-west-1_AbCdEfGhI in eu-west-1 for these credentials (User pool eu-west-1_AbCdEfGhI does not exist.).",
    ],
    [
        "CredentialsProviderError",
        "Could not load credentials from any providers",
        true,
        "there are no AWS credentials. Sign in first, for example: aws sso login, or set AWS_PROFILE.",
    ],
    [
        "ExpiredTokenException",
        "The security token included in the request is expired",
        true,
        "these AWS credentials do not serve (ExpiredTokenException). Sign in again, for example: aws sso login",
    ],
    [
        "AccessDeniedException",
        "User: x is not authorized to perform: cognito-idp:AdminCreateUser",
        true,
        "these AWS credentials may not do this: User: x is not authorized to perform: cognito-idp:AdminCreateUser",
    ],
    ["InternalErrorException", "Something\nwent wrong.", false, "InternalErrorException: Something went wrong."],
];

describe("describeApiFailure", () => {
    for (const [name, message, hopeless, text] of TOLD) {
        it(`${name}, in one line`, () => {
            assert.deepEqual(describeApiFailure(Object.assign(new Error(message), { name }), IN_AWS), {
                text,
                hopeless,
            });
        });
    }

    it("tells an emulator that ended from a network that is down", () => {
        const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:4566"), { code: "ECONNREFUSED" });
        assert.deepEqual(describeApiFailure(error, LOCAL), {
            text: "the emulator at http://127.0.0.1:4566 does not answer. Start it again: npm start -- --stack dev",
            hopeless: true,
        });
        const offline = Object.assign(new Error("getaddrinfo ENOTFOUND cognito-idp"), { code: "ENOTFOUND" });
        assert.deepEqual(describeApiFailure(offline, IN_AWS), {
            text: "Cognito in eu-west-1 cannot be reached (getaddrinfo ENOTFOUND cognito-idp). Check the network.",
            hopeless: true,
        });
    });
});
