import {
    DEFAULT_PRINCIPAL_DOMAIN,
    enforcesPrincipalDomain,
    knownPrincipalDomain,
    partAdmins,
    principalName,
} from "./admins";
import type { ClientType, DeployedFacts, OpenMetadataOptions } from "./facts";
import { supports } from "./version";

/**
 * What an OpenMetadata server must be told, in its own field names: the two blocks of `conf/openmetadata.yaml`. Every text for
 * an owner is a rendering of this.
 * @see OpenMetadata: `configuration/authenticationConfiguration.json`, `configuration/authorizerConfiguration.json`
 */
export interface OpenMetadataSettings {
    readonly authenticationConfiguration: AuthenticationConfiguration;
    readonly authorizerConfiguration: AuthorizerConfiguration;
}

/** How people sign in. */
export interface AuthenticationConfiguration {
    readonly clientType: ClientType;
    readonly provider: "aws-cognito";
    /** A label; required by OpenMetadata's schema. */
    readonly providerName: string;
    /** Cognito offers no `id_token` flow, which is OpenMetadata's default. */
    readonly responseType: "code";
    /** Where the public keys are: Cognito's for people, OpenMetadata's own for its bots, as seen from the server. */
    readonly publicKeyUrls: readonly string[];
    readonly authority: string;
    readonly clientId: string;
    readonly callbackUrl: string;
    /** The first of these claims that a token has names the user. */
    readonly jwtPrincipalClaims: readonly string[];
    /** The claim whose values put people into teams of the same name. Confidential clients only. */
    readonly jwtTeamClaimMapping?: string;
    readonly enableSelfSignup: boolean;
    /** Life of a login, in seconds, from OpenMetadata 2.0 on. Only written where OpenMetadata's own week would be too long. */
    readonly sessionExpiry?: number;
    /** Confidential clients only. */
    readonly oidcConfiguration?: OidcConfiguration;
}

/**
 * How the server of a confidential client talks to Cognito.
 * @see OpenMetadata: `security/client/oidcClientConfig.json`
 */
export interface OidcConfiguration {
    readonly id: string;
    readonly type: "aws-cognito";
    readonly secret: string;
    readonly scope: string;
    readonly discoveryUri: string;
    /** A text, not a truth value: OpenMetadata's schema says so. */
    readonly useNonce: "true";
    readonly preferredJwsAlgorithm: "RS256";
    readonly responseType: "code";
    readonly disablePkce: boolean;
    readonly callbackUrl: string;
    /** Origin of OpenMetadata: from 2.0 on a sign-in from any other origin is answered with 400. */
    readonly serverUrl: string;
    readonly clientAuthenticationMethod: "client_secret_post";
    /** Azure only, yet required by OpenMetadata's schema. */
    readonly tenant: "";
    /** Life of the tokens that OpenMetadata itself issues, in seconds. */
    readonly tokenValidity: number;
    /** What Cognito is told to ask. OpenMetadata's default, `consent`, is not for Cognito. */
    readonly prompt?: "login" | "select_account";
    /** How old the login at Cognito may be, in seconds, as a text. */
    readonly maxAge?: string;
    /** Life of a login, in seconds. */
    readonly sessionExpiry?: number;
}

/** Who may do what. */
export interface AuthorizerConfiguration {
    readonly className: string;
    readonly containerRequestFilter: string;
    /** User names, not e-mail addresses. */
    readonly adminPrincipals: readonly string[];
    readonly allowedEmailRegistrationDomains: readonly string[];
    readonly principalDomain: string;
    readonly enforcePrincipalDomain: boolean;
    readonly allowedDomains?: readonly string[];
    readonly enableSecureSocketConnection: boolean;
}

/** The path at which an OpenMetadata server publishes its own public keys. */
export const SERVER_JWKS_PATH = "/api/v1/system/config/jwks";

/** Those keys as the server itself reaches them: in its container or on its own machine, on its default port. */
const LOCAL_SERVER_JWKS = `http://localhost:8585${SERVER_JWKS_PATH}`;

/** The week after which OpenMetadata ends a login unless it is told otherwise. */
const DEFAULT_SESSION_SECONDS = 604_800;

/** OpenMetadata refuses a shorter login. */
const SHORTEST_SESSION_SECONDS = 3_600;

/** With `prompt=select_account`: a day. OpenMetadata 1.x would otherwise send 0, which asks for the password at every sign-in. */
const SELECT_ACCOUNT_MAX_AGE = "86400";

/** The claim in which Cognito lists the groups of a person. */
export const GROUPS_CLAIM = "cognito:groups";

/** The settings of the OpenMetadata server to which the deployment belongs. */
export function openMetadataSettings(facts: DeployedFacts, options: OpenMetadataOptions): OpenMetadataSettings {
    return {
        authenticationConfiguration: authentication(facts, options),
        authorizerConfiguration: authorizer(options),
    };
}

/** The address under which people open OpenMetadata: byte by byte the browser's origin. */
export function serverUrl(callbackUrl: string): string {
    return callbackUrl.slice(0, -"/callback".length);
}

function authentication(facts: DeployedFacts, { version, prompt }: OpenMetadataOptions): AuthenticationConfiguration {
    const sessionExpiry = sessionSeconds(facts.refreshTokenSeconds);
    const confidential = facts.clientType === "confidential";
    return {
        clientType: facts.clientType,
        provider: "aws-cognito",
        providerName: "Amazon Cognito",
        responseType: "code",
        publicKeyUrls: [facts.jwksUrl, LOCAL_SERVER_JWKS],
        authority: facts.authority,
        clientId: facts.clientId,
        callbackUrl: facts.callbackUrl,
        jwtPrincipalClaims: ["email", "preferred_username", "sub"],
        // With a public client no code of the server looks at it.
        ...(facts.hasGroups &&
            confidential &&
            supports(version, "authenticationConfiguration.jwtTeamClaimMapping") && {
                jwtTeamClaimMapping: GROUPS_CLAIM,
            }),
        // Whoever the pool lets in may have an account: the pool, not OpenMetadata, decides who exists.
        enableSelfSignup: true,
        ...(confidential &&
            sessionExpiry !== DEFAULT_SESSION_SECONDS &&
            supports(version, "authenticationConfiguration.sessionExpiry") && { sessionExpiry }),
        ...(confidential && { oidcConfiguration: oidc(facts, version, prompt ?? "login") }),
    };
}

function oidc(
    facts: DeployedFacts,
    version: string | undefined,
    prompt: "login" | "select_account",
): OidcConfiguration {
    return {
        id: facts.clientId,
        type: "aws-cognito",
        secret: secretOf(facts),
        // Cognito has no offline_access: it hands out a refresh token in any case.
        scope: "openid email profile",
        discoveryUri: facts.discoveryUrl,
        useNonce: "true",
        preferredJwsAlgorithm: "RS256",
        responseType: "code",
        disablePkce: false,
        callbackUrl: facts.callbackUrl,
        serverUrl: serverUrl(facts.callbackUrl),
        clientAuthenticationMethod: "client_secret_post",
        tenant: "",
        tokenValidity: 3_600,
        ...(supports(version, "oidcConfiguration.prompt") && {
            prompt,
            ...(prompt === "select_account" && { maxAge: SELECT_ACCOUNT_MAX_AGE }),
        }),
        ...(supports(version, "oidcConfiguration.sessionExpiry") && {
            sessionExpiry: sessionSeconds(facts.refreshTokenSeconds),
        }),
    };
}

function authorizer(options: OpenMetadataOptions): AuthorizerConfiguration {
    const allowedDomains = options.allowedEmailDomains ?? [];
    const principalDomain = knownPrincipalDomain(options) ?? DEFAULT_PRINCIPAL_DOMAIN;
    const enforcePrincipalDomain = enforcesPrincipalDomain(options);
    const openDomains = allowedDomains.length > 0 ? allowedDomains : [principalDomain];
    return {
        className: "org.openmetadata.service.security.DefaultAuthorizer",
        containerRequestFilter: "org.openmetadata.service.security.JwtFilter",
        adminPrincipals: adminPrincipals(options),
        // The only domains that a 2.0 server with a confidential client looks at, and of new people alone (#29433, #32000).
        allowedEmailRegistrationDomains: enforcePrincipalDomain ? openDomains : ["all"],
        principalDomain,
        enforcePrincipalDomain,
        ...(allowedDomains.length > 0 && { allowedDomains }),
        // Despite its name this is no TLS: with true the server answers "Not Authorized! Token not present".
        enableSecureSocketConnection: false,
    };
}

/**
 * OpenMetadata registers each of them as `<name>@<principalDomain>`. The name of somebody at another domain would make an admin
 * of whoever bears it in the principal domain, so it is left out (a warning says so).
 */
function adminPrincipals(options: OpenMetadataOptions): string[] {
    return [...new Set(partAdmins(options).inDomain.map(principalName))];
}

/** A login must not outlive the refresh token that keeps it alive. */
function sessionSeconds(refreshTokenSeconds: number): number {
    return Math.max(SHORTEST_SESSION_SECONDS, Math.min(DEFAULT_SESSION_SECONDS, refreshTokenSeconds));
}

function secretOf({ clientId, clientSecret }: DeployedFacts): string {
    if (clientSecret === undefined) {
        throw new Error(`The confidential app client ${clientId} came without its secret.`);
    }
    return clientSecret;
}
