import { awsIssuer, domainHost } from "../config/partition";

/** Where a deployed user pool answers: everything an OpenID Connect client has to be told. */
export interface Addresses {
    /** The issuer (OpenMetadata: authority), `https://cognito-idp.<region>.amazonaws.com/<userPoolId>`, whatever the domain is. */
    readonly authority: string;
    readonly discoveryUrl: string;
    readonly jwksUrl: string;
    /** Base of the login pages and OAuth endpoints, without a slash at the end. */
    readonly domainUrl: string;
    /** Opens the login page and goes on to the callback. */
    readonly signInUrl: string;
    /** Ends the login pages' own session; Cognito does not take the standard `post_logout_redirect_uri`. */
    readonly signOutUrl: string;
}

/** What the addresses are made of: facts of a deployment. */
export interface AddressFacts {
    readonly region: string;
    readonly userPoolId: string;
    readonly clientId: string;
    /** The domain as Cognito knows it: a prefix, or the whole name of a custom domain. */
    readonly domain: string;
    /** OpenMetadata's callback URL. */
    readonly callbackUrl: string;
    /** Where the browser goes after a sign-out. */
    readonly logoutUrl: string;
    /** Base URL of an emulator, which serves all pools and pages of all domains itself. */
    readonly endpoint?: string | undefined;
}

/** What OpenMetadata's web page asks for; Cognito knows no `offline_access`. */
export const SCOPES = ["openid", "email", "profile"] as const;

/** All addresses of a deployment, right in every AWS partition. */
export function addresses(facts: AddressFacts): Addresses {
    const { region, userPoolId, clientId, callbackUrl, logoutUrl, endpoint } = facts;
    const authority = endpoint === undefined ? awsIssuer(region, userPoolId) : `${endpoint}/${userPoolId}`;
    const domainUrl = endpoint ?? `https://${domainHost(facts)}`;
    const signIn = new URLSearchParams({
        client_id: clientId,
        response_type: "code",
        scope: SCOPES.join(" "),
        redirect_uri: callbackUrl,
    });
    const signOut = new URLSearchParams({ client_id: clientId, logout_uri: logoutUrl });
    return {
        authority,
        discoveryUrl: `${authority}/.well-known/openid-configuration`,
        jwksUrl: `${authority}/.well-known/jwks.json`,
        domainUrl,
        signInUrl: `${domainUrl}/oauth2/authorize?${signIn.toString()}`,
        signOutUrl: `${domainUrl}/logout?${signOut.toString()}`,
    };
}
