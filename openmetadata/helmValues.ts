import { environmentOf } from "./environment";
import type { OpenMetadataOptions } from "./facts";
import { lastStep, NOTHING_CHANGES, withoutVariable } from "./headComment";
import { SERVER_JWKS_PATH, type OidcConfiguration, type OpenMetadataSettings } from "./settings";
import { yamlDocument } from "./yaml";

/** The release under which OpenMetadata's guide installs the chart. */
const DEFAULT_RELEASE = "openmetadata";

/** The chart's value `fullnameOverride` in every version: how its deployment and its service are called, whatever the release is. */
const DEFAULT_NAME = "openmetadata";

/** The Kubernetes `Secret` in which the chart looks for the client, by its own default. */
const SECRET = {
    name: "oidc-secrets",
    idKey: "openmetadata-oidc-client-id",
    secretKey: "openmetadata-oidc-client-secret",
};

/** Helm merges maps, but of two lists it keeps the later one. */
const LIST_NOTE = `
If your own values have extraEnvs as well, copy those entries into the list below: Helm keeps one list only.
`;

/** Settings that the chart's strict schema has no value for, so that they reach the server as variables. */
const ONLY_AS_VARIABLES = ["AUTHENTICATION_SESSION_EXPIRY"];

/** What the values depend on beside the settings. */
type HelmOptions = Pick<OpenMetadataOptions, "helmRelease" | "fullnameOverride" | "version">;

/**
 * The settings as values of OpenMetadata's Helm chart. The client secret is not in them: they name the `Secret` that holds it, and
 * the head comment has the command that makes it.
 * @see OpenMetadata: openmetadata-helm-charts, `charts/openmetadata/values.yaml`
 */
export function renderHelmValues(settings: OpenMetadataSettings, options: HelmOptions = {}): string {
    return yamlDocument(helmValues(settings, options), head(settings, options));
}

function helmValues(settings: OpenMetadataSettings, { fullnameOverride }: HelmOptions): object {
    const { authenticationConfiguration: authentication, authorizerConfiguration: authorizer } = settings;
    const extraEnvs = extraVariables(settings);
    return {
        // Said again, so that the address of the keys below is the one of the service.
        fullnameOverride,
        openmetadata: {
            config: {
                authorizer: {
                    initialAdmins: authorizer.adminPrincipals,
                    principalDomain: authorizer.principalDomain,
                    enforcePrincipalDomain: authorizer.enforcePrincipalDomain,
                    allowedEmailRegistrationDomains: authorizer.allowedEmailRegistrationDomains,
                    allowedDomains: authorizer.allowedDomains,
                    enableSecureSocketConnection: authorizer.enableSecureSocketConnection,
                },
                authentication: {
                    enabled: true,
                    clientType: authentication.clientType,
                    provider: authentication.provider,
                    responseType: authentication.responseType,
                    publicKeys: publicKeys(authentication.publicKeyUrls, fullnameOverride),
                    authority: authentication.authority,
                    clientId: authentication.clientId,
                    callbackUrl: authentication.callbackUrl,
                    jwtPrincipalClaims: authentication.jwtPrincipalClaims,
                    enableSelfSignup: authentication.enableSelfSignup,
                    oidcConfiguration: authentication.oidcConfiguration && oidcValues(authentication.oidcConfiguration),
                },
            },
        },
        ...(extraEnvs.length > 0 && { extraEnvs }),
    };
}

function oidcValues(oidc: OidcConfiguration): object {
    return {
        // Without it the chart leaves out all of this block, whatever the client type.
        enabled: true,
        oidcType: oidc.type,
        clientId: { secretRef: SECRET.name, secretKey: SECRET.idKey },
        clientSecret: { secretRef: SECRET.name, secretKey: SECRET.secretKey },
        scope: oidc.scope,
        discoveryUri: oidc.discoveryUri,
        useNonce: oidc.useNonce === "true",
        preferredJwsAlgorithm: oidc.preferredJwsAlgorithm,
        responseType: oidc.responseType,
        disablePkce: oidc.disablePkce,
        callbackUrl: oidc.callbackUrl,
        serverUrl: oidc.serverUrl,
        clientAuthenticationMethod: oidc.clientAuthenticationMethod,
        tenant: oidc.tenant,
        tokenValidity: String(oidc.tokenValidity),
        promptType: oidc.prompt,
        // The chart's own default, 0, would ask for the password again whatever the prompt says.
        maxAge: oidc.prompt && (oidc.maxAge ?? ""),
        sessionExpiry: oidc.sessionExpiry === undefined ? undefined : String(oidc.sessionExpiry),
    };
}

/** In the cluster OpenMetadata's own keys are at the chart's service, Cognito's where they always are. */
function publicKeys(urls: readonly string[], name = DEFAULT_NAME): string[] {
    const service = `http://${name}:8585${SERVER_JWKS_PATH}`;
    return urls.map((url) => (url.endsWith(SERVER_JWKS_PATH) ? service : url));
}

function extraVariables(settings: OpenMetadataSettings): { name: string; value: string }[] {
    const variables = environmentOf(settings);
    return ONLY_AS_VARIABLES.flatMap((name) => {
        const value = variables[name];
        return value === undefined ? [] : [{ name, value }];
    });
}

function head(
    settings: OpenMetadataSettings,
    { helmRelease = DEFAULT_RELEASE, fullnameOverride = DEFAULT_NAME, version = "<your version>" }: HelmOptions,
): string {
    const { clientType, clientId, callbackUrl } = settings.authenticationConfiguration;
    const deployment = `deployment/${fullnameOverride}`;
    return `
Settings for Kubernetes: OpenMetadata signs people in through Amazon Cognito.
${clientType === "confidential" ? secretCommand(clientId) : ""}
Save this as openmetadata-sso.yaml, and give it to Helm after your own values, now and after every change.
Without --version Helm would bring the newest OpenMetadata with it.

  helm upgrade --install ${helmRelease} open-metadata/openmetadata --version ${version} \\
    --values values.yaml --values openmetadata-sso.yaml
  kubectl rollout restart ${deployment}

The chart refuses values that it does not know, and older charts know fewer. For one before 1.8.4 set
openMetadata.version in the stack's config, and print this again.
${extraVariables(settings).length > 0 ? LIST_NOTE : ""}${withoutVariable(settings)}
${NOTHING_CHANGES}

  kubectl exec ${deployment} -- ./bootstrap/openmetadata-ops.sh remove-security-config --force
  kubectl rollout restart ${deployment}

${lastStep(callbackUrl)}
`;
}

function secretCommand(clientId: string): string {
    return `
First, in the namespace of the release, make the Secret to which this file refers:

  pulumi stack output clientSecret --show-secrets --stack <stack> | tr -d '\\n' |
    kubectl create secret generic ${SECRET.name} \\
      --from-literal=${SECRET.idKey}=${clientId} \\
      --from-file=${SECRET.secretKey}=/dev/stdin
`;
}
