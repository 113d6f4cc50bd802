import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings";

const MANAGED_LOGIN_VERSION = { classic: 1, managed: 2 } as const;

/** The address of the login pages (AWS: CreateUserPoolDomain). */
export function createDomain(
    name: string,
    settings: Settings,
    place: { userPoolId: pulumi.Input<string>; prefix: pulumi.Input<string> },
    opts: pulumi.CustomResourceOptions,
): cognito.UserPoolDomain {
    return new cognito.UserPoolDomain(
        name,
        {
            userPoolId: place.userPoolId,
            domain: place.prefix,
            managedLoginVersion: MANAGED_LOGIN_VERSION[settings.loginPages.version],
        },
        {
            ...opts,
            // A pool takes one prefix: the new one is refused until the old one is gone.
            deleteBeforeReplace: true,
        },
    );
}
