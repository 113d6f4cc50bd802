import * as ambient from "@pulumi/aws/config";
import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import { emulatorProvider } from "./emulator";

/**
 * A provider for us-east-1, the one region from which CloudFront, and so a custom domain, takes certificates. A provider made in a
 * program inherits nothing: profile, role and all else that the stack's `aws:` config says are passed on.
 */
export function usEast1Provider(name: string, endpoint: string | undefined, opts: pulumi.ResourceOptions): Provider {
    return endpoint === undefined
        ? new Provider(name, { ...ambient, region: "us-east-1" }, opts)
        : emulatorProvider(name, endpoint, opts, "us-east-1");
}
