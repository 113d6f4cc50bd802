import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";

import { decodeJwt, type JWTPayload } from "jose";

interface Person {
    readonly email: string;
    readonly password: string;
}

/**
 * Signs somebody in to a deployed public client, by a code and over HTTP as a browser would.
 *
 * @param outputs stack outputs
 * @returns what the ID token says
 */
export async function signInByCode(outputs: Record<string, unknown>, { email, password }: Person): Promise<JWTPayload> {
    const { signInUrl, discoveryUrl, clientId, callbackUrls } = outputs as Record<string, string>;
    const verifier = randomBytes(32).toString("base64url");
    const authorize = new URL(signInUrl);
    authorize.searchParams.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
    authorize.searchParams.set("code_challenge_method", "S256");
    const page = await fetch(authorize);
    const answer = await submit(page, { username: email, password });
    const code = new URL(answer.headers.get("location")!).searchParams.get("code");
    assert.ok(code, "no code came back");

    const { token_endpoint } = (await (await fetch(discoveryUrl)).json()) as { token_endpoint: string };
    const grant = {
        grant_type: "authorization_code",
        client_id: clientId,
        redirect_uri: callbackUrls[0],
        code,
        code_verifier: verifier,
    };
    const exchanged = await fetch(token_endpoint, { method: "POST", body: new URLSearchParams(grant) });
    assert.equal(exchanged.status, 200);
    const { id_token } = (await exchanged.json()) as { id_token: string };
    return decodeJwt(id_token);
}

/** Sends the form of the login page with what it hides, and does not follow the answer. */
async function submit(page: Response, fields: Record<string, string>): Promise<Response> {
    const html = await page.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    assert.ok(action, `no form on the login page:\n${html.slice(0, 500)}`);
    const attribute = (input: string, name: string) =>
        (new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        attribute(input, "name"),
        attribute(input, "value"),
    ]);
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
    return fetch(new URL(action, page.url), { method: "POST", body, redirect: "manual" });
}
