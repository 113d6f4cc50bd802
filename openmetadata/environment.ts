import { parse } from "yaml";

import type { OpenMetadataSettings } from "./settings";

/** A value of {@link OpenMetadataSettings}, at whatever depth. */
type SettingValue = string | number | boolean | readonly string[];

/**
 * The settings as the variables that `conf/openmetadata.yaml` reads (its `${NAME:-default}`). Settings that are OpenMetadata's own
 * defaults in every release are not among them, nor is `jwtTeamClaimMapping`: no release up to 2.0 has a variable for it, although
 * OpenMetadata's documentation names one.
 */
export function environmentOf({
    authenticationConfiguration: authentication,
    authorizerConfiguration: authorizer,
}: OpenMetadataSettings): Record<string, string> {
    const oidc = authentication.oidcConfiguration;
    return present({
        AUTHENTICATION_PROVIDER: authentication.provider,
        AUTHENTICATION_CLIENT_TYPE: authentication.clientType,
        AUTHENTICATION_RESPONSE_TYPE: authentication.responseType,
        AUTHENTICATION_PUBLIC_KEYS: authentication.publicKeyUrls,
        AUTHENTICATION_AUTHORITY: authentication.authority,
        AUTHENTICATION_CLIENT_ID: authentication.clientId,
        AUTHENTICATION_CALLBACK_URL: authentication.callbackUrl,
        AUTHENTICATION_JWT_PRINCIPAL_CLAIMS: authentication.jwtPrincipalClaims,
        AUTHENTICATION_ENABLE_SELF_SIGNUP: authentication.enableSelfSignup,
        AUTHENTICATION_SESSION_EXPIRY: authentication.sessionExpiry,
        AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN: authorizer.allowedEmailRegistrationDomains,
        AUTHORIZER_ADMIN_PRINCIPALS: authorizer.adminPrincipals,
        AUTHORIZER_PRINCIPAL_DOMAIN: authorizer.principalDomain,
        AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN: authorizer.enforcePrincipalDomain,
        AUTHORIZER_ALLOWED_DOMAINS: authorizer.allowedDomains,
        AUTHORIZER_ENABLE_SECURE_SOCKET: authorizer.enableSecureSocketConnection,
        OIDC_CLIENT_ID: oidc?.id,
        OIDC_CLIENT_SECRET: oidc?.secret,
        OIDC_TYPE: oidc?.type,
        OIDC_SCOPE: oidc?.scope,
        OIDC_DISCOVERY_URI: oidc?.discoveryUri,
        OIDC_RESPONSE_TYPE: oidc?.responseType,
        OIDC_DISABLE_PKCE: oidc?.disablePkce,
        OIDC_CALLBACK: oidc?.callbackUrl,
        OIDC_SERVER_URL: oidc?.serverUrl,
        OIDC_CLIENT_AUTH_METHOD: oidc?.clientAuthenticationMethod,
        OIDC_PROMPT_TYPE: oidc?.prompt,
        OIDC_MAX_AGE: oidc?.maxAge,
        OIDC_SESSION_EXPIRY: oidc?.sessionExpiry,
    });
}

/** The variables that have a value, each as the YAML text that OpenMetadata puts in the place of `${NAME}` before it reads the file. */
function present(variables: Record<string, SettingValue | undefined>): Record<string, string> {
    const given = Object.entries(variables).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, yamlText(value)] as const],
    );
    return Object.fromEntries(given);
}

function yamlText(value: SettingValue): string {
    if (typeof value === "string") {
        return yamlString(value);
    }
    // OpenMetadata's own notation of a list, [a,b] without blanks, needs no quotes in an env file nor in a shell.
    return typeof value === "object" ? `[${value.map(yamlString).join(",")}]` : String(value);
}

/** The bare text where YAML reads it back as the same string, also inside a list; otherwise in JSON's quotes, which YAML takes too. */
function yamlString(value: string): string {
    return isPlain(value) ? value : JSON.stringify(value).replace(/['$`]/g, unicodeEscape);
}

/** What means something to a shell, to Compose or to OpenMetadata's own `${NAME}` must not reach them: YAML alone turns it back. */
function unicodeEscape(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isPlain(value: string): boolean {
    // YAML 1.1, because that is what the server's parser speaks: there `no` is a truth value and 1_000 a number.
    return (
        /^[a-z0-9]([\w.@/: -]*[\w/-])?$/i.test(value) &&
        (parse(`[${value}]`, { version: "1.1" }) as unknown[])[0] === value
    );
}
