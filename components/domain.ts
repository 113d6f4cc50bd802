import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings";

const MANAGED_LOGIN_VERSION = { classic: 1, managed: 2 } as const;

/**
 * The address of the login pages (AWS: CreateUserPoolDomain): a prefix, or a host name with its certificate. Both are the same
 * resource to Pulumi, so that a change from one to the other replaces it and is refused while the guard is on.
 */
export function createDomain(
    name: string,
    settings: Settings,
    args: {
        readonly userPoolId: pulumi.Input<string>;
        readonly domain: pulumi.Input<string>;
        readonly certificateArn?: pulumi.Input<string>;
    },
    opts: pulumi.CustomResourceOptions,
): cognito.UserPoolDomain {
    const { prefix, name: host } = settings.domain;
    return new cognito.UserPoolDomain(
        name,
        { ...args, managedLoginVersion: MANAGED_LOGIN_VERSION[settings.loginPages.version] },
        {
            ...opts,
            // A pool takes one prefix and one name: the new one is refused until the old one is gone.
            deleteBeforeReplace: true,
            // The default comes from the names of project and stack. The login pages stay where they are when one is renamed.
            ignoreChanges: prefix === undefined && host === undefined ? ["domain"] : [],
        },
    );
}
