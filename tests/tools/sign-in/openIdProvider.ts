import { createServer } from "node:http";
import { once } from "node:events";

import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration } from "oidc-provider";

import { close } from "../../../tools/sign-in/loopback";
import { freePort } from "./plans";

/** A provider of OpenID Connect that is not Cognito. */
export interface OpenIdProvider {
    /** Issuer, and base URL of everything. */
    readonly url: string;
    readonly clientId: string;
    close(): Promise<void>;
}

/**
 * A certified provider of OpenID Connect, for what the emulator of Cognito does not do: it keeps a login of its own, so that
 * `prompt=none` has an answer, and keeps `auth_time` when it renews. Whoever comes is signed in as alice@example.com.
 *
 * @param pageUrl address of the page that signs in
 * @param refreshTokens whether it hands them out
 */
export async function startOpenIdProvider(pageUrl: string, refreshTokens: boolean): Promise<OpenIdProvider> {
    const port = await freePort();
    // The page is at localhost, too: a browser hands out no cookies to a frame of another site.
    const url = `http://localhost:${port}`;
    const clientId = "stand-in-client";
    const provider = new Provider(url, await configuration(clientId, pageUrl, refreshTokens));
    const handle = provider.callback();
    const server = createServer((request, response) => {
        const answered = request.url?.startsWith(SIGN_IN)
            ? provider.interactionFinished(request, response, { login: { accountId: ACCOUNT } })
            : handle(request, response);
        answered.catch(() => response.destroy());
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    return { url, clientId, close: () => close(server) };
}

const SIGN_IN = "/sign-in";

const ACCOUNT = "alice@example.com";

const LIFE_SECONDS = 3600;

async function configuration(clientId: string, pageUrl: string, refreshTokens: boolean): Promise<Configuration> {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    return {
        clients: [
            {
                client_id: clientId,
                token_endpoint_auth_method: "none",
                redirect_uris: [`${pageUrl}/callback`, `${pageUrl}/silent-callback`],
                grant_types: ["authorization_code", "refresh_token"],
                response_types: ["code"],
            },
        ],
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        // As Cognito does it: the claims are in the ID token.
        conformIdTokenClaims: false,
        clientBasedCORS: () => true,
        issueRefreshToken: () => refreshTokens,
        findAccount: (_context, id) => ({
            accountId: id,
            claims: () => ({ sub: id, email: id, email_verified: true, name: id }),
        }),
        // Nobody is asked for a consent, as with Cognito.
        loadExistingGrant: async ({ oidc }) => {
            const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId });
            grant.addOIDCScope("openid email profile");
            await grant.save();
            return grant;
        },
        features: { devInteractions: { enabled: false } },
        interactions: { url: () => SIGN_IN },
        cookies: { keys: ["only for tests"] },
        jwks: { keys: [await exportJWK(privateKey)] },
        ttl: Object.fromEntries(
            ["AccessToken", "AuthorizationCode", "Grant", "IdToken", "Interaction", "RefreshToken", "Session"].map(
                (name) => [name, LIFE_SECONDS],
            ),
        ),
    };
}
