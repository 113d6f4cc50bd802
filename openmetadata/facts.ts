/** The two kinds of app client, in the words of OpenMetadata's `clientType`. */
export type ClientType = "public" | "confidential";

/** What a deployment knows about itself once it is there; the stack's outputs say the same under the same names. */
export interface DeployedFacts {
    /** Id of the app client. */
    readonly clientId: string;
    /** Id of the user pool, for example `eu-west-1_AbCdEfGhI`. */
    readonly userPoolId: string;
    /** Secret of a confidential app client; a public one has none. */
    readonly clientSecret?: string;
    /** AWS region of the pool, for example `eu-west-1`. */
    readonly region: string;
    /** Issuer of the tokens, `https://cognito-idp.<region>.amazonaws.com/<userPoolId>`, without a slash at the end. */
    readonly authority: string;
    /** `<authority>/.well-known/openid-configuration`. */
    readonly discoveryUrl: string;
    /** `<authority>/.well-known/jwks.json`: the public keys of Cognito's tokens. */
    readonly jwksUrl: string;
    /** Origin of the login pages. Never the issuer. */
    readonly domainUrl: string;
    /** The login page of this client, as a browser opens it. */
    readonly signInUrl: string;
    /** The address that ends Cognito's own login and comes back to OpenMetadata. */
    readonly signOutUrl: string;
    /** `<address of OpenMetadata>/callback`, letter by letter as the browser sends it. */
    readonly callbackUrl: string;
    /** Who holds the code exchange: the browser (`public`) or OpenMetadata's server (`confidential`). */
    readonly clientType: ClientType;
    /** Life of the refresh token, in seconds. */
    readonly refreshTokenSeconds: number;
    /** Whether tokens may name groups of the person. */
    readonly hasGroups: boolean;
}

/** What only the owner of the OpenMetadata server knows: the config key `openMetadata`, and `admins` beside it. */
export interface OpenMetadataOptions {
    /** E-mail addresses of the people whom OpenMetadata makes its admins. */
    readonly admins: readonly string[];
    /**
     * The e-mail domain of the admins, in lower case.
     * @default the domain of `admins`; without admins OpenMetadata's own, `open-metadata.org`
     */
    readonly principalDomain?: string;
    /**
     * Whether OpenMetadata refuses people of other e-mail domains.
     * @default true where `principalDomain` or `admins` name a domain, otherwise false
     */
    readonly enforcePrincipalDomain?: boolean;
    /**
     * With `enforcePrincipalDomain`: the e-mail domains that may sign in, in lower case, the admins' among them.
     * @default `principalDomain` alone
     */
    readonly allowedEmailDomains?: readonly string[];
    /**
     * Version of the OpenMetadata server (and of its Helm chart), for example `1.13.4`: settings that it does not know are left out,
     * and warnings say what it cannot do.
     * @default a current one: all settings are written
     */
    readonly version?: string;
    /**
     * Name of the Helm release. Nothing else depends on it: the chart does not name its resources after the release.
     * @default "openmetadata"
     */
    readonly helmRelease?: string;
    /**
     * The chart's value `fullnameOverride`: the name of its deployment and its service.
     * @default "openmetadata", as in the chart
     */
    readonly fullnameOverride?: string;
    /**
     * What Cognito asks at each sign-in of a confidential client: the password again, or which account to use.
     * @default "login"
     */
    readonly prompt?: "login" | "select_account";
}
