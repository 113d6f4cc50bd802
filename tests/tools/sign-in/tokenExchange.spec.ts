import assert from "node:assert/strict";

import { exchange } from "../../../tools/sign-in/tokenExchange";
import { type Reply, type StandIn, deadUrl, listen } from "../doctor/standIn";
import { deployedAt } from "./plans";

const SECRET = "s3cret-of-a-confidential-client";

describe("exchange", () => {
    let endpoint: StandIn;
    let reply: Reply;

    beforeEach(async () => {
        reply = { body: { id_token: "id", access_token: "access" } };
        endpoint = await listen(() => reply);
    });

    afterEach(() => endpoint.close());

    const confidential = deployedAt(["http://localhost:8585"], { clientSecret: SECRET });
    const code = { grant_type: "authorization_code", code: "c", code_verifier: "v", redirect_uri: "r" };

    it("adds client and secret to a code, and hands back what it got", async () => {
        const answer = await exchange(new URLSearchParams(code), confidential, endpoint.url);
        assert.deepEqual(answer, { status: 200, body: { id_token: "id", access_token: "access" } });
        const { method, body } = endpoint.asked[0] ?? {};
        assert.equal(method, "POST");
        assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
            ...code,
            client_id: "4sampleclient0123456789",
            client_secret: SECRET,
        });
    });

    it("adds them to a refresh token", async () => {
        const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: "t" });
        await exchange(form, confidential, endpoint.url);
        assert.deepEqual(Object.fromEntries(new URLSearchParams(endpoint.asked[0]?.body)), {
            grant_type: "refresh_token",
            refresh_token: "t",
            client_id: "4sampleclient0123456789",
            client_secret: SECRET,
        });
    });

    it("takes nothing else from the page", async () => {
        const form = new URLSearchParams({ ...code, client_id: "other", client_secret: "other", scope: "all" });
        await exchange(form, confidential, endpoint.url);
        const sent = Object.fromEntries(new URLSearchParams(endpoint.asked[0]?.body));
        assert.deepEqual(
            [sent.client_id, sent.client_secret, sent.scope],
            ["4sampleclient0123456789", SECRET, undefined],
        );
    });

    it("hands on a refusal", async () => {
        reply = { status: 400, body: { error: "invalid_grant" } };
        const answer = await exchange(new URLSearchParams(code), confidential, endpoint.url);
        assert.deepEqual(answer, { status: 400, body: { error: "invalid_grant" } });
    });

    it("uses the secret for no other grant, and needs one", async () => {
        const machine = new URLSearchParams({ grant_type: "client_credentials" });
        const refused = { status: 400, body: { error: "unsupported_grant_type" } };
        assert.deepEqual(await exchange(machine, confidential, endpoint.url), refused);
        assert.deepEqual(await exchange(new URLSearchParams(), confidential, endpoint.url), refused);
        const publicClient = deployedAt(["http://localhost:8585"]);
        assert.deepEqual(await exchange(new URLSearchParams(code), publicClient, endpoint.url), refused);
        assert.equal(endpoint.asked.length, 0);
    });

    it("says nothing of the request when there is no answer, or none that can be read", async () => {
        const unreachable = { status: 502, body: { error: "unreachable" } };
        assert.deepEqual(await exchange(new URLSearchParams(code), confidential, await deadUrl()), unreachable);
        reply = { body: "<html>" };
        assert.deepEqual(await exchange(new URLSearchParams(code), confidential, endpoint.url), unreachable);
    });
});
