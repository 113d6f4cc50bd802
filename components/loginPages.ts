import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings";

/**
 * The style of the client's login pages. Managed login shows "Login pages unavailable" for a client without one, and a client
 * made through the API has none (AWS: CreateManagedLoginBranding). The classic pages need none.
 */
export function createLoginPages(
    name: string,
    { loginPages }: Settings,
    client: { userPoolId: pulumi.Input<string>; clientId: pulumi.Input<string> },
    opts: pulumi.CustomResourceOptions,
): cognito.ManagedLoginBranding | undefined {
    return loginPages.version === "managed"
        ? new cognito.ManagedLoginBranding(name, { ...client, useCognitoProvidedValues: true }, opts)
        : undefined;
}
