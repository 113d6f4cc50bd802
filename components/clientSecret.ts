import { Secret } from "@pulumi/aws/secretsmanager/secret";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings";

/** Client id and secret, under the names by which OpenMetadata's Helm chart looks for them in a Kubernetes Secret. */
interface Credentials {
    readonly clientId: pulumi.Input<string>;
    /** Undefined for a public client, for which nothing is made. */
    readonly clientSecret: pulumi.Input<string> | undefined;
}

/** The credentials in AWS Secrets Manager, where the owner asks for it; External Secrets copies them into Kubernetes as they are. */
export function createClientSecret(
    name: string,
    { secretsManager }: Settings,
    { clientId, clientSecret }: Credentials,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): Secret | undefined {
    if (secretsManager === undefined || clientSecret === undefined) {
        return undefined;
    }
    const secret = new Secret(
        name,
        {
            name: secretsManager.name ?? `${name}-${pulumi.getStack()}`,
            description: "OpenMetadata's app client in Amazon Cognito",
            recoveryWindowInDays: secretsManager.recoveryWindowInDays,
            tags,
        },
        // The default comes from the stack's name. A renamed stack keeps its secret, to which others may refer.
        pulumi.mergeOptions(opts, { ignoreChanges: secretsManager.name === undefined ? ["name"] : [] }),
    );
    const credentials = pulumi.jsonStringify({
        "openmetadata-oidc-client-id": clientId,
        "openmetadata-oidc-client-secret": clientSecret,
    });
    new SecretVersion(
        `${name}-version`,
        { secretId: secret.id, secretString: pulumi.secret(credentials) },
        { ...opts, additionalSecretOutputs: ["secretString"] },
    );
    return secret;
}
