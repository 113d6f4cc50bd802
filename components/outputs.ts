import * as pulumi from "@pulumi/pulumi";
import { openMetadataUrl } from "../config/openMetadataUrl";
import type { Settings } from "../config/settings";
import { addresses } from "./addresses";
import type { DomainRecord } from "./customDomain";
import { identityProviderRegistrations, type IdentityProviderRegistration } from "./identityProviderRegistrations";
import { openMetadataOutputs } from "./openMetadataOutputs";
import { callbackUrls, logoutUrls, openMetadataUrls } from "./redirectUrls";

/** Everything that OpenMetadata, the Collate team and the owner must be told. What a deployment does not have is left out. */
export interface CognitoSsoOutputs {
    /** OpenMetadata: OIDC client id. */
    readonly clientId: pulumi.Output<string>;
    readonly userPoolId: pulumi.Output<string>;
    /** Of a confidential client. A secret output. */
    readonly clientSecret?: pulumi.Output<string>;
    /** Where the client secret is in AWS Secrets Manager, with `secretsManager`. */
    readonly clientSecretArn?: pulumi.Output<string>;
    readonly region: pulumi.Output<string>;
    /** The issuer of the tokens, without a slash at the end. */
    readonly authority: pulumi.Output<string>;
    readonly discoveryUrl: pulumi.Output<string>;
    readonly jwksUrl: pulumi.Output<string>;
    /** Base of the login pages, without a slash at the end. */
    readonly domainUrl: pulumi.Output<string>;
    /** The DNS record that is left to create, for `domain.name` with DNS elsewhere. */
    readonly domainRecord?: pulumi.Output<DomainRecord>;
    readonly signInUrl: pulumi.Output<string>;
    readonly signOutUrl: pulumi.Output<string>;
    /** All redirect URLs that the client accepts: three for each address of OpenMetadata. */
    readonly callbackUrls: pulumi.Output<string[]>;
    /** All URLs to which a sign-out may lead. */
    readonly logoutUrls: pulumi.Output<string[]>;
    /** What must be entered at each identity provider. */
    readonly identityProviderRegistrations?: pulumi.Output<IdentityProviderRegistration[]>;
    /** `openMetadata.version`, where it is set: `npm run doctor` and `npm run sign-in` go by it. */
    readonly openMetadataVersion?: pulumi.Output<string>;
    /** For `docker compose --env-file`. A secret output for a confidential client. */
    readonly openMetadataDockerEnv: pulumi.Output<string>;
    /** For `conf/openmetadata.yaml`. A secret output for a confidential client. */
    readonly openMetadataYaml: pulumi.Output<string>;
    /** For `helm upgrade --values`. */
    readonly openMetadataHelmValues: pulumi.Output<string>;
    /** For the form under Settings > SSO, as JSON. A secret output for a confidential client. */
    readonly openMetadataSsoForm: pulumi.Output<string>;
    /** What to send to the Collate team. */
    readonly collateHandOff: pulumi.Output<string>;
}

/** What the outputs are made from. */
export interface Made {
    readonly region: pulumi.Output<string>;
    readonly userPoolId: pulumi.Output<string>;
    readonly clientId: pulumi.Output<string>;
    /** Of a confidential client. */
    readonly clientSecret: pulumi.Output<string> | undefined;
    readonly clientSecretArn: pulumi.Output<string> | undefined;
    /** The domain's own output, so that no address is handed out before it answers. */
    readonly domain: pulumi.Output<string>;
    readonly domainRecord: pulumi.Output<DomainRecord> | undefined;
}

export function cognitoSsoOutputs(settings: Settings, made: Made): CognitoSsoOutputs {
    const { clientId, userPoolId, clientSecret, clientSecretArn, region, domainRecord } = made;
    const where = deployedAddresses(settings, made);
    const urls = openMetadataUrls(settings.callbackUrl, settings.additionalUrls);
    const providers = settings.identityProviders;
    const { version } = settings.openMetadata;
    return {
        clientId,
        userPoolId,
        ...(clientSecret && { clientSecret }),
        ...(clientSecretArn && { clientSecretArn }),
        region,
        authority: where.authority,
        discoveryUrl: where.discoveryUrl,
        jwksUrl: where.jwksUrl,
        domainUrl: where.domainUrl,
        ...(domainRecord && { domainRecord }),
        signInUrl: where.signInUrl,
        signOutUrl: where.signOutUrl,
        callbackUrls: pulumi.output(callbackUrls(urls)),
        logoutUrls: pulumi.output(logoutUrls(urls)),
        ...(providers.length > 0 && {
            identityProviderRegistrations: identityProviderRegistrations(providers, {
                domainUrl: where.domainUrl,
                userPoolId,
            }),
        }),
        ...(version !== undefined && { openMetadataVersion: pulumi.output(version) }),
        ...openMetadataOutputs(settings, { clientId, userPoolId, clientSecret, region, addresses: where }),
    };
}

function deployedAddresses({ callbackUrl, endpoint }: Settings, made: Made) {
    const [logoutUrl] = logoutUrls([openMetadataUrl(callbackUrl)]);
    return pulumi
        .all([made.region, made.userPoolId, made.clientId, made.domain])
        .apply(([region, userPoolId, clientId, domain]) =>
            addresses({ region, userPoolId, clientId, domain, callbackUrl, logoutUrl, endpoint }),
        );
}
