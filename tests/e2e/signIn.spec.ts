import assert from "node:assert/strict";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { authorizeUrl, pkce, submitLogin } from "./codeSignIn";
import { deploy, skipWithoutEngine, type TestStack } from "./harness";
import { addPerson, madeUpPassword } from "./people";

const EMAIL = "alice@mycompany.com";
const PASSWORD = madeUpPassword();

interface Outputs {
    readonly clientId: string;
    readonly userPoolId: string;
    readonly discoveryUrl: string;
    readonly jwksUrl: string;
    readonly signInUrl: string;
    readonly callbackUrls: readonly string[];
}

interface Discovery {
    readonly issuer: string;
    readonly jwks_uri: string;
    readonly token_endpoint: string;
}

interface Tokens {
    readonly id_token: string;
    readonly access_token: string;
    readonly refresh_token: string;
    readonly token_type: string;
    readonly expires_in: number;
}

function exchange(discovery: Discovery, fields: Record<string, string>): Promise<Response> {
    return fetch(discovery.token_endpoint, { method: "POST", body: new URLSearchParams(fields) });
}

describe("an authorization-code sign-in with PKCE, over HTTP", () => {
    let stack: TestStack;
    let outputs: Outputs;
    let discovery: Discovery;

    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("dev");
        await stack.up();
        outputs = (await stack.outputs()) as unknown as Outputs;
        discovery = (await (await fetch(outputs.discoveryUrl)).json()) as Discovery;
        await addPerson(outputs.userPoolId, { email: EMAIL, password: PASSWORD });
    });

    after(async () => {
        await stack?.destroy();
    });

    /** Signs in and comes back with the code of the callback. */
    async function code(challenge: string, more: Record<string, string> = {}): Promise<string> {
        const url = authorizeUrl(outputs, {
            code_challenge: challenge,
            code_challenge_method: "S256",
            state: "state-1",
            nonce: "nonce-1",
            ...more,
        });
        const page = await fetch(url);
        assert.equal(page.status, 200);
        const answer = await submitLogin(page, { username: EMAIL, password: PASSWORD });
        assert.equal(answer.status, 302);
        const callback = new URL(answer.headers.get("location")!);
        assert.equal(`${callback.origin}${callback.pathname}`, outputs.callbackUrls[0]);
        assert.equal(callback.searchParams.get("state"), "state-1");
        return callback.searchParams.get("code")!;
    }

    const codeGrant = (code: string, verifier: string) => ({
        grant_type: "authorization_code",
        client_id: outputs.clientId,
        redirect_uri: outputs.callbackUrls[0],
        code,
        code_verifier: verifier,
    });

    it("gives an ID token whose signature, issuer, audience and e-mail are right, and that can be renewed", async () => {
        const { verifier, challenge } = pkce();
        const answer = await exchange(discovery, codeGrant(await code(challenge), verifier));
        assert.equal(answer.status, 200);
        const tokens = (await answer.json()) as Tokens;

        assert.equal(discovery.jwks_uri, outputs.jwksUrl);
        const keys = createRemoteJWKSet(new URL(outputs.jwksUrl));
        const expected = { issuer: discovery.issuer, audience: outputs.clientId, algorithms: ["RS256"] };
        const { payload } = await jwtVerify(tokens.id_token, keys, expected);
        assert.equal(payload.email, EMAIL);
        assert.equal(payload.nonce, "nonce-1");
        assert.equal(payload.token_use, "id");
        assert.equal(payload.exp! - payload.iat!, 3600);
        assert.equal(tokens.token_type, "Bearer");
        await assert.rejects(jwtVerify(tokens.id_token, keys, { ...expected, audience: "another client" }));

        const renewed = await exchange(discovery, {
            grant_type: "refresh_token",
            client_id: outputs.clientId,
            refresh_token: tokens.refresh_token,
        });
        assert.equal(renewed.status, 200);
        const again = await jwtVerify(((await renewed.json()) as Tokens).id_token, keys, expected);
        assert.equal(again.payload.sub, payload.sub);
    });

    it("refuses a wrong verifier, and a code that was used", async () => {
        const { verifier, challenge } = pkce();
        const wrong = await exchange(discovery, codeGrant(await code(challenge), pkce().verifier));
        assert.equal(wrong.status, 400);
        assert.equal(((await wrong.json()) as { error: string }).error, "invalid_grant");

        const once = await code(challenge);
        assert.equal((await exchange(discovery, codeGrant(once, verifier))).status, 200);
        assert.equal((await exchange(discovery, codeGrant(once, verifier))).status, 400);
    });

    for (const [what, change] of [
        ["a redirect that is not registered", { redirect_uri: "http://localhost:8585/elsewhere" }],
        ["a redirect that differs in a slash", { redirect_uri: "http://localhost:8585/callback/" }],
        ["response_type=id_token", { response_type: "id_token" }],
        ["a scope that the client does not have", { scope: "openid email phone" }],
    ] as const) {
        it(`refuses ${what}`, async () => {
            const { challenge } = pkce();
            const url = authorizeUrl(outputs, { code_challenge: challenge, code_challenge_method: "S256", ...change });
            const answer = await fetch(url, { redirect: "manual" });
            const location = answer.headers.get("location") ?? "";
            const refused = answer.status === 400 || new URL(location).searchParams.has("error");
            assert.ok(refused, `accepted with ${answer.status} ${location}`);
            assert.ok(!location.includes("code="));
        });
    }

    it("shows the login page again after a wrong password", async () => {
        const page = await fetch(
            authorizeUrl(outputs, { code_challenge: pkce().challenge, code_challenge_method: "S256" }),
        );
        const answer = await submitLogin(page, { username: EMAIL, password: "not the password" });
        assert.equal(answer.status, 200);
        assert.match(await answer.text(), /Incorrect username or password/);
    });
});
