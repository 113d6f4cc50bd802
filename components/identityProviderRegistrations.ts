import * as pulumi from "@pulumi/pulumi";
import type { IdentityProvider, IdentityProviderType } from "../config/identityProviders";

/** What must be entered at a provider before anybody can come from there. */
export type IdentityProviderRegistration = {
    readonly name: string;
    readonly type: IdentityProviderType;
    /** Where to enter it. */
    readonly enterAt: string;
} & (
    | { readonly redirectUri: string }
    | {
          /** Assertion consumer service, also called reply URL. */
          readonly acsUrl: string;
          /** Also called audience, or identifier of the service provider. */
          readonly entityId: string;
      }
);

const ENTER_AT: Readonly<Record<IdentityProviderType, string>> = {
    google: "Google Cloud console > Google Auth Platform > Clients > your client > Authorized redirect URIs",
    facebook: "Meta for Developers > your app > Facebook Login > Settings > Valid OAuth Redirect URIs",
    apple: "Apple Developer > Identifiers > your Services ID > Sign in with Apple > Configure > Return URLs",
    amazon: "Login with Amazon console > your security profile > Web Settings > Allowed Return URLs",
    saml: "your provider's SAML application: reply (ACS) URL, and entity id (audience)",
    oidc: "your provider's web application: redirect (sign-in, callback) URI",
};

/** One entry a provider, in the order of the config. */
export function identityProviderRegistrations(
    providers: readonly IdentityProvider[],
    deployed: { domainUrl: pulumi.Output<string>; userPoolId: pulumi.Output<string> },
): pulumi.Output<IdentityProviderRegistration[]> {
    return pulumi
        .all([deployed.domainUrl, deployed.userPoolId])
        .apply(([domainUrl, userPoolId]) => providers.map((provider) => registration(provider, domainUrl, userPoolId)));
}

/** AWS: cognito-user-pools-social-idp, cognito-user-pools-oidc-idp and cognito-user-pools-saml-idp. */
export function registration(
    { name, type }: Pick<IdentityProvider, "name" | "type">,
    domainUrl: string,
    userPoolId: string,
): IdentityProviderRegistration {
    const provider = { name, type, enterAt: ENTER_AT[type] };
    return type === "saml"
        ? {
              ...provider,
              acsUrl: `${domainUrl}/saml2/idpresponse`,
              entityId: `urn:amazon:cognito:sp:${userPoolId}`,
          }
        : { ...provider, redirectUri: `${domainUrl}/oauth2/idpresponse` };
}
