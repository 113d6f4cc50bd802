import { environmentOf } from "./environment";
import { lastStep } from "./headComment";
import { SERVER_JWKS_PATH, type OidcConfiguration, type OpenMetadataSettings } from "./settings";
import { yamlDocument } from "./yaml";

/** The release under which OpenMetadata's guide installs the chart. */
const DEFAULT_RELEASE = "openmetadata";

/** Name of the chart, from which it derives the names of what it makes. */
const CHART = "openmetadata";

/** The Kubernetes `Secret` in which the chart looks for the client, by its own default. */
const SECRET = {
    name: "oidc-secrets",
    idKey: "openmetadata-oidc-client-id",
    secretKey: "openmetadata-oidc-client-secret",
};

/** Kubernetes' limit for the name of a service. */
const LONGEST_NAME = 63;

/** Helm merges maps, but of two lists it keeps the later one. */
const LIST_NOTE = `
If your own values have extraEnvs as well, copy those entries into the list below: Helm keeps one list only.
`;

/** Settings that the chart's strict schema has no value for, so that they reach the server as variables. */
const ONLY_AS_VARIABLES = ["AUTHENTICATION_JWT_TEAM_CLAIM_MAPPING", "AUTHENTICATION_SESSION_EXPIRY"];

/**
 * The settings as values of OpenMetadata's Helm chart. The client secret is not in them: they name the `Secret` that holds it, and
 * the head comment has the command that makes it.
 * @see OpenMetadata: openmetadata-helm-charts, `charts/openmetadata/values.yaml`
 */
export function renderHelmValues(settings: OpenMetadataSettings, helmRelease = DEFAULT_RELEASE): string {
    return yamlDocument(helmValues(settings, helmRelease), head(settings, helmRelease));
}

/** The name that the chart gives to the deployment and the service of a release. */
export function helmFullName(release: string): string {
    const name = release.includes(CHART) ? release : `${release}-${CHART}`;
    return name.slice(0, LONGEST_NAME).replace(/-$/, "");
}

function helmValues(settings: OpenMetadataSettings, release: string): object {
    const { authenticationConfiguration: authentication, authorizerConfiguration: authorizer } = settings;
    const extraEnvs = extraVariables(settings);
    return {
        openmetadata: {
            config: {
                authorizer: {
                    initialAdmins: authorizer.adminPrincipals,
                    principalDomain: authorizer.principalDomain,
                    enforcePrincipalDomain: authorizer.enforcePrincipalDomain,
                    allowedDomains: authorizer.allowedDomains,
                    enableSecureSocketConnection: authorizer.enableSecureSocketConnection,
                },
                authentication: {
                    enabled: true,
                    clientType: authentication.clientType,
                    provider: authentication.provider,
                    responseType: authentication.responseType,
                    publicKeys: publicKeys(authentication.publicKeyUrls, release),
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
function publicKeys(urls: readonly string[], release: string): string[] {
    const service = `http://${helmFullName(release)}:8585${SERVER_JWKS_PATH}`;
    return urls.map((url) => (url.endsWith(SERVER_JWKS_PATH) ? service : url));
}

function extraVariables(settings: OpenMetadataSettings): { name: string; value: string }[] {
    const variables = environmentOf(settings);
    return ONLY_AS_VARIABLES.flatMap((name) => {
        const value = variables[name];
        return value === undefined ? [] : [{ name, value }];
    });
}

function head(settings: OpenMetadataSettings, release: string): string {
    const { clientType, clientId, callbackUrl } = settings.authenticationConfiguration;
    const deployment = `deployment/${helmFullName(release)}`;
    return `
Settings for Kubernetes: OpenMetadata signs people in through Amazon Cognito.
${clientType === "confidential" ? secretCommand(clientId) : ""}
Save this as openmetadata-sso.yaml, and give it to Helm after your own values, now and after every change:

  helm upgrade --install ${release} open-metadata/${CHART} --values values.yaml --values openmetadata-sso.yaml
  kubectl rollout restart ${deployment}

The chart refuses values that it does not know, and older charts know fewer. For one before 1.8.4 set
openMetadata.version in the stack's config, and print this again.
${extraVariables(settings).length > 0 ? LIST_NOTE : ""}
Nothing changes? OpenMetadata keeps these settings in its database from its first start on, and what is
there wins. Remove it, and restart:

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
