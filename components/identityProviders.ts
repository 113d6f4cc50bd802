import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import {
    attributeMappingOf,
    identifiersOf,
    kindOf,
    type IdentityProvider,
    type IdentityProviderType,
} from "../config/identityProviders";
import { readSecret, unreadableSecret } from "../config/identityProviderSecrets";
import { describeProblems, type Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";

/** The pool's identity providers, each a resource named after its provider: their order in the config does not matter. */
export function createIdentityProviders(
    name: string,
    settings: Settings,
    userPoolId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): cognito.IdentityProvider[] {
    return settings.identityProviders.map(
        (provider) =>
            new cognito.IdentityProvider(
                `${name}-${provider.name}`,
                { ...identityProviderArgs(provider, secretOf(provider, settings)), userPoolId },
                {
                    ...opts,
                    // A new one of another type has the same name, which is free only when the old one is gone.
                    deleteBeforeReplace: true,
                    additionalSecretOutputs: ["providerDetails"],
                    ignoreChanges: detailsFromAws(provider).map((key) => `providerDetails.${key}`),
                },
            ),
    );
}

/** The arguments of one provider (AWS: CreateIdentityProvider). */
export function identityProviderArgs(
    provider: IdentityProvider,
    secret?: pulumi.Input<string>,
): Omit<cognito.IdentityProviderArgs, "userPoolId"> {
    const identifiers = identifiersOf(provider);
    return {
        providerName: provider.name,
        providerType: kindOf(provider).cognitoType,
        providerDetails: { ...providerDetails(provider), ...secretDetail(provider, secret) },
        attributeMapping: attributeMappingOf(provider),
        ...(identifiers.length > 0 && { idpIdentifiers: [...identifiers] }),
    };
}

const SECRET_KEYS = { "client secret": "client_secret", "private key": "private_key" } as const;

function secretDetail(
    provider: IdentityProvider,
    secret: pulumi.Input<string> | undefined,
): Record<string, pulumi.Input<string>> {
    const kind = kindOf(provider).secret;
    return kind === undefined || secret === undefined ? {} : { [SECRET_KEYS[kind]]: secret };
}

/** A secret output, looked at before anything can use it. */
function secretOf(
    provider: IdentityProvider,
    { identityProviderSecrets }: Settings,
): pulumi.Output<string> | undefined {
    if (kindOf(provider).secret === undefined) {
        return undefined;
    }
    return pulumi.secret(identityProviderSecrets[provider.name]).apply((text) => {
        const secret = readSecret(provider, text);
        if (secret === undefined) {
            throw new UserError(
                describeProblems(
                    `Stack ${pulumi.getStack()}`,
                    [unreadableSecret(provider)],
                    `${provider.name} was not changed.`,
                ),
            );
        }
        return secret;
    });
}

/** All but the secret, with the names that Cognito has for each type. Scopes are one text, in the form that the type wants. */
function providerDetails(provider: IdentityProvider): Record<string, string> {
    switch (provider.type) {
        case "google":
        case "amazon":
            return { client_id: provider.clientId, authorize_scopes: provider.scopes.join(" ") };
        case "facebook":
            return present({
                client_id: provider.clientId,
                authorize_scopes: provider.scopes.join(", "),
                api_version: provider.apiVersion,
            });
        case "apple":
            return {
                client_id: provider.clientId,
                team_id: provider.teamId,
                key_id: provider.keyId,
                authorize_scopes: provider.scopes.join(" "),
            };
        case "oidc":
            return present({
                client_id: provider.clientId,
                authorize_scopes: provider.scopes.join(" "),
                attributes_request_method: provider.attributesRequestMethod,
                oidc_issuer: provider.issuer,
                authorize_url: provider.endpoints?.authorizeUrl,
                token_url: provider.endpoints?.tokenUrl,
                attributes_url: provider.endpoints?.attributesUrl,
                jwks_uri: provider.endpoints?.jwksUri,
            });
        case "saml":
            return present({
                MetadataURL: provider.metadataUrl,
                MetadataFile: provider.metadataFile,
                IDPSignout: provider.signOut?.toString(),
                IDPInit: provider.idpInitiated?.toString(),
                EncryptedResponses: provider.encryptedResponses?.toString(),
                RequestSigningAlgorithm: provider.requestSigningAlgorithm,
            });
    }
}

function present(details: Readonly<Record<string, string | undefined>>): Record<string, string> {
    const entries = Object.entries(details).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Record<string, string>;
}

const ENDPOINTS = ["authorize_url", "token_url", "attributes_url"];
const DISCOVERED = [...ENDPOINTS, "jwks_uri"];

/** What AWS adds to an answer beside what it was sent (AWS: CreateIdentityProvider, the answers for each type). */
const ADDED_BY_AWS: Readonly<Record<IdentityProviderType, readonly string[]>> = {
    google: [...ENDPOINTS, "attributes_url_add_attributes", "oidc_issuer", "token_request_method"],
    facebook: [...ENDPOINTS, "attributes_url_add_attributes", "token_request_method"],
    amazon: [...ENDPOINTS, "attributes_url_add_attributes", "token_request_method"],
    apple: ["authorize_url", "token_url", "attributes_url_add_attributes", "oidc_issuer", "token_request_method"],
    oidc: ["attributes_url_add_attributes"],
    saml: ["ActiveEncryptionCertificate", "SSORedirectBindingURI", "SLORedirectBindingURI"],
};

/**
 * The keys that AWS fills in itself, and only these: without it each update would try to take them away again, and with one more
 * a change of a secret would do nothing (lgallard/terraform-aws-cognito-user-pool#371).
 */
export function detailsFromAws(provider: IdentityProvider): string[] {
    return [
        ...ADDED_BY_AWS[provider.type],
        ...(provider.type === "oidc" && provider.endpoints === undefined ? DISCOVERED : []),
        ...(provider.type === "facebook" && provider.apiVersion === undefined ? ["api_version"] : []),
    ];
}

/**
 * An update sends back what AWS had filled in. For a provider with discovery that is where the former issuer answered, so that
 * people would go on signing in there.
 */
export function discoveryProblems(before: readonly IdentityProvider[], after: readonly IdentityProvider[]): Problem[] {
    return after.flatMap((provider, index) => {
        const former = before.find(({ name }) => name === provider.name);
        if (provider.type !== "oidc" || former?.type !== "oidc" || provider.endpoints !== undefined) {
            return [];
        }
        const fix = `write the four addresses that ${provider.issuer}/.well-known/openid-configuration gives`;
        if (former.endpoints !== undefined) {
            return [
                {
                    key: `identityProviders[${index}].endpoints`,
                    given: "nothing, until now four addresses",
                    allowed: "the four addresses: Cognito would keep the former ones",
                    fix,
                },
            ];
        }
        return former.issuer === provider.issuer
            ? []
            : [
                  {
                      key: `identityProviders[${index}].issuer`,
                      given: `${provider.issuer}, until now ${former.issuer}`,
                      allowed: "another issuer only with endpoints: Cognito would keep the former issuer's",
                      fix: `as endpoints, ${fix}`,
                  },
              ];
    });
}
