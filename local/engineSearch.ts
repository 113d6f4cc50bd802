import type { Progress } from "./progress";
import type { Workspace } from "./workspace";

/** A Pulumi that can deploy this program, with its Node.js host and an AWS provider. */
export interface Engine {
    /** Where it comes from: an installation on `PATH`, the `pulumi` npm package, or the Go modules of `local/engine`. */
    readonly source: "path" | "npm" | "modules";
    /** Path of the command line. */
    readonly pulumi: string;
    /** Path of the AWS provider that Pulumi is to use. @default - Pulumi fetches the released one */
    readonly awsProvider?: string;
    /** Path of the Terraform AWS provider behind {@link awsProvider}. */
    readonly terraformProvider?: string;
}

/** What a search for an engine needs to know. */
export interface EngineSearch {
    readonly workspace: Workspace;
    /** The environment of the user. */
    readonly shell: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
}
