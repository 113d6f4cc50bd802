import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";

import { decodeJwt, type JWTPayload } from "jose";

import type { Person } from "./people";

/**
 * Signs somebody in to a deployed client, by a code and over HTTP: as a browser would, or the server of a confidential client.
 *
 * @param outputs stack outputs, of a confidential client with its secret
 * @returns what the ID token says
 */
export async function signInByCode(outputs: Record<string, unknown>, { email, password }: Person): Promise<JWTPayload> {
    const { signInUrl, discoveryUrl, clientId, clientSecret, callbackUrls } = outputs as Record<string, string>;
    const { verifier, challenge } = pkce();
    const page = await fetch(authorizeUrl({ signInUrl }, { code_challenge: challenge, code_challenge_method: "S256" }));
    const answer = await submitLogin(page, { username: email, password });
    const code = new URL(answer.headers.get("location")!).searchParams.get("code");
    assert.ok(code, "no code came back");

    const { token_endpoint } = (await (await fetch(discoveryUrl)).json()) as { token_endpoint: string };
    const grant = {
        grant_type: "authorization_code",
        client_id: clientId,
        ...(clientSecret && { client_secret: clientSecret }),
        redirect_uri: callbackUrls[0],
        code,
        code_verifier: verifier,
    };
    const exchanged = await fetch(token_endpoint, { method: "POST", body: new URLSearchParams(grant) });
    assert.equal(exchanged.status, 200);
    const { id_token } = (await exchanged.json()) as { id_token: string };
    return decodeJwt(id_token);
}

/** What proves that whoever brings the code is who asked for it (RFC 7636). */
export const pkce = () => {
    const verifier = randomBytes(32).toString("base64url");
    return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
};

/** The sign-in URL of the outputs, with what the browser's library adds to it. */
export function authorizeUrl({ signInUrl }: { readonly signInUrl: string }, extra: Record<string, string>): URL {
    const url = new URL(signInUrl);
    Object.entries(extra).forEach(([name, value]) => url.searchParams.set(name, value));
    return url;
}

/** Fills in the first form of the login page and sends it, as a browser would, without following the redirect. */
export async function submitLogin(page: Response, fields: Record<string, string>): Promise<Response> {
    const html = await page.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    assert.ok(action, `no form on the login page:\n${html.slice(0, 500)}`);
    const unescape = (text: string) =>
        text
            .replace(/&quot;/g, '"')
            .replace(/&#x27;/g, "'")
            .replace(/&amp;/g, "&");
    const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? "",
        unescape(/value="([^"]*)"/.exec(input)?.[1] ?? ""),
    ]);
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)] as [string, string][]);
    return fetch(new URL(action, page.url), { method: "POST", body, redirect: "manual" });
}
