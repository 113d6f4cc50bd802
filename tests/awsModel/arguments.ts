import { appClientArgs } from "../../components/appClient";
import { webAclArgs } from "../../components/firewall";
import { groupArgs } from "../../components/groups";
import { identityProviderArgs } from "../../components/identityProviders";
import { brandingArgs, classicArgs } from "../../components/loginPages";
import { logConfigurations } from "../../components/logs";
import { riskConfigurationArgs } from "../../components/threatProtection";
import { userPoolArgs } from "../../components/userPool";
import { readSecret } from "../../config/identityProviderSecrets";
import { domainHost } from "../../config/partition";
import type { Settings } from "../../config/settings";
import { sendsSms } from "../../config/sms";
import type { Resource } from "./resources";

/** What only AWS, or another resource, can tell. */
export interface Given {
    readonly userPoolId: string;
    readonly clientId: string;
    readonly poolName: string;
    readonly domain: string;
    readonly region: string;
    readonly roleArn: string;
    readonly externalId: string;
    readonly logGroupArn: string;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The resources of a stack that carry its owner's words to AWS, straight from the settings: without an engine and without its mocks, so
 * that thousands of stacks can be looked at. `arguments.spec.ts` sees to it that the program registers the same.
 */
export function argumentsOf(settings: Settings, given: Given): Resource[] {
    return [...poolArguments(settings, given), ...clientArguments(settings, given), ...besidesPool(settings, given)];
}

function poolArguments(settings: Settings, given: Given): Resource[] {
    if (settings.userPool.existingId !== undefined) {
        return [];
    }
    const { roleArn, externalId, region, domain } = given;
    const sms = sendsSms(settings) ? { roleArn, externalId, region, ready: undefined as never } : undefined;
    const loginHost = domainHost({ domain, region });
    const args = userPoolArgs(given.poolName, settings, { ...given.tags }, { sms, loginHost });
    return [resource("userPool:UserPool", args)];
}

function clientArguments(settings: Settings, { userPoolId, clientId, poolName }: Given): Resource[] {
    const { identityProviders, identityProviderSecrets, loginPages, userPool } = settings;
    const client = { userPoolId, clientId };
    const looks =
        loginPages.version === "managed"
            ? [resource("managedLoginBranding:ManagedLoginBranding", { ...client, ...brandingArgs(loginPages) })]
            : Object.keys(classicArgs(loginPages)).length > 0
              ? [resource("userPoolUICustomization:UserPoolUICustomization", { ...client, ...classicArgs(loginPages) })]
              : [];
    return [
        ...identityProviders.map((provider) => {
            const written = identityProviderSecrets[provider.name] as string | undefined;
            const secret = written === undefined ? undefined : readSecret(provider, written);
            return resource("identityProvider:IdentityProvider", {
                userPoolId,
                ...identityProviderArgs(provider, secret),
            });
        }),
        resource("userPoolClient:UserPoolClient", {
            userPoolId,
            name: userPool.name ?? poolName,
            ...appClientArgs(settings),
        }),
        ...looks,
    ];
}

function besidesPool(settings: Settings, { userPoolId, domain, logGroupArn, tags }: Given): Resource[] {
    const { callbackUrl, additionalUrls, firewall, groups, logs, userPool, loginPages } = settings;
    const managedLoginVersion = loginPages.version === "managed" ? 2 : 1;
    return [
        ...(settings.domain.existing || settings.domain.name !== undefined
            ? []
            : [resource("userPoolDomain:UserPoolDomain", { userPoolId, domain, managedLoginVersion })]),
        ...groups.map((group) => resource("userGroup:UserGroup", { userPoolId, ...groupArgs(group) })),
        ...(userPool.threatProtection.mode === "off" || settings.endpoint !== undefined
            ? []
            : [resource("riskConfiguration:RiskConfiguration", { userPoolId, ...riskConfigurationArgs(settings) })]),
        ...(firewall === undefined
            ? []
            : [
                  {
                      type: "aws:wafv2/webAcl:WebAcl",
                      name: "firewall",
                      inputs: { ...webAclArgs(firewall, [callbackUrl, ...additionalUrls]), tags },
                  },
              ]),
        ...(logs === undefined
            ? []
            : [
                  resource("logDeliveryConfiguration:LogDeliveryConfiguration", {
                      userPoolId,
                      logConfigurations: logConfigurations(logs, logGroupArn),
                  }),
              ]),
    ];
}

function resource(type: string, inputs: object): Resource {
    return { type: `aws:cognito/${type}`, name: type, inputs: { ...inputs } };
}
