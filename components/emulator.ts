import * as pulumi from "@pulumi/pulumi";
import { Provider, type ProviderArgs } from "@pulumi/aws/provider";
import type { input } from "@pulumi/aws/types";

/** The AWS services that a deployment can call. */
const SERVICES = ["cognitoidp", "sts", "iam", "acm", "route53", "wafv2", "logs", "secretsmanager"] as const;

/**
 * A provider that talks to an emulator and to nothing else: address and credentials are its own, so that no variable or
 * profile of the shell can lead it to AWS.
 */
export function emulatorProvider(
    name: string,
    endpoint: string,
    opts: pulumi.ResourceOptions,
    region = new pulumi.Config("aws").get("region"),
): Provider {
    const endpoints: input.ProviderEndpoint = Object.fromEntries(SERVICES.map((service) => [service, endpoint]));
    return new Provider(
        name,
        {
            region: region as ProviderArgs["region"],
            endpoints: [endpoints],
            accessKey: "test",
            secretKey: "test",
            skipCredentialsValidation: true,
            skipMetadataApiCheck: true,
            s3UsePathStyle: true,
        },
        opts,
    );
}
