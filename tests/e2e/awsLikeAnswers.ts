import { startBeforeEmulator, type BeforeEmulator } from "./beforeEmulator";

/** Stands before the emulator and answers for identity providers as AWS does. */
export interface AwsLikeAnswers extends BeforeEmulator {
    /** What was sent with each `UpdateIdentityProvider`. */
    readonly updates: readonly { ProviderName: string; ProviderDetails: Record<string, string> }[];
}

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

/** Starts it on a free port. Whatever is not about identity providers goes through unchanged. */
export async function startAwsLikeAnswers(emulator: string): Promise<AwsLikeAnswers> {
    const updates: AwsLikeAnswers["updates"][number][] = [];
    const server = await startBeforeEmulator(emulator, (action, sent, answer) => {
        if (action === "UpdateIdentityProvider") {
            updates.push(JSON.parse(sent) as (typeof updates)[number]);
        }
        return /^(Create|Describe|Update)IdentityProvider$/.test(action) ? withAdded(answer) : answer;
    });
    return { ...server, updates };
}

function withAdded(body: string): string {
    const answer = JSON.parse(body) as {
        IdentityProvider: { ProviderType: string; ProviderDetails: Details };
    };
    const { ProviderType, ProviderDetails } = answer.IdentityProvider;
    answer.IdentityProvider.ProviderDetails = { ...ADDED[ProviderType](ProviderDetails), ...ProviderDetails };
    return JSON.stringify(answer);
}
