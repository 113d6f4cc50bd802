import * as pulumi from "@pulumi/pulumi";
import type * as cognito from "@pulumi/aws/cognito";
import { isExample } from "../config/openMetadataUrl";
import { checkedSettings, isProtected, type CognitoSsoArgs, type Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { addresses } from "./addresses";
import { createAppClient } from "./appClient";
import { createDomain } from "./domain";
import { defaultDomainPrefix } from "./domainPrefix";
import { emulatorProvider } from "./emulator";
import { createLoginPages } from "./loginPages";
import { currentPlace, idInPlace } from "./place";
import { callbackUrls, logoutUrls, openMetadataUrls } from "./redirectUrls";
import { createUserPool } from "./userPool";

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
    public readonly region: pulumi.Output<string>;
    /** The issuer of the tokens, without a slash at the end. */
    public readonly authority: pulumi.Output<string>;
    public readonly discoveryUrl: pulumi.Output<string>;
    public readonly jwksUrl: pulumi.Output<string>;
    /** Base of the login pages, without a slash at the end. */
    public readonly domainUrl: pulumi.Output<string>;
    public readonly signInUrl: pulumi.Output<string>;
    public readonly signOutUrl: pulumi.Output<string>;
    /** All redirect URLs that the client accepts: three for each address of OpenMetadata. */
    public readonly callbackUrls: pulumi.Output<string[]>;
    /** All URLs to which a sign-out may lead. */
    public readonly logoutUrls: pulumi.Output<string[]>;

    public constructor(name: string, args: CognitoSsoArgs, opts?: pulumi.ComponentResourceOptions) {
        const settings = checkedSettings(args, `Stack ${pulumi.getStack()}`);
        refuseExampleDomain(settings);
        super("openmetadata-cognito-sso:index:CognitoSso", name, {}, opts);

        const child = this.childOptions(name, settings);
        const place = currentPlace(child);
        const tags = { project: pulumi.getProject(), stack: pulumi.getStack(), ...settings.tags };

        const pool = createUserPool(name, settings, tags, child);
        const userPoolId = pulumi.all([pool.id, pool.arn, place]).apply(([id, arn, here]) => idInPlace(id, arn, here));
        const client = createAppClient(`${name}-client`, settings, { id: userPoolId, name: pool.name }, child);
        const domain = createDomain(
            `${name}-domain`,
            settings,
            { userPoolId, prefix: domainPrefix(settings, place) },
            child,
        );
        createLoginPages(
            `${name}-login-pages`,
            settings,
            { userPoolId, clientId: client.id },
            { ...child, dependsOn: [domain] },
        );

        const urls = openMetadataUrls(settings.callbackUrl, settings.additionalUrls);
        const facts = deployedAddresses(settings, { place, userPoolId, client, domain });
        this.clientId = client.id;
        this.userPoolId = userPoolId;
        this.clientSecret = settings.clientType === "confidential" ? pulumi.secret(client.clientSecret) : undefined;
        this.region = place.region;
        this.authority = facts.authority;
        this.discoveryUrl = facts.discoveryUrl;
        this.jwksUrl = facts.jwksUrl;
        this.domainUrl = facts.domainUrl;
        this.signInUrl = facts.signInUrl;
        this.signOutUrl = facts.signOutUrl;
        this.callbackUrls = pulumi.output(callbackUrls(urls));
        this.logoutUrls = pulumi.output(logoutUrls(urls));
        this.registerOutputs(this.outputs());
    }

    /** The outputs by name, without those that this deployment does not have: what a program exports as stack outputs. */
    public outputs(): Record<string, pulumi.Output<unknown>> {
        const { clientId, userPoolId, clientSecret, region, authority, discoveryUrl, jwksUrl, domainUrl } = this;
        const { signInUrl, signOutUrl, callbackUrls, logoutUrls } = this;
        return {
            clientId,
            userPoolId,
            ...(clientSecret && { clientSecret }),
            region,
            authority,
            discoveryUrl,
            jwksUrl,
            domainUrl,
            signInUrl,
            signOutUrl,
            callbackUrls,
            logoutUrls,
        };
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

function domainPrefix({ domain }: Settings, place: pulumi.Output<{ account: string; region: string }>) {
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    return domain.prefix ?? place.apply((here) => defaultDomainPrefix({ ...here, project, stack }));
}

function deployedAddresses(
    { callbackUrl, additionalUrls, endpoint }: Settings,
    deployed: {
        place: pulumi.Output<{ region: string }>;
        userPoolId: pulumi.Output<string>;
        client: cognito.UserPoolClient;
        domain: cognito.UserPoolDomain;
    },
) {
    const [logoutUrl] = logoutUrls(openMetadataUrls(callbackUrl, additionalUrls));
    // Made from the domain's own output, so that no address is printed before it answers.
    return pulumi
        .all([deployed.place.region, deployed.userPoolId, deployed.client.id, deployed.domain.domain])
        .apply(([region, userPoolId, clientId, domain]) =>
            addresses({ region, userPoolId, clientId, domain, callbackUrl, logoutUrl: logoutUrl, endpoint }),
        );
}
