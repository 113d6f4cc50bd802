import type { DeployedStack } from "../../../tools/stack";

import { type Asked, type Handler, listen, type Reply, type StandIn } from "./standIn";

/** The faults that can be switched on. None: a server of a recent release with the stack's settings and keys of its own. */
export interface OpenMetadataFaults {
    /** Changes to what the login page is told. */
    authentication?: Record<string, unknown>;
    version?: string;
    keyId?: string | null;
    /** Answers for all paths, in place of everything. */
    everything?: Reply | "hang" | "drop";
    /** Answers for one path, by its end. */
    at?: Record<string, Reply | "hang" | "drop">;
    /** Passwords by address: basic authentication is on. */
    accounts?: Record<string, string>;
    /** The path under which the server is. @default "" */
    basePath?: string;
}

export interface OpenMetadataStandIn extends StandIn {
    /** To be changed by a test; empty again for the next. */
    faults: OpenMetadataFaults;
}

/** A token such as OpenMetadata hands out. No report may hold it. */
export const ACCESS_TOKEN = "eyJraWQiOiJvbmUifQ.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl";

/**
 * A stand-in for the endpoints of an OpenMetadata server that the doctor asks, in the words of its own code.
 * @see OpenMetadata: ConfigResource, JWTTokenGenerator, UserResource, BasicAuthenticator, NoopAuthenticator
 */
export async function startOpenMetadata(
    outputs: DeployedStack["outputs"],
    clientType: "public" | "confidential" = "public",
): Promise<OpenMetadataStandIn> {
    const state: { faults: OpenMetadataFaults } = { faults: {} };
    const server = await listen((asked) => answer(asked, state.faults, authentication(outputs, clientType)));
    return Object.assign(state, server);
}

/** What #31516 has the server publish; nothing of a confidential client's `oidcConfiguration`. */
function authentication(outputs: DeployedStack["outputs"], clientType: string): Record<string, unknown> {
    return {
        clientType,
        provider: "aws-cognito",
        responseType: "code",
        providerName: "Amazon Cognito",
        publicKeyUrls: [outputs.jwksUrl, "http://localhost:8585/api/v1/system/config/jwks"],
        tokenValidationAlgorithm: "RS256",
        authority: outputs.authority,
        clientId: outputs.clientId,
        callbackUrl: outputs.callbackUrls[0],
        jwtPrincipalClaims: ["email", "preferred_username", "sub"],
        jwtPrincipalClaimsMapping: [],
        enableSelfSignup: true,
        ldapConfiguration: null,
        samlConfiguration: null,
        oidcConfiguration: null,
    };
}

/** What releases before #31516 publish in place of these settings, whatever is configured. */
export const BEFORE_31516 = { responseType: "id_token", publicKeyUrls: [] };

function answer(asked: Asked, faults: OpenMetadataFaults, published: Record<string, unknown>): ReturnType<Handler> {
    const { basePath = "", at = {} } = faults;
    if (faults.everything !== undefined) {
        return faults.everything;
    }
    const path = asked.url.pathname.slice(basePath.length);
    const replaced = Object.keys(at).find((end) => path.endsWith(end));
    if (replaced !== undefined) {
        return at[replaced];
    }
    switch (asked.url.pathname.startsWith(basePath) ? `${asked.method} ${path}` : "") {
        case "GET /api/v1/system/config/auth":
            return { body: { ...published, ...faults.authentication } };
        case "GET /api/v1/system/config/jwks":
            return { body: { keys: [key(faults.keyId)] } };
        case "GET /api/v1/system/version":
            return { body: { version: faults.version ?? "2.0.7", revision: "0123abc", timestamp: 1_790_000_000_000 } };
        case "POST /api/v1/users/login":
            return signIn(asked, faults);
        default:
            return { status: 404, body: { code: 404, message: "HTTP 404 Not Found" } };
    }
}

/** Java writes the modulus with its sign and with padding, and one empty key where it could read none. */
function key(keyId: string | null = "8f1d9a4e-6c35-4f0e-9d0b-2f2c4b7a1e90"): Record<string, unknown> {
    const none = { kty: null, kid: null, n: null, e: null };
    const own = { kty: "RSA", kid: keyId, n: "ALJ2kQ==", e: "AQAB" };
    return { ...(keyId === null ? none : own), alg: "RS256", use: "sig" };
}

function signIn({ body }: Asked, { accounts }: OpenMetadataFaults): Reply {
    if (accounts === undefined) {
        return { status: 403, body: { code: 403, errorType: "AUTHENTICATOR_OPERATION_NOT_SUPPORTED" } };
    }
    const { email, password } = JSON.parse(body) as { email: string; password: string };
    if (accounts[email] === undefined) {
        return { status: 400, body: { code: 400, errorType: "INVALID_USER_OR_PASSWORD" } };
    }
    return accounts[email] === Buffer.from(password, "base64").toString()
        ? { body: { accessToken: ACCESS_TOKEN, refreshToken: "refresh", tokenType: "Bearer", expiryDuration: 1 } }
        : { status: 401, body: { code: 401, message: "You have entered an invalid username or password." } };
}
