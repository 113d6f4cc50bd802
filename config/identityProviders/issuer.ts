/** Issuers that can never be the claim `iss` of a token: Cognito takes them, and ends every sign-in with "Bad id_token issuer". */

/** Why nobody could sign in through it. */
export interface IssuerFault {
    readonly allowed: string;
    readonly fix: string;
}

/** A well-known provider, of whose tokens the issuer is known. */
interface KnownProvider {
    /** Its hosts, in lower case. */
    readonly hosts: RegExp;
    /** The whole issuer as it stands in its tokens. */
    readonly inTokens: RegExp;
    /** Besides: where a discovery document is found that names the issuer of the tokens. */
    readonly discovers?: RegExp;
    /** `inTokens` for people. */
    readonly form: (host: string) => string;
    /** What was probably meant. */
    readonly fix: (url: URL) => string;
}

const GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Microsoft's clouds: worldwide, US government, China. */
const MICROSOFT = String.raw`(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn)`;
const MICROSOFT_V1 = String.raw`sts\.(?:windows\.net|chinacloudapi\.cn)`;

/** The tenant of all personal accounts, for which `consumers` stands. */
const PERSONAL_ACCOUNTS = "9188040d-6c67-4c5b-b112-36a304b66dad";

const OKTA = String.raw`(?:okta(?:preview|-emea|-gov)?\.com|okta\.mil)`;

const KNOWN_PROVIDERS: readonly KnownProvider[] = [
    {
        hosts: new RegExp(
            `^(?:${MICROSOFT}|${MICROSOFT_V1}|login\\.(?:microsoftonline\\.de|windows\\.net|chinacloudapi\\.cn))$`,
        ),
        inTokens: new RegExp(`^https://(?:${MICROSOFT}/${GUID}/v2\\.0|${MICROSOFT_V1}/${GUID}/)$`),
        // Also the tenant by its domain, and the older version 1.
        discovers: new RegExp(
            `^https://(?:${MICROSOFT}/(?!(?:common|organizations|consumers)(?:/|$))[\\w.-]+(?:/v2\\.0)?|${MICROSOFT_V1}/${GUID})$`,
        ),
        form: (host) =>
            `Microsoft's is https://${new RegExp(`^${MICROSOFT}$`).test(host) ? host : "login.microsoftonline.com"}/<tenant id>/v2.0`,
        fix: ({ pathname }) =>
            pathname.startsWith("/consumers")
                ? `for personal accounts: https://login.microsoftonline.com/${PERSONAL_ACCOUNTS}/v2.0`
                : "take the Directory (tenant) ID from the application's Overview; one provider for each tenant whose people may come in",
    },
    {
        hosts: /\.ciamlogin\.com$/,
        inTokens: new RegExp(`^https://${GUID}\\.ciamlogin\\.com/${GUID}/v2\\.0$`),
        discovers: /^https:\/\/[\w-]+\.ciamlogin\.com\/[\w.-]+\/v2\.0$/,
        form: () => "Microsoft's is https://<tenant id>.ciamlogin.com/<tenant id>/v2.0",
        fix: () => "take the tenant id from the application's Overview",
    },
    {
        hosts: /\.b2clogin\.com$/,
        inTokens: new RegExp(`^https://[\\w-]+\\.b2clogin\\.com/(?:${GUID}|tfp/${GUID}/[\\w-]+)/v2\\.0/$`),
        discovers: /^https:\/\/[\w-]+\.b2clogin\.com\/(?:tfp\/)?[\w.-]+\/B2C_1A?_\w+\/v2\.0$/i,
        form: (host) =>
            `Azure AD B2C's is https://${host}/<tenant id>/v2.0/ with endpoints, and https://${host}/<tenant>/<policy>/v2.0 without`,
        fix: () => "take the value of issuer from the policy's discovery document (Run user flow)",
    },
    {
        hosts: new RegExp(`\\.${OKTA}$`),
        inTokens: new RegExp(
            `^https://(?!login\\.)(?:[a-z0-9-]*[a-z0-9])(?<!-admin)\\.${OKTA}(?:/oauth2/(?!v1(?:/|$))[\\w-]+)?$`,
        ),
        form: () =>
            "Okta's is https://<your Okta domain>, or https://<your Okta domain>/oauth2/<id of an authorization server>",
        fix: ({ hostname, pathname }) =>
            `for example: https://${hostname.replace(/-admin(?=\.)/, "")}${/^\/oauth2\/(?!v1(\/|$))[\w-]+/.exec(pathname)?.[0] ?? ""}`,
    },
    {
        hosts: /(^|\.)auth0\.com$/,
        inTokens: /^https:\/\/(?!manage\.)[a-z0-9-]+(\.[a-z0-9-]+)?\.auth0\.com\/$/,
        discovers: /^https:\/\/(?!manage\.)[a-z0-9-]+(\.[a-z0-9-]+)?\.auth0\.com$/,
        form: () => "Auth0's is https://<tenant>.auth0.com/ with endpoints, and without the slash else",
        fix: ({ hostname }) =>
            /^(manage\.)?auth0\.com$/.test(hostname)
                ? "take Domain from the application's Settings"
                : `for example: https://${hostname}/`,
    },
    {
        hosts: /(^|\.)google(apis)?\.com$/,
        inTokens: /^https:\/\/accounts\.google\.com$/,
        form: () => "Google's is https://accounts.google.com",
        fix: () => "for example: https://accounts.google.com; or use the type google",
    },
    {
        hosts: /(^|\.)linkedin\.com$/,
        inTokens: /^https:\/\/www\.linkedin\.com\/oauth$/,
        form: () => "LinkedIn's is https://www.linkedin.com/oauth",
        fix: () => "for example: https://www.linkedin.com/oauth",
    },
    {
        hosts: /\.amazoncognito\.com(\.cn)?$|^cognito-idp[.-]/,
        inTokens: /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)\/\1_[0-9A-Za-z]+$/,
        form: () =>
            "Cognito's is https://cognito-idp.<region>.amazonaws.com/<pool id>, whatever the domain of the login pages",
        fix: ({ hostname }) => {
            const region = /(?:\.auth|^cognito-idp)(?:-fips)?\.([a-z0-9-]+)\./.exec(hostname)?.[1] ?? "eu-west-1";
            return `for example: https://cognito-idp.${region}.amazonaws.com/${region}_AbCdEfGhI`;
        },
    },
    {
        hosts: /(^|\.)github(usercontent)?\.com$/,
        inTokens: /(?!)/,
        form: () => "GitHub has none: it signs people in by OAuth 2.0 alone",
        fix: () => "put a provider of OpenID Connect between that has GitHub behind it, for example Keycloak or Auth0",
    },
];

const AS_IN_TOKENS = "the issuer as it stands in the provider's tokens (claim iss)";

/**
 * @param discovered whether Cognito takes the issuer from the discovery document; else it compares this one, letter by letter
 * @see Microsoft identity platform, ID token claims; Okta, Org authorization server; Auth0, ID token structure
 */
export function issuerFault(issuer: string, discovered: boolean): IssuerFault | undefined {
    const url = new URL(issuer);
    const before = /^.*?(?=\/(protocol\/openid-connect|\.well-known)(\/|$))/.exec(issuer)?.[0];
    if (before !== undefined) {
        return { allowed: `${AS_IN_TOKENS}: it ends before the paths of endpoints`, fix: `for example: ${before}` };
    }
    const provider = KNOWN_PROVIDERS.find(({ hosts }) => hosts.test(url.hostname));
    // Whoever is asked for the document does not mind how the host is written. The port is another rule's.
    const asked = issuer.replace(/^https:\/\/[^/]+/i, `https://${url.hostname}`);
    const fits = discovered
        ? [provider?.inTokens, provider?.discovers].some((form) => form?.test(asked))
        : provider?.inTokens.test(issuer);
    return provider === undefined || fits
        ? undefined
        : { allowed: `${AS_IN_TOKENS}: ${provider.form(url.hostname)}`, fix: provider.fix(url) };
}
