import assert from "node:assert/strict";
import { type IncomingHttpHeaders, request } from "node:http";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";

import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { planSignIn } from "../../../tools/sign-in/plan";
import { type SignInServer, serveSignInPage } from "../../../tools/sign-in/server";
import { type StandIn, listen } from "../doctor/standIn";
import { deployedAt, freePort } from "./plans";

const SECRET = "s3cret-of-a-confidential-client";
const ANONYMOUS = {
    send: () => Promise.reject(new Error("no credentials")),
} as unknown as CognitoIdentityProviderClient;

interface Answer {
    readonly status: number;
    readonly phrase?: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

interface Wish {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
    /** Address to connect to. @default 127.0.0.1 */
    readonly address?: string;
}

describe("the server of the sign-in page", () => {
    let cognito: StandIn;
    let isBusy = false;
    let page: SignInServer;
    let port: number;

    before(async () => {
        cognito = await listen(({ url, origin = url.origin }: { url: URL; origin?: string }) =>
            isBusy
                ? { status: 503, body: "<html>busy</html>" }
                : url.pathname.endsWith("/openid-configuration")
                  ? {
                        body: {
                            issuer: "i",
                            authorization_endpoint: `${origin}/authorize`,
                            token_endpoint: `${origin}/t`,
                        },
                    }
                  : { body: { id_token: "id" } },
        );
        port = await freePort();
        page = await serveSignInPage(planSignIn(stackAt("")), ANONYMOUS);
    });

    after(async () => {
        await page.close();
        await cognito.close();
    });

    function stackAt(path: string) {
        return deployedAt([`http://localhost:${port}${path}`], {
            clientSecret: SECRET,
            authority: `${cognito.url}/pool`,
            discoveryUrl: `${cognito.url}/pool/.well-known/openid-configuration`,
        });
    }

    function ask(
        path: string,
        { method = "GET", headers = {}, body, address = "127.0.0.1" }: Wish = {},
    ): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const all = { host: `localhost:${port}`, ...headers };
            // No connection is kept for a page that is closed by then.
            const options = { host: address, port, path, method, headers: all, agent: false };
            const asked = request(options, (response) => {
                text(response).then(
                    (answer) =>
                        resolve({
                            status: response.statusCode ?? 0,
                            phrase: response.statusMessage,
                            headers: response.headers,
                            body: answer,
                        }),
                    reject,
                );
            });
            asked.on("error", reject);
            asked.end(body);
        });
    }

    it("shows the page at each of OpenMetadata's paths that Cognito leads to", async () => {
        for (const path of ["/", "/callback?code=1&state=2", "/signin"]) {
            const { status, headers, body } = await ask(path);
            assert.deepEqual([status, headers["content-type"]], [200, "text/html; charset=utf-8"], path);
            assert.match(body, /<title>Sign in as OpenMetadata would<\/title>/);
        }
        assert.match((await ask("/silent-callback")).body, /silent\.js/);
    });

    it("forbids everything that the page does not need", async () => {
        const { headers } = await ask("/");
        const domain = "https://om-dev-0123abcd.auth.eu-west-1.amazoncognito.com";
        assert.equal(
            headers["content-security-policy"],
            `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${cognito.url} ${domain};` +
                ` frame-src 'self' ${cognito.url} ${domain}; frame-ancestors 'none'; base-uri 'none'; form-action 'none';` +
                " require-trusted-types-for 'script'; trusted-types 'none'",
        );
        assert.equal(headers["x-frame-options"], "DENY");
        for (const path of ["/", "/page.js", "/settings", "/missing", "/silent-callback"]) {
            const answer = await ask(path);
            assert.equal(answer.headers["cache-control"], "no-store", path);
            assert.equal(answer.headers["referrer-policy"], "no-referrer", path);
            assert.equal(answer.headers["x-content-type-options"], "nosniff", path);
            assert.equal(answer.headers["cross-origin-opener-policy"], "same-origin", path);
        }
    });

    it("lets the end of a silent sign-in be framed, by this page alone", async () => {
        const { headers } = await ask("/silent-callback?code=1&state=2");
        assert.match(String(headers["content-security-policy"]), /; frame-ancestors 'self';/);
        assert.equal(headers["x-frame-options"], "SAMEORIGIN");
    });

    it("answers to its own name alone", async () => {
        for (const host of [
            `127.0.0.1:${port}`,
            "evil.example.com",
            `localhost.evil.example.com:${port}`,
            "localhost",
        ]) {
            for (const path of ["/", "/settings", "/page.js"]) {
                const { status, body } = await ask(path, { headers: { host } });
                assert.deepEqual(
                    [status, body],
                    [421, `This page is at http://localhost:${port} only.\n`],
                    host + path,
                );
            }
        }
    });

    it("answers to this computer alone", async function () {
        const outside = Object.values(networkInterfaces())
            .flatMap((addresses) => addresses ?? [])
            .find(({ internal, family }) => !internal && family === "IPv4");
        if (!outside) {
            this.skip();
        }
        await assert.rejects(ask("/", { address: outside.address }), { code: "ECONNREFUSED" });
    });

    it("tells the page about the stack, but not the secret", async () => {
        const { status, body } = await ask("/settings");
        assert.equal(status, 200);
        assert.deepEqual(JSON.parse(body), {
            stack: "dev",
            place: "AWS, eu-west-1",
            emulator: false,
            clientType: "confidential",
            clientId: "4sampleclient0123456789",
            authority: `${cognito.url}/pool`,
            metadataUrl: `http://localhost:${port}/discovery.json`,
            scope: "openid email profile",
            callbackUrl: `http://localhost:${port}/callback`,
            silentCallbackUrl: `http://localhost:${port}/silent-callback`,
            signOutUrl: `https://om-dev-0123abcd.auth.eu-west-1.amazoncognito.com/logout?client_id=4sampleclient0123456789&logout_uri=http%3A%2F%2Flocalhost%3A${port}%2Fsignin`,
            signedOutUrl: `http://localhost:${port}/signin`,
            inviteCommand: "npm run invite -- --stack dev --aws",
            deployCommand: "pulumi up --refresh --stack dev",
        });
    });

    it("exchanges codes of a confidential client itself", async () => {
        const { body } = await ask("/discovery.json");
        assert.equal((JSON.parse(body) as { token_endpoint: string }).token_endpoint, `http://localhost:${port}/token`);
        const form = new URLSearchParams({ grant_type: "authorization_code", code: "c", code_verifier: "v" });
        const headers = { origin: `http://localhost:${port}`, "content-type": "application/x-www-form-urlencoded" };
        const answer = await ask("/token", { method: "POST", headers, body: form.toString() });
        assert.deepEqual([answer.status, JSON.parse(answer.body)], [200, { id_token: "id" }]);
        assert.match(cognito.asked.at(-1)?.body ?? "", new RegExp(`client_secret=${SECRET}`));
    });

    it("does nothing for other sites in the same browser", async () => {
        const origin = `http://localhost:${port}`;
        const refused: readonly (readonly [string, Wish])[] = [
            ["/settings", { headers: { "sec-fetch-site": "cross-site" } }],
            ["/checks", { headers: { "sec-fetch-site": "same-site" } }],
            ["/token", { method: "POST" }],
            ["/token", { method: "POST", headers: { origin: "https://evil.example.com" } }],
            ["/token", { method: "POST", headers: { origin, "sec-fetch-site": "cross-site" } }],
            ["/verdict", { method: "POST", headers: { origin: `http://localhost:${port}0` } }],
        ];
        for (const [path, wish] of refused) {
            const { status, body } = await ask(path, wish);
            assert.deepEqual([status, body], [403, "Only the page itself may ask for this.\n"], path);
        }
    });

    it("refuses what it cannot read, without a word of it", async () => {
        const headers = { origin: `http://localhost:${port}` };
        const nonsense = { ...headers, authorization: "Bearer n0nsense" };
        const { status, body } = await ask("/verdict", { method: "POST", headers: nonsense });
        assert.deepEqual([status, body], [400, '{"error":"invalid_request"}']);
        const long = await ask("/token", { method: "POST", headers, body: "x".repeat(70_000) });
        assert.deepEqual([long.status, long.body], [400, '{"error":"invalid_request"}']);
    });

    it("says that Cognito does not answer when it does not", async () => {
        isBusy = true;
        const headers = { origin: `http://localhost:${port}` };
        for (const answer of [await ask("/discovery.json"), await ask("/token", { method: "POST", headers })]) {
            assert.deepEqual([answer.status, answer.body], [502, '{"error":"unreachable"}']);
        }
        isBusy = false;
    });

    it("calls a fault of its own a fault, and goes on", async () => {
        const plan = planSignIn(stackAt(""));
        const claim = Buffer.from('{"email":"alice@example.com"}').toString("base64url");
        const headers = { origin: `http://localhost:${port}`, authorization: `Bearer e30.${claim}.x` };
        const broken = { ...plan, identity: undefined } as unknown as typeof plan;
        await page.close();
        page = await serveSignInPage(broken, ANONYMOUS);
        const said: string[] = [];
        const write = process.stderr.write.bind(process.stderr);
        process.stderr.write = (text: string | Uint8Array) => said.push(String(text)) > 0;
        const { status, phrase, body } = await ask("/verdict", { method: "POST", headers }).finally(() => {
            process.stderr.write = write;
        });
        assert.deepEqual([status, phrase, body], [500, "Fault of this page's server", '{"error":"server_error"}']);
        assert.match(said.join(""), /^This page's server has a fault \(TypeError\):\n    at /);
        assert.doesNotMatch(said.join(""), new RegExp(`alice|${claim}`));
        assert.equal((await ask("/settings")).status, 200);
        await page.close();
        page = await serveSignInPage(plan, ANONYMOUS);
    });

    it("has nothing else, whatever is asked for", async () => {
        for (const path of [
            "//",
            "//[",
            "/%",
            "*",
            "http://localhost:1/",
            "/page.ts",
            "/../package.json",
            "/%2e%2e/package.json",
            "/constructor",
            "/__proto__",
        ]) {
            assert.equal((await ask(path)).status, 404, path);
        }
        assert.equal((await ask("/settings", { method: "DELETE" })).status, 404);
        const head = await ask("/", { method: "HEAD" });
        assert.deepEqual([head.status, head.body], [200, ""]);
    });

    it("stands below a path, where OpenMetadata does", async () => {
        await page.close();
        page = await serveSignInPage(planSignIn(stackAt("/om")), ANONYMOUS);
        assert.match((await ask("/om/callback?code=1")).body, /<title>Sign in/);
        assert.equal((await ask("/om/settings")).status, 200);
        assert.equal((await ask("/callback")).status, 404);
        assert.equal((await ask("/other/settings")).status, 404);
    });

    it("refuses to start on a port that is taken, and leaves nothing behind", async () => {
        await assert.rejects(serveSignInPage(planSignIn(stackAt("/om")), ANONYMOUS), { code: "EADDRINUSE" });
        await page.close();
        page = await serveSignInPage(planSignIn(stackAt("/om")), ANONYMOUS);
    });
});
