import type { StandIn } from "../beforeEmulator";

type Details = Readonly<Record<string, string>>;

/** What AWS adds to the details of a provider, as its API reference shows it for each type (CreateIdentityProvider). */
const ADDED: Readonly<Record<string, (sent: Details) => Details>> = {
    Google: () => ({
        attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
        attributes_url_add_attributes: "true",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        oidc_issuer: "https://accounts.google.com",
        token_request_method: "POST",
        token_url: "https://www.googleapis.com/oauth2/v4/token",
    }),
    Facebook: ({ api_version = "v17.0" }) => ({
        api_version,
        attributes_url: `https://graph.facebook.com/${api_version}/me?fields=`,
        attributes_url_add_attributes: "true",
        authorize_url: `https://www.facebook.com/${api_version}/dialog/oauth`,
        token_request_method: "GET",
        token_url: `https://graph.facebook.com/${api_version}/oauth/access_token`,
    }),
    LoginWithAmazon: () => ({
        attributes_url: "https://api.amazon.com/user/profile",
        attributes_url_add_attributes: "false",
        authorize_url: "https://www.amazon.com/ap/oa",
        token_request_method: "POST",
        token_url: "https://api.amazon.com/auth/o2/token",
    }),
    SignInWithApple: () => ({
        attributes_url_add_attributes: "false",
        authorize_url: "https://appleid.apple.com/auth/authorize",
        oidc_issuer: "https://appleid.apple.com",
        token_request_method: "POST",
        token_url: "https://appleid.apple.com/auth/token",
    }),
    OIDC: ({ oidc_issuer }) => ({
        attributes_url: `${oidc_issuer}/me`,
        attributes_url_add_attributes: "false",
        authorize_url: `${oidc_issuer}/auth`,
        jwks_uri: `${oidc_issuer}/jwks`,
        token_url: `${oidc_issuer}/token`,
    }),
    SAML: () => ({
        ActiveEncryptionCertificate: "MIICvTCCAaWgAwIBAgIJ",
        SLORedirectBindingURI: "https://login.mycompany.com/logout",
        SSORedirectBindingURI: "https://login.mycompany.com/sso",
    }),
};

/** Answers for identity providers as AWS does. */
export const awsLikeIdentityProviders: StandIn = {
    afterwards: ({ operation }, answer) =>
        /^(Create|Describe|Update)IdentityProvider$/.test(operation) ? withAdded(answer) : answer,
};

function withAdded(answer: Record<string, unknown>) {
    const provider = answer.IdentityProvider as { ProviderType: string; ProviderDetails: Details };
    const { ProviderType, ProviderDetails } = provider;
    const details = { ...ADDED[ProviderType](ProviderDetails), ...ProviderDetails };
    return { IdentityProvider: { ...provider, ProviderDetails: details } };
}
