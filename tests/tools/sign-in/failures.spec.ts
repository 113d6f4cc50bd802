import assert from "node:assert/strict";

import {
    type Failure,
    type Situation,
    explain,
    failureInAnswer,
    failureOf,
} from "../../../tools/sign-in/page/failures";

const SITUATION: Situation = {
    stack: "dev",
    emulator: false,
    clientType: "public",
    authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
    callbackUrl: "http://localhost:8585/callback",
    inviteCommand: "npm run invite -- --stack dev",
    deployCommand: "npm start -- --stack dev",
};

/** What browser library, Cognito and we ourselves say, and what the owner is told. */
const TOLD: readonly (readonly [Failure, string, readonly string[]])[] = [
    [
        { error: "redirect_mismatch", message: "redirect_mismatch" },
        "Cognito does not know this callback",
        ["http://localhost:8585/callback", "npm start -- --stack dev"],
    ],
    [{ message: "Fault of this page's server (500)" }, "This page's server has a fault", []],
    [
        { message: "Bad Gateway (502)" },
        "Cognito does not answer",
        ["https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration"],
    ],
    [{ message: "No matching state found in storage" }, "The answer does not belong to a sign-in of this page", []],
    [{ message: "No state in response" }, "The answer does not belong to a sign-in of this page", []],
    [
        { message: "authority mismatch on settings vs. signin state" },
        "The answer does not belong to a sign-in of this page",
        [],
    ],
    [{ message: "Invalid nonce in id_token" }, "The ID token was not made for this sign-in", []],
    [{ message: "iat is in the future: 1795445474" }, "A clock is wrong", ["npm run sign-in -- --stack dev"]],
    [{ message: "exp is in the past:1795445474" }, "A clock is wrong", ["npm run sign-in -- --stack dev"]],
    [{ message: "invalid_client" }, "The app client is of the other type", ["npm start -- --stack dev"]],
    [
        { error: "invalid_request", message: "invalid_scope" },
        "The app client does not allow the scopes",
        ["npm start -- --stack dev"],
    ],
    [
        { error: "unauthorized_client", message: "unauthorized_client" },
        "The app client does not allow the code flow",
        ["npm start -- --stack dev"],
    ],
    [
        { error: "invalid_request", message: "attributes required: [email]" },
        "The identity provider does not hand over what the pool needs",
        [],
    ],
    [
        { error: "invalid_request", message: "user.email: Attribute cannot be updated." },
        "The identity provider does not hand over what the pool needs",
        [],
    ],
    [
        { message: "NEW_PASSWORD_REQUIRED" },
        "A new password is due",
        ["npm run invite -- --stack dev --resend", "npm run invite -- --stack dev --set-password"],
    ],
    [
        { error: "invalid_request", message: "User is not confirmed." },
        "The e-mail address is not verified",
        ["npm run invite -- --stack dev"],
    ],
    [
        { error: "invalid_request", message: "User does not exist." },
        "The pool has no such user",
        ["npm run invite -- --stack dev"],
    ],
    [{ error: "access_denied", message: "User is disabled." }, "This user is disabled", []],
    [
        { error: "access_denied", message: "access_denied" },
        "The sign-in was cancelled",
        ["npm run invite -- --stack dev"],
    ],
    [{ message: "login_required" }, "No silent sign-in", []],
    [{ message: "Frame window timed out" }, "No silent sign-in", []],
    [
        { message: "auth_time in id_token does not match original auth_time" },
        "The renewed token is of another sign-in",
        [],
    ],
    [{ message: "invalid_grant" }, "Cognito does not accept the code or refresh token", []],
    [
        { message: "Invalid issuer in token: https://example.com" },
        "The token is of another pool or client",
        ["npm start -- --stack dev"],
    ],
    [
        { message: "Metadata does not contain property authorization_endpoint" },
        "The pool has no login pages",
        ["npm start -- --stack dev"],
    ],
    [
        { message: "Network Error" },
        "Cognito does not answer",
        ["https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration"],
    ],
    [{ error: "server_error", message: "server_error" }, "Cognito failed", []],
];

describe("explain", () => {
    for (const [failure, title, copies] of TOLD) {
        it(`${failure.message}: ${title}`, () => {
            const advice = explain(failure, SITUATION);
            assert.equal(advice.title, title);
            assert.deepEqual(
                advice.steps.flatMap(({ copy }) => (copy === undefined ? [] : [copy])),
                copies,
            );
            assert.notEqual(advice.text, "");
            assert.ok(advice.steps.length > 0, "there is something to do");
        });
    }

    it("tells both sides of a wrong client type", () => {
        const text = (clientType: Situation["clientType"]) =>
            explain({ message: "invalid_client" }, { ...SITUATION, clientType }).text;
        assert.match(text("public"), /^The stack says clientType public, but Cognito wants a secret with the code\./);
        assert.match(text("confidential"), /^The stack says clientType confidential, but Cognito does not accept/);
    });

    it("sends the owner of an emulator to start it again", () => {
        const { steps } = explain({ message: "Network Error" }, { ...SITUATION, emulator: true });
        assert.deepEqual(steps, [
            { text: "The emulator may have ended. Start it again:", copy: "npm start -- --stack dev" },
        ]);
    });

    it("hands on what it does not know, in the words of whoever said it", () => {
        assert.equal(
            explain({ error: "interesting", message: "Something else." }, SITUATION).text,
            "Cognito, or the library that OpenMetadata uses, says: interesting: Something else.",
        );
        assert.equal(
            explain({ message: "Something else." }, SITUATION).text,
            "Cognito, or the library that OpenMetadata uses, says: Something else.",
        );
    });
});

describe("failureInAnswer", () => {
    it("reads error and description", () => {
        assert.deepEqual(
            failureInAnswer(new URLSearchParams("error=access_denied&error_description=No+thanks&state=1")),
            {
                error: "access_denied",
                message: "No thanks",
            },
        );
        assert.deepEqual(failureInAnswer(new URLSearchParams("error=access_denied")), {
            error: "access_denied",
            message: "access_denied",
        });
    });

    it("finds none in a code", () => {
        assert.equal(failureInAnswer(new URLSearchParams("code=1&state=2")), undefined);
    });
});

describe("failureOf", () => {
    it("reads errors, errors of the library and plain text", () => {
        assert.deepEqual(failureOf(new Error("Network Error")), { error: undefined, message: "Network Error" });
        assert.deepEqual(failureOf(Object.assign(new Error("No"), { error: "access_denied" })), {
            error: "access_denied",
            message: "No",
        });
        assert.deepEqual(failureOf("JWT validation failed"), { message: "JWT validation failed" });
    });
});
