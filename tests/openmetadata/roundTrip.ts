import { parse } from "yaml";

import type { OpenMetadataSettings } from "../../openmetadata/settings";

type Tree = Record<string, unknown>;

/** Where in the settings `conf/openmetadata.yaml` puts each variable. */
const VARIABLES: Readonly<Record<string, string>> = {
    AUTHENTICATION_PROVIDER: "authenticationConfiguration.provider",
    AUTHENTICATION_CLIENT_TYPE: "authenticationConfiguration.clientType",
    AUTHENTICATION_RESPONSE_TYPE: "authenticationConfiguration.responseType",
    AUTHENTICATION_PUBLIC_KEYS: "authenticationConfiguration.publicKeyUrls",
    AUTHENTICATION_AUTHORITY: "authenticationConfiguration.authority",
    AUTHENTICATION_CLIENT_ID: "authenticationConfiguration.clientId",
    AUTHENTICATION_CALLBACK_URL: "authenticationConfiguration.callbackUrl",
    AUTHENTICATION_JWT_PRINCIPAL_CLAIMS: "authenticationConfiguration.jwtPrincipalClaims",
    AUTHENTICATION_ENABLE_SELF_SIGNUP: "authenticationConfiguration.enableSelfSignup",
    AUTHENTICATION_SESSION_EXPIRY: "authenticationConfiguration.sessionExpiry",
    AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN: "authorizerConfiguration.allowedEmailRegistrationDomains",
    AUTHORIZER_ADMIN_PRINCIPALS: "authorizerConfiguration.adminPrincipals",
    AUTHORIZER_PRINCIPAL_DOMAIN: "authorizerConfiguration.principalDomain",
    AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN: "authorizerConfiguration.enforcePrincipalDomain",
    AUTHORIZER_ALLOWED_DOMAINS: "authorizerConfiguration.allowedDomains",
    AUTHORIZER_ENABLE_SECURE_SOCKET: "authorizerConfiguration.enableSecureSocketConnection",
    OIDC_CLIENT_ID: "authenticationConfiguration.oidcConfiguration.id",
    OIDC_CLIENT_SECRET: "authenticationConfiguration.oidcConfiguration.secret",
    OIDC_TYPE: "authenticationConfiguration.oidcConfiguration.type",
    OIDC_SCOPE: "authenticationConfiguration.oidcConfiguration.scope",
    OIDC_DISCOVERY_URI: "authenticationConfiguration.oidcConfiguration.discoveryUri",
    OIDC_RESPONSE_TYPE: "authenticationConfiguration.oidcConfiguration.responseType",
    OIDC_DISABLE_PKCE: "authenticationConfiguration.oidcConfiguration.disablePkce",
    OIDC_CALLBACK: "authenticationConfiguration.oidcConfiguration.callbackUrl",
    OIDC_SERVER_URL: "authenticationConfiguration.oidcConfiguration.serverUrl",
    OIDC_CLIENT_AUTH_METHOD: "authenticationConfiguration.oidcConfiguration.clientAuthenticationMethod",
    OIDC_PROMPT_TYPE: "authenticationConfiguration.oidcConfiguration.prompt",
    OIDC_MAX_AGE: "authenticationConfiguration.oidcConfiguration.maxAge",
    OIDC_SESSION_EXPIRY: "authenticationConfiguration.oidcConfiguration.sessionExpiry",
};

/** Settings that are OpenMetadata's own defaults, mere labels, or without a variable in OpenMetadata. */
const UNSAID: readonly string[] = [
    "authenticationConfiguration.providerName",
    "authenticationConfiguration.jwtTeamClaimMapping",
    "authenticationConfiguration.oidcConfiguration.useNonce",
    "authenticationConfiguration.oidcConfiguration.preferredJwsAlgorithm",
    "authenticationConfiguration.oidcConfiguration.tenant",
    "authenticationConfiguration.oidcConfiguration.tokenValidity",
    "authorizerConfiguration.className",
    "authorizerConfiguration.containerRequestFilter",
];

/** What a server makes of its environment: each variable is put into the text of its yaml file, which is then read. */
export function settingsOfEnvironment(environment: Readonly<Record<string, string>>): Tree {
    const settings: Tree = {};
    for (const [name, text] of Object.entries(environment)) {
        put(settings, pathOf(name), (parse(`value: ${text}`, { version: "1.1" }) as Tree).value);
    }
    return settings;
}

/** The settings without those that are in no variable. */
export function saidInEnvironment(settings: OpenMetadataSettings): Tree {
    const copy = structuredClone(settings) as unknown as Tree;
    UNSAID.forEach((path) => remove(copy, path.split(".")));
    return copy;
}

function pathOf(name: string): string[] {
    const path = VARIABLES[name];
    if (path === undefined) {
        throw new Error(`OpenMetadata reads no variable ${name}.`);
    }
    return path.split(".");
}

function put(tree: Tree, [first, ...rest]: string[], value: unknown): void {
    if (rest.length === 0) {
        tree[first] = value;
    } else {
        put((tree[first] ??= {}) as Tree, rest, value);
    }
}

function remove(tree: Tree | undefined, [first, ...rest]: string[]): void {
    if (rest.length === 0) {
        delete tree?.[first];
    } else {
        remove(tree?.[first] as Tree | undefined, rest);
    }
}
