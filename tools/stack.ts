import { execFile, type ExecFileException } from "node:child_process";
import path from "node:path";

import * as z from "zod";

import { awsIssuer } from "../config/partition";
import { UserError } from "../config/userError";

/** A stack that is deployed, and the facts that it publishes. */
export interface DeployedStack {
    /** Name of the stack, as it was asked for. */
    readonly stack: string;
    /** `local`: deployed by `npm start` on this machine. `aws`: what `pulumi stack output` answers. */
    readonly place: "local" | "aws";
    /** Base URL of the Cognito-compatible emulator that serves the stack. @default - Amazon Cognito itself */
    readonly endpoint?: string;
    readonly outputs: StackOutputs;
}

export interface ReadStackOptions {
    /** Name of the stack, for example `dev`, or `organization/project/dev`. */
    readonly stack: string;
    /** Reads the deployment in AWS even when there is a local one of the same name. @default false */
    readonly aws?: boolean;
    /** Reads secret outputs in clear. @default false: a secret output is {@link HIDDEN} */
    readonly showSecrets?: boolean;
}

/** What Pulumi writes in place of a secret output that was not asked for in clear. */
export const HIDDEN = "[secret]";

const text = z.string().min(1);

const STACK_OUTPUTS = z.object({
    clientId: text,
    userPoolId: text,
    /** Only of a confidential client. */
    clientSecret: text.optional(),
    region: text,
    /** The issuer of the tokens, without a slash at the end. */
    authority: text,
    discoveryUrl: text,
    jwksUrl: text,
    /** Base URL of the login pages. */
    domainUrl: text,
    signInUrl: text,
    signOutUrl: text,
    callbackUrls: z.array(text).min(1),
    logoutUrls: z.array(text),
    /** Three numbers. @default - the stack does not name the release of its OpenMetadata */
    openMetadataVersion: text.optional(),
    openMetadataDockerEnv: text,
    openMetadataYaml: text,
    openMetadataHelmValues: text,
    /** JSON text. */
    openMetadataSsoForm: text,
    collateHandOff: text,
});

/** The stack outputs, by the names that `index.ts` exports. A secret one is {@link HIDDEN} unless secrets were asked for. */
export type StackOutputs = z.infer<typeof STACK_OUTPUTS>;

/** The part of `local/outputs.ts` that is needed here. */
export interface LocalDeployments {
    localStacks(): string[] | Promise<string[]>;
    stackOutputs(stack: string, options: { showSecrets?: boolean }): unknown;
}

/**
 * Reads the outputs of a deployed stack: those of the local deployment when there is one (and `aws` is not asked for), else
 * what `pulumi stack output` answers in the user's own environment.
 *
 * @throws UserError when there is no such stack, it is not deployed, it was deployed by an older version of the program, or
 *   there is no `pulumi` to ask
 */
export async function readStack(
    options: ReadStackOptions,
    loadLocal: () => LocalDeployments = localDeployments,
): Promise<DeployedStack> {
    const { stack, aws = false, showSecrets = false } = options;
    const local = aws ? undefined : loadLocal();
    const isLocal = local !== undefined && (await local.localStacks()).includes(stack);
    if (isLocal) {
        process.stderr.write(`Stack ${stack}: the local deployment on this machine (--aws reads the one in AWS).\n`);
    }
    const raw = isLocal ? await local.stackOutputs(stack, { showSecrets }) : await pulumiOutputs(stack, showSecrets);
    const place = isLocal ? "local" : "aws";
    const outputs = checkOutputs(stack, place, raw);
    return { stack, place, endpoint: emulatorEndpoint(outputs), outputs };
}

/**
 * Checks what Pulumi answered against the outputs of the current program.
 *
 * @throws UserError when the stack has no outputs, or not all of them
 */
export function checkOutputs(stack: string, place: DeployedStack["place"], raw: unknown): StackOutputs {
    if (Object.keys((raw as object | null) ?? {}).length === 0) {
        throw new UserError(
            `Stack ${stack} has no outputs: it is not deployed. Deploy it: ${deployCommand(stack, place)}`,
        );
    }
    const checked = STACK_OUTPUTS.safeParse(raw);
    if (!checked.success) {
        const names = [...new Set(checked.error.issues.map((issue) => String(issue.path[0])))];
        throw new UserError(
            `Stack ${stack} was deployed by another version of this program: its outputs lack ${names.join(", ")}.` +
                `\nDeploy it again with the current version: ${deployCommand(stack, place)}`,
        );
    }
    return checked.data;
}

/** Base URL of the emulator that made the outputs; nothing for Amazon Cognito, whose host is its own. */
export function emulatorEndpoint({
    authority,
    region,
    userPoolId,
}: Pick<StackOutputs, "authority" | "region" | "userPoolId">): string | undefined {
    return authority === awsIssuer(region, userPoolId) ? undefined : authority.slice(0, -`/${userPoolId}`.length);
}

async function pulumiOutputs(stack: string, showSecrets: boolean): Promise<unknown> {
    const words = ["stack", "output", "--json", "--non-interactive", "--stack", stack];
    const { error, stdout, stderr } = await pulumi(showSecrets ? [...words, "--show-secrets"] : words);
    if (error) {
        throw pulumiMistake(stack, error, stderr);
    }
    return JSON.parse(stdout);
}

interface PulumiAnswer {
    readonly error: Pick<ExecFileException, "code"> | null;
    readonly stdout: string;
    readonly stderr: string;
}

function pulumi(words: string[]): Promise<PulumiAnswer> {
    // The project is found from the working directory, which npm does not set for someone who runs the file by itself.
    const cwd = path.join(__dirname, "..");
    return new Promise((resolve) => {
        execFile("pulumi", words, { cwd, maxBuffer: 2 ** 24 }, (error, stdout, stderr) =>
            resolve({ error, stdout, stderr }),
        );
    });
}

/** Why `pulumi stack output` failed, in the words of somebody who wants to go on. */
export function pulumiMistake(stack: string, error: Pick<ExecFileException, "code">, stderr: string): UserError {
    if (error.code === "ENOENT") {
        return new UserError(
            `There is no pulumi on the PATH to ask about stack ${stack}.` +
                `\nTo deploy on this machine: ${deployCommand(stack, "local")}` +
                `\nTo reach AWS: install Pulumi (https://www.pulumi.com/docs/install/), then: ${deployCommand(stack, "aws")}`,
        );
    }
    if (/no stack named/.test(stderr)) {
        return new UserError(
            `pulumi knows no stack ${stack} where it looks for its stacks.` +
                `\nTo deploy it on this machine: ${deployCommand(stack, "local")}` +
                `\nTo deploy it in AWS: ${deployCommand(stack, "aws")}`,
        );
    }
    const reason = stderr.trim().split("\n").slice(0, 2).join("\n") || `exit code ${error.code}`;
    return new UserError(`pulumi could not read the outputs of stack ${stack}. It says:\n${reason}`);
}

function deployCommand(stack: string, place: DeployedStack["place"]): string {
    return place === "local" ? `npm start -- --stack ${stack}` : `pulumi up --stack ${stack}`;
}

/** Loaded when asked for: `--help` and a mistyped option need no engine. */
function localDeployments(): LocalDeployments {
    return require("../local/outputs") as typeof import("../local/outputs");
}
