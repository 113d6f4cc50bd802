import type * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { checkedSettings, isProtected, type CognitoSsoArgs, type Settings } from "../config/settings";
import { clientIdOf, createAppClient } from "./appClient";
import { changeGuard } from "./changeGuard";
import { createClientSecret } from "./clientSecret";
import { createCustomDomain, type CustomDomain } from "./customDomain";
import { createDomain } from "./domain";
import { defaultDomainPrefix } from "./domainPrefix";
import { emulatorProvider } from "./emulator";
import { domainOf, fittingPoolId, readUserPool } from "./existingPool";
import { refuseExampleDomain } from "./exampleDomain";
import { createFirewall } from "./firewall";
import { createGroups } from "./groups";
import { createIdentityProviders } from "./identityProviders";
import { createLoginPages } from "./loginPages";
import { createLogs } from "./logs";
import { warnAboutOpenMetadata } from "./openMetadataOutputs";
import { cognitoSsoOutputs, type CognitoSsoOutputs } from "./outputs";
import { idInPlace, type Place } from "./place";
import { checkedPlace } from "./preflight";
import { createRiskConfiguration } from "./threatProtection";
import { permitTriggers } from "./triggers";
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
    /** What must be told to OpenMetadata and its owner: what a program exports as its stack outputs. */
    public readonly outputs: CognitoSsoOutputs;

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
        permitTriggers(`${name}-trigger`, settings, pool.arn, child);
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

        const credentials = credentialsOf(settings, client);
        const secret = createClientSecret(`${name}-oidc`, settings, credentials, tags, child);

        const domainId = domain.resource?.domain ?? domainOf(pool);
        this.outputs = cognitoSsoOutputs(settings, {
            ...credentials,
            userPoolId,
            region: place.region,
            clientSecretArn: secret?.arn,
            domain: domainId,
            domainRecord: domain.record,
        });
        warnAboutOpenMetadata(settings, place.region);
        place.apply((here) => warnings(settings, here).forEach((warning) => void pulumi.log.warn(warning)));
        notices(settings).forEach((notice) => void pulumi.log.info(notice));
        // The change guard compares the next update with what was made, which the settings alone do not tell.
        this.registerOutputs({ ...this.outputs, userPoolName: pool.name, domain: domainId });
    }

    /** The guard is on every child: one without it would be deleted before a refused `destroy` comes to the pool. */
    private childOptions(name: string, settings: Settings) {
        const options = { parent: this, protect: isProtected(settings) };
        return settings.endpoint === undefined
            ? options
            : { ...options, provider: emulatorProvider(`${name}-emulator`, settings.endpoint, options) };
    }
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

function credentialsOf(settings: Settings, client: cognito.UserPoolClient) {
    const clientSecret = settings.clientType === "confidential" ? pulumi.secret(client.clientSecret) : undefined;
    return { clientId: clientIdOf(settings, client), clientSecret };
}
