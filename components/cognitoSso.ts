import type * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { isExample, openMetadataUrl } from "../config/openMetadataUrl";
import { checkedSettings, isProtected, type CognitoSsoArgs, type Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { addresses, type Addresses } from "./addresses";
import { createAppClient } from "./appClient";
import { changeGuard } from "./changeGuard";
import { createClientSecret } from "./clientSecret";
import { createCustomDomain, type CustomDomain, type DomainRecord } from "./customDomain";
import { createDomain } from "./domain";
import { defaultDomainPrefix } from "./domainPrefix";
import { emulatorProvider } from "./emulator";
import { domainOf, fittingPoolId, readUserPool } from "./existingPool";
import { createFirewall } from "./firewall";
import { createGroups } from "./groups";
import { identityProviderRegistrations, type IdentityProviderRegistration } from "./identityProviderRegistrations";
import { createIdentityProviders } from "./identityProviders";
import { createLoginPages } from "./loginPages";
import { createLogs } from "./logs";
import { openMetadataOutputs, warnAboutOpenMetadata } from "./openMetadataOutputs";
import { idInPlace, type Place } from "./place";
import { checkedPlace } from "./preflight";
import { callbackUrls, logoutUrls, openMetadataUrls } from "./redirectUrls";
import { createRiskConfiguration } from "./threatProtection";
import { createUserPool } from "./userPool";
import { notices, warnings } from "./warnings";

export type { CognitoSsoArgs } from "../config/settings";

/**
 * Single sign-on for one OpenMetadata (or Collate) through Amazon Cognito: a user pool of its own, the login pages' domain, and
 * the app client that OpenMetadata signs in with.
 *
 *     const sso = new CognitoSso("openmetadata", { callbackUrl: "https://openmetadata.mycompany.com/callback" });
 *
 * @throws UserError from the constructor, with all problems of the arguments at once, before any resource is registered
 */
export class CognitoSso extends pulumi.ComponentResource {
    /** OpenMetadata: OIDC client id. */
    public readonly clientId: pulumi.Output<string>;
    public readonly userPoolId: pulumi.Output<string>;
    /** A secret output; undefined for a public client, which has none. */
    public readonly clientSecret: pulumi.Output<string> | undefined;
    /** Where the client secret is in AWS Secrets Manager; undefined where it is not handed over there. */
    public readonly clientSecretArn: pulumi.Output<string> | undefined;
    public readonly region: pulumi.Output<string>;
    /** The issuer of the tokens, without a slash at the end. */
    public readonly authority: pulumi.Output<string>;
    public readonly discoveryUrl: pulumi.Output<string>;
    public readonly jwksUrl: pulumi.Output<string>;
    /** Base of the login pages, without a slash at the end. */
    public readonly domainUrl: pulumi.Output<string>;
    /** The DNS record to create for `domain.name`; undefined where none is left to create. */
    public readonly domainRecord: pulumi.Output<DomainRecord> | undefined;
    public readonly signInUrl: pulumi.Output<string>;
    public readonly signOutUrl: pulumi.Output<string>;
    /** All redirect URLs that the client accepts: three for each address of OpenMetadata. */
    public readonly callbackUrls: pulumi.Output<string[]>;
    /** All URLs to which a sign-out may lead. */
    public readonly logoutUrls: pulumi.Output<string[]>;
    /** What must be entered at each identity provider; undefined where there is none. */
    public readonly identityProviderRegistrations: pulumi.Output<IdentityProviderRegistration[]> | undefined;
    /** For `docker compose --env-file`. A secret output for a confidential client. */
    public readonly openMetadataDockerEnv: pulumi.Output<string>;
    /** For `conf/openmetadata.yaml`. A secret output for a confidential client. */
    public readonly openMetadataYaml: pulumi.Output<string>;
    /** For `helm upgrade --values`. */
    public readonly openMetadataHelmValues: pulumi.Output<string>;
    /** For the form under Settings > SSO, as JSON. A secret output for a confidential client. */
    public readonly openMetadataSsoForm: pulumi.Output<string>;
    /** What to send to the Collate team. */
    public readonly collateHandOff: pulumi.Output<string>;

    public constructor(name: string, args: CognitoSsoArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = checkedSettings(args, `Stack ${pulumi.getStack()}`);
        refuseExampleDomain(settings);
        const guard = { beforeUpdate: [changeGuard(name, settings)] };
        // Its inputs stand in the state, where a library's plain text would be in clear.
        const recorded = { ...settings, identityProviderSecrets: undefined };
        super("openmetadata-cognito-sso:index:CognitoSso", name, recorded, pulumi.mergeOptions(opts, { hooks: guard }));

        const options = this.childOptions(name, settings);
        const place = checkedPlace(settings, options);
        // Nothing is made before the place is known to be right.
        const child = { ...options, dependsOn: place.apply((): pulumi.Resource[] => []) };
        const tags = { project: pulumi.getProject(), stack: pulumi.getStack(), ...settings.tags };

        const wantedDomain = domainName(settings, place);
        const pool = createOrReadUserPool(name, settings, { place, domain: wantedDomain, tags }, child);
        const userPoolId = usableId(pool, settings, place, wantedDomain);
        const providers = createIdentityProviders(`${name}-identity-provider`, settings, userPoolId, child);
        const inPool = { id: userPoolId, name: pool.name };
        const client = createAppClient(`${name}-client`, settings, inPool, providers, child);
        const domain = createOrUseDomain(`${name}-domain`, settings, { userPoolId, wantedDomain }, tags, child);
        const inDomain = { ...child, dependsOn: domain.resource ?? [] };
        createLoginPages(`${name}-login-pages`, settings, { userPoolId, clientId: client.id }, inDomain);
        createGroups(`${name}-group`, settings, userPoolId, child);
        createRiskConfiguration(`${name}-risk`, settings, userPoolId, child);
        createFirewall(`${name}-firewall`, settings, pool.arn, tags, child);
        createLogs(`${name}-logs`, settings, userPoolId, tags, child);

        this.clientId = client.id;
        this.userPoolId = userPoolId;
        this.clientSecret = settings.clientType === "confidential" ? pulumi.secret(client.clientSecret) : undefined;
        this.clientSecretArn =
            this.clientSecret &&
            createClientSecret(
                `${name}-oidc`,
                settings,
                { clientId: this.clientId, clientSecret: this.clientSecret },
                tags,
                child,
            )?.arn;
        this.region = place.region;
        // From the domain's own output, so that no address is handed out before it answers.
        const where = deployedAddresses(settings, { ...this.ids(), domain: domain.resource?.domain ?? domainOf(pool) });
        this.authority = where.authority;
        this.discoveryUrl = where.discoveryUrl;
        this.jwksUrl = where.jwksUrl;
        this.domainUrl = where.domainUrl;
        this.domainRecord = domain.record;
        this.signInUrl = where.signInUrl;
        this.signOutUrl = where.signOutUrl;
        const urls = openMetadataUrls(settings.callbackUrl, settings.additionalUrls);
        this.callbackUrls = pulumi.output(callbackUrls(urls));
        this.logoutUrls = pulumi.output(logoutUrls(urls));
        this.identityProviderRegistrations =
            providers.length === 0 ? undefined : identityProviderRegistrations(settings.identityProviders, this);
        const texts = openMetadataOutputs(settings, {
            ...this.ids(),
            clientSecret: this.clientSecret,
            addresses: where,
        });
        this.openMetadataDockerEnv = texts.openMetadataDockerEnv;
        this.openMetadataYaml = texts.openMetadataYaml;
        this.openMetadataHelmValues = texts.openMetadataHelmValues;
        this.openMetadataSsoForm = texts.openMetadataSsoForm;
        this.collateHandOff = texts.collateHandOff;
        warnAboutOpenMetadata(settings, place.region);
        place.apply((here) => warnings(settings, here).forEach((warning) => void pulumi.log.warn(warning)));
        notices(settings).forEach((notice) => void pulumi.log.info(notice));
        this.registerOutputs(this.outputs());
    }

    /** The outputs by name, without those that this deployment does not have: what a program exports as stack outputs. */
    public outputs(): Record<string, pulumi.Output<unknown>> {
        const outputs = {
            clientId: this.clientId,
            userPoolId: this.userPoolId,
            clientSecret: this.clientSecret,
            clientSecretArn: this.clientSecretArn,
            region: this.region,
            authority: this.authority,
            discoveryUrl: this.discoveryUrl,
            jwksUrl: this.jwksUrl,
            domainUrl: this.domainUrl,
            domainRecord: this.domainRecord,
            signInUrl: this.signInUrl,
            signOutUrl: this.signOutUrl,
            callbackUrls: this.callbackUrls,
            logoutUrls: this.logoutUrls,
            identityProviderRegistrations: this.identityProviderRegistrations,
            openMetadataDockerEnv: this.openMetadataDockerEnv,
            openMetadataYaml: this.openMetadataYaml,
            openMetadataHelmValues: this.openMetadataHelmValues,
            openMetadataSsoForm: this.openMetadataSsoForm,
            collateHandOff: this.collateHandOff,
        };
        const present = Object.entries(outputs).filter(([, output]) => output !== undefined);
        return Object.fromEntries(present) as Record<string, pulumi.Output<unknown>>;
    }

    private ids() {
        return { clientId: this.clientId, userPoolId: this.userPoolId, region: this.region };
    }

    /** The guard is on every child: one without it would be deleted before a refused `destroy` comes to the pool. */
    private childOptions(name: string, settings: Settings) {
        const options = { parent: this, protect: isProtected(settings) };
        return settings.endpoint === undefined
            ? options
            : { ...options, provider: emulatorProvider(`${name}-emulator`, settings.endpoint, options) };
    }
}

/** Nobody can own an example domain: a preview may still show what would be made, but nothing is made with one. */
function refuseExampleDomain({ callbackUrl, additionalUrls }: Settings): void {
    const example = [callbackUrl, ...additionalUrls].find(isExample);
    if (example === undefined) {
        return;
    }
    const [key, value] =
        example === callbackUrl
            ? ["callbackUrl", "https://<your OpenMetadata>/callback"]
            : ["additionalUrls", "'[\"https://<your OpenMetadata>\"]'"];
    const message =
        `Stack ${pulumi.getStack()}: ${key} is still the example ${example}. Set the address of your own OpenMetadata:\n` +
        `    pulumi config set ${key} ${value} --stack ${pulumi.getStack()}`;
    if (!pulumi.runtime.isDryRun()) {
        throw new UserError(`${message}\nNothing was changed.`);
    }
    void pulumi.log.warn(`${message}\nUntil then \`pulumi up\` refuses to create anything.`);
}

function createOrReadUserPool(
    name: string,
    settings: Settings,
    given: Parameters<typeof createUserPool>[2],
    child: pulumi.CustomResourceOptions,
): cognito.UserPool {
    const { existingId } = settings.userPool;
    return existingId === undefined
        ? createUserPool(name, settings, given, child)
        : readUserPool(name, existingId, child);
}

/** The pool's id, usable only when the pool is where the credentials are and, if it is not ours, when it fits. */
function usableId(
    pool: cognito.UserPool,
    settings: Settings,
    place: pulumi.Output<Place>,
    prefix: pulumi.Input<string>,
): pulumi.Output<string> {
    const id = settings.userPool.existingId === undefined ? pool.id : fittingPoolId(pool, settings, prefix);
    return pulumi.all([id, pool.arn, place]).apply(([known, arn, here]) => idInPlace(known, arn, here));
}

/** The domain that the settings ask for: a host name, or a prefix. */
function domainName({ domain }: Settings, place: pulumi.Output<Place>): pulumi.Input<string> {
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    return domain.name ?? domain.prefix ?? place.apply((here) => defaultDomainPrefix({ ...here, project, stack }));
}

/** Nothing is made where the domain of an existing pool is used. */
function createOrUseDomain(
    name: string,
    settings: Settings,
    { userPoolId, wantedDomain }: { userPoolId: pulumi.Output<string>; wantedDomain: pulumi.Input<string> },
    tags: Record<string, string>,
    child: pulumi.CustomResourceOptions,
): Partial<CustomDomain> {
    const { domain } = settings;
    if (domain.existing) {
        return {};
    }
    return domain.name === undefined
        ? { resource: createDomain(name, settings, { userPoolId, domain: wantedDomain }, child) }
        : createCustomDomain(name, { ...settings, domain }, userPoolId, tags, child);
}

function deployedAddresses(
    { callbackUrl, endpoint }: Settings,
    deployed: Record<"region" | "userPoolId" | "clientId" | "domain", pulumi.Output<string>>,
): pulumi.Output<Addresses> {
    const [logoutUrl] = logoutUrls([openMetadataUrl(callbackUrl)]);
    return pulumi
        .all([deployed.region, deployed.userPoolId, deployed.clientId, deployed.domain])
        .apply(([region, userPoolId, clientId, domain]) =>
            addresses({ region, userPoolId, clientId, domain, callbackUrl, logoutUrl, endpoint }),
        );
}
