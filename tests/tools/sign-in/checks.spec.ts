import assert from "node:assert/strict";

import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { signInChecks } from "../../../tools/sign-in/checks";
import { type SignInPlan, planSignIn } from "../../../tools/sign-in/plan";
import { type CognitoStandIn, startCognito } from "../doctor/cognitoStandIn";
import { type Reply, type StandIn, deadUrl, listen, redirect } from "../doctor/standIn";
import { ssoForm } from "./plans";

const ADDRESS = "http://localhost:8585";
const CALLBACKS = [`${ADDRESS}/callback`, `${ADDRESS}/silent-callback`];

interface User {
    readonly UserStatus: string;
}

describe("signInChecks", () => {
    let cognito: CognitoStandIn;
    let signOut: StandIn;
    let signOutReply: Reply;

    before(async () => {
        cognito = await startCognito();
        signOut = await listen(() => signOutReply);
    });

    beforeEach(() => {
        cognito.faults = { callbackUrls: CALLBACKS, described: { CallbackURLs: CALLBACKS } };
        signOutReply = redirect(`${ADDRESS}/signin`);
    });

    after(() => Promise.all([cognito.close(), signOut.close()]));

    /** An emulator by name, so that nobody's AWS is asked for the app client. */
    function plan(): SignInPlan {
        const deployed = cognito.deployed({
            callbackUrls: CALLBACKS,
            signInUrl: `${cognito.url}/oauth2/authorize?redirect_uri=${encodeURIComponent(CALLBACKS[0] ?? "")}`,
            signOutUrl: signOut.url,
            openMetadataSsoForm: ssoForm(),
        });
        return planSignIn({ ...deployed, stack: "dev", place: "local", endpoint: cognito.url });
    }

    function poolOf(users: readonly User[] | Error, token?: string): CognitoIdentityProviderClient {
        const send = () =>
            users instanceof Error ? Promise.reject(users) : Promise.resolve({ Users: users, PaginationToken: token });
        return { send } as unknown as CognitoIdentityProviderClient;
    }

    const ALICE = poolOf([{ UserStatus: "CONFIRMED" }]);

    async function check(title: string, client = ALICE) {
        const checks = await signInChecks(plan(), client);
        return checks.find((one) => one.title === title);
    }

    it("pass on a sound stack, sign-out, clocks and people last", async () => {
        const checks = await signInChecks(plan(), ALICE);
        assert.deepEqual(
            checks.filter(({ state }) => state !== "passed"),
            [],
        );
        assert.deepEqual(checks.slice(-3), [
            { state: "passed", title: "Sign-out", text: `it comes back to ${ADDRESS}/signin`, steps: [] },
            { state: "passed", title: "Clocks", text: "this computer's and Cognito's agree", steps: [] },
            {
                state: "passed",
                title: "People in the pool",
                text: "1, all with a password of their own",
                steps: [],
            },
        ]);
    });

    it("name the callback that Cognito does not know", async () => {
        cognito.faults.callbackUrls = [CALLBACKS[0] ?? ""];
        const found = await check("Callback URLs");
        assert.equal(found?.state, "failed");
        assert.equal(found?.text, `${ADDRESS}/silent-callback is refused: redirect_mismatch`);
        assert.deepEqual(found?.steps, [
            {
                text: "The app client does not have this URL; Cognito compares every letter. Deploy again:",
                copy: "npm run local -- up --refresh --stack dev",
            },
        ]);
    });

    it("fail when Cognito does not answer, for then nobody can sign in", async () => {
        cognito.faults.discovery = "drop";
        const checks = await signInChecks(plan(), ALICE);
        assert.equal(checks.find(({ title }) => title === "Discovery")?.state, "failed");
        assert.equal(
            checks.some(({ title }) => title === "Clocks"),
            false,
        );
    });

    it("do not fail when only the settings of the app client could not be read", async () => {
        cognito.faults.apiError = "InternalErrorException";
        const checks = await signInChecks(plan(), ALICE);
        assert.deepEqual(
            checks.flatMap(({ state }) => (state === "passed" ? [] : [state])),
            ["unknown"],
        );
    });

    describe("of the sign-out", () => {
        it("fail when Cognito goes elsewhere, or shows an error", async () => {
            const failed = {
                state: "failed",
                title: "Sign-out",
                text: "Cognito does not lead back: the app client lacks this sign-out URL, letter by letter",
                steps: [
                    { text: "Missing:", copy: `${ADDRESS}/signin` },
                    { text: "Deploy again:", copy: "npm run local -- up --refresh --stack dev" },
                ],
            };
            for (const reply of [redirect("/error?error=invalid_request"), { status: 400 }, { status: 200 }]) {
                signOutReply = reply;
                assert.deepEqual(await check("Sign-out"), failed);
            }
        });

        it("know nothing when there is no answer", async () => {
            const dead = { ...plan(), signOutUrl: await deadUrl() };
            const found = (await signInChecks(dead, ALICE)).find(({ title }) => title === "Sign-out");
            assert.equal(found?.state, "unknown");
            assert.match(found?.text ?? "", /^nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)$/);
        });
    });

    describe("of the clocks", () => {
        /** Discovery as it is, with the time of day of a computer whose clock is off by so many seconds. */
        const clockOff = (seconds: number) => {
            const document = { issuer: "i", jwks_uri: "j", token_endpoint: "t" };
            const date = new Date(Date.now() + seconds * 1000).toUTCString();
            cognito.faults.discovery = { body: document, headers: { date } };
            return check("Clocks");
        };

        it("pass within a minute", async () => {
            assert.equal((await clockOff(50))?.state, "passed");
        });

        it("remark on more, and fail where the browser library refuses tokens", async () => {
            const ahead = await clockOff(-120);
            assert.equal(ahead?.state, "unknown");
            assert.match(ahead?.text ?? "", /^this computer's clock is 1(19|2\d) seconds ahead of Cognito's$/);
            const behind = await clockOff(600);
            assert.equal(behind?.state, "failed");
            assert.match(behind?.text ?? "", /^this computer's clock is (59\d|600) seconds behind Cognito's$/);
        });
    });

    describe("of the people", () => {
        it("fail when there is nobody, with the command that invites somebody", async () => {
            assert.deepEqual(await check("People in the pool", poolOf([])), {
                state: "failed",
                title: "People in the pool",
                text: "nobody yet: Cognito's page would tell everybody that user name or password is wrong",
                steps: [{ text: "Invite somebody first:", copy: "npm run invite -- --stack dev you@example.com" }],
            });
        });

        it("count those whose password is temporary", async () => {
            const users = [{ UserStatus: "FORCE_CHANGE_PASSWORD" }, { UserStatus: "CONFIRMED" }];
            const found = await check("People in the pool", poolOf(users, "next"));
            assert.equal(
                found?.text,
                "2 or more, 1 with a temporary password, for which Cognito's page wants a new one",
            );
        });

        it("keep nobody from signing in when the pool cannot be read", async () => {
            const error = Object.assign(new Error("no"), { name: "CredentialsProviderError" });
            const found = await check("People in the pool", poolOf(error));
            assert.equal(found?.state, "unknown");
            assert.equal(
                found?.text,
                "they could not be counted (CredentialsProviderError), which keeps nobody from signing in",
            );
        });
    });
});
