import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration } from "oidc-provider";

import { close } from "../../tools/sign-in/loopback";

/** A company's provider of OpenID Connect, as Okta or Entra are: a certified one, for its real answers. */
export interface IdentityProvider {
    readonly issuer: string;
    close(): Promise<void>;
}

/** How the provider knows Cognito. */
export interface Registration {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
}

/** The person as whom everybody is signed in who comes to its sign-in page. */
export const PERSON = { id: "00u1alice", email: "alice@mycompany.com", given: "Alice", family: "Ng" } as const;

const SIGN_IN = "/sign-in";

/** Starts one on a free port of this machine. */
export async function startIdentityProvider(registration: Registration): Promise<IdentityProvider> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, await configuration(registration));
    const handle = provider.callback();
    server.on("request", (request, response) => {
        const answered = request.url?.startsWith(SIGN_IN)
            ? provider.interactionFinished(request, response, { login: { accountId: PERSON.id } })
            : handle(request, response);
        answered.catch(() => response.destroy());
    });
    return { issuer, close: () => close(server) };
}

async function configuration({ clientId, clientSecret, redirectUri }: Registration): Promise<Configuration> {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    return {
        clients: [
            {
                client_id: clientId,
                client_secret: clientSecret,
                // The only way in which Cognito authenticates itself (AWS: cognito-user-pools-oidc-idp).
                token_endpoint_auth_method: "client_secret_post",
                redirect_uris: [redirectUri],
                response_types: ["code"],
            },
        ],
        claims: {
            openid: ["sub"],
            email: ["email", "email_verified"],
            profile: ["name", "given_name", "family_name"],
        },
        // Cognito asks the userinfo endpoint as well; the emulator reads the ID token only.
        conformIdTokenClaims: false,
        findAccount: (_context, id) => ({
            accountId: id,
            claims: () => ({
                sub: id,
                email: PERSON.email,
                email_verified: true,
                name: `${PERSON.given} ${PERSON.family}`,
                given_name: PERSON.given,
                family_name: PERSON.family,
            }),
        }),
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
            ["AccessToken", "AuthorizationCode", "Grant", "IdToken", "Interaction", "Session"].map((name) => [
                name,
                600,
            ]),
        ),
    };
}
