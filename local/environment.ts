import { devNull } from "node:os";
import path from "node:path";

import type { Engine } from "./engineSearch";

/** What an AWS provider on this machine needs to know. */
export interface ProviderSettings {
    /** Base URL of the emulator. */
    readonly endpoint: string;
    /** AWS region that the emulator plays. */
    readonly region: string;
}

/** What stands between a command line of Pulumi on this machine and everything that is not on this machine. */
export interface EngineSettings extends ProviderSettings {
    /** Folder of Pulumi's own files: plugins, selected stack. Never the user's `~/.pulumi`. */
    readonly pulumiHome: string;
    /** Folder of the file backend. */
    readonly stateFolder: string;
    /** Passphrase of the secrets in that state. */
    readonly passphrase: string;
    /** Port of an AWS provider that runs already. @default - Pulumi starts one for each command */
    readonly providerPort?: number;
}

/**
 * Variables of the shell that a child may see. An allow-list, because no deny-list can know every variable that points an AWS
 * SDK, Pulumi, a proxy or Node.js somewhere else. `HOME` is among them because version managers (mise, asdf, nvm) find `node` and
 * `pulumi` through it; the files of AWS in it are switched off by name below.
 */
const HARMLESS = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TZ",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
];

/** What a child needs besides to reach package registries, in the company network that people happen to be in. */
const NETWORK = new RegExp(
    [
        "(https?|no|all)_proxy",
        ".*_ca_(bundle|certs|file)",
        "(nix_)?ssl_cert_(file|dir)",
        "node_extra_ca_certs",
        "(npm_config|pip)_.*",
        "go(proxy|flags|env|path|root|cache|modcache|tmpdir|toolchain|sumdb|nosumdb|private|noproxy|insecure|auth|vcs)",
        "xdg_cache_home",
    ]
        .map((name) => `^(?:${name})$`)
        .join("|"),
    "i",
);

/** Names that look like network settings and steer AWS or Pulumi. */
const STEERING = /^(?:AWS|PULUMI)_/i;

/** Credentials that open nothing: the emulator takes any, Amazon none of these. */
export const MADE_UP_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" } as const;

/**
 * The whole environment of a `pulumi` that deploys on this machine. Whatever variables, profiles and files the shell has, it
 * reaches the emulator and the state under `.local/`, and neither AWS nor the user's own Pulumi state.
 *
 * @param shell the environment to take the harmless rest from; it is not changed
 */
export function engineEnvironment(
    shell: NodeJS.ProcessEnv,
    engine: Pick<Engine, "pulumi" | "terraformProvider">,
    settings: EngineSettings,
): Record<string, string> {
    const { providerPort } = settings;
    return {
        ...providerEnvironment(shell, engine, settings),
        // The program is evaluated by the Node.js that runs this, and its host is the engine's own.
        PATH: [path.dirname(engine.pulumi), path.dirname(process.execPath), shell.PATH ?? ""].join(path.delimiter),
        PULUMI_HOME: settings.pulumiHome,
        PULUMI_BACKEND_URL: `file://${settings.stateFolder}`,
        PULUMI_CONFIG_PASSPHRASE: settings.passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...(providerPort !== undefined && { PULUMI_DEBUG_PROVIDERS: `aws:${providerPort}` }),
    };
}

/** The whole environment of an AWS provider that deploys on this machine. */
export function providerEnvironment(
    shell: NodeJS.ProcessEnv,
    engine: Pick<Engine, "terraformProvider">,
    { endpoint, region }: ProviderSettings,
): Record<string, string> {
    return {
        ...harmless(shell),
        ...emulatorAddress(endpoint, region),
        ...(engine.terraformProvider && { PULUMI_AWS_TERRAFORM_PROVIDER: engine.terraformProvider }),
    };
}

/** The variables with which an AWS SDK or provider talks to the emulator, and cannot talk to AWS. */
export function emulatorAddress(endpoint: string, region: string): Record<string, string> {
    return {
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: MADE_UP_CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: MADE_UP_CREDENTIALS.secretAccessKey,
        // Empty files in place of ~/.aws: no profile, no endpoint, no credential_process.
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: "true",
    };
}

/** How an emulator is to run. */
export interface EmulatorSettings {
    /** Address to listen on. */
    readonly host: string;
    readonly port: number;
    /** What it is to say when it is asked for its edition. */
    readonly mark: string;
    /** Folder that the data is saved to at the end and read from at the start. */
    readonly data: string;
    /** Folder for temporary files. */
    readonly temporary: string;
}

/** The whole environment of the emulator. */
export function emulatorEnvironment(shell: NodeJS.ProcessEnv, settings: EmulatorSettings): Record<string, string> {
    return {
        ...harmless(shell),
        TMPDIR: settings.temporary,
        PYTHONUNBUFFERED: "1",
        PYTHONNOUSERSITE: "1",
        // Without this it listens on every interface …
        BIND_HOST: settings.host,
        MINISTACK_HOST: settings.host,
        GATEWAY_PORT: String(settings.port),
        MINISTACK_EDITION: settings.mark,
        // … and with these on it would open ports of its own for services that nobody here uses.
        IOT_MTLS_ENABLED: "0",
        SFTP_ENABLED: "0",
        // It would end other people's containers when it ends.
        DOCKER_HOST: `unix://${path.join(settings.temporary, "no-docker")}`,
        // Without this a restart forgets every pool, and the next deployment looks for pools that are gone.
        PERSIST_STATE: "1",
        STATE_DIR: settings.data,
        S3_DATA_DIR: path.join(settings.data, "s3"),
    };
}

/** The whole environment of a program that fetches or builds something: pip, go, npm. */
export function downloadEnvironment(shell: NodeJS.ProcessEnv): Record<string, string> {
    return { ...harmless(shell), ...pick(shell, (name) => NETWORK.test(name) && !STEERING.test(name)) };
}

function harmless(shell: NodeJS.ProcessEnv): Record<string, string> {
    return pick(shell, (name) => HARMLESS.includes(name));
}

function pick(shell: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
    const kept = Object.entries(shell).filter(([name, value]) => value !== undefined && wanted(name));
    return Object.fromEntries(kept) as Record<string, string>;
}
