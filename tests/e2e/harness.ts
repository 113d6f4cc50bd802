import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { parse, stringify } from "yaml";

import { lastLines, type Finished } from "../../local/childProcess";
import { DEFAULT_REGION, PROJECT } from "../../local/configCopy";
import { openDeployment, outputs, pulumi, type Deployment } from "../../local/deployment";
import { emulatorLog, startEmulator, type Emulator } from "../../local/emulator";
import { findEngine, isEngineAtHand } from "../../local/engine";
import type { Engine } from "../../local/engineSearch";
import { MADE_UP_CREDENTIALS } from "../../local/environment";
import { takeLock } from "../../local/lock";
import { isRunning } from "../../local/processes";
import { progressTo, silent } from "../../local/progress";
import { hasChanged } from "../../local/pulumiOutput";
import { startProvider, type StayingProvider } from "../../local/stayingProvider";
import {
    knownStacks,
    localWorkspace,
    prepareWorkspace,
    stackConfigFile,
    stackRegion,
    workspaceAt,
    writeStackConfig,
    type Workspace,
} from "../../local/workspace";
import { modelsIn } from "../awsModel/installed";
import { onFailure } from "../runner/findings";
import { isWorker } from "../runner/times";
import { awsLikeIdentityProviders } from "./awsLike/identityProviders";
import { awsLikePool } from "./awsLike/pool";
import { awsLikeRiskConfiguration } from "./awsLike/riskConfiguration";
import { describeViolations, failOnViolations, startBeforeEmulator, type BeforeEmulator } from "./beforeEmulator";
import { hasEngine, WITHOUT_ENGINE } from "./engineAtHand";

/**
 * For the end-to-end specs: the real engine, the real `index.ts` of this checkout, and an emulator of its own on a free port. The
 * emulator is shared by all specs of a process (mocha, or a worker of the runner), started when the first of them asks and ended with
 * the process.
 *
 *     describe("a public client", () => {
 *         before(async function () {
 *             await skipWithoutEngine(this);
 *         });
 *
 *         it("has no secret", async () => {
 *             const stack = await deploy("dev", { callbackUrl: "https://om.mycompany.com/callback" });
 *             await stack.up();
 *             const { clientId, userPoolId } = await stack.outputs();
 *             …ask cognito() about them…
 *         });
 *     });
 */

/** A stack in a temporary workspace. */
export interface TestStack {
    /** Name of the stack. */
    readonly name: string;
    /** Base URL of the emulator. */
    readonly endpoint: string;
    /** Where its state, its config and Pulumi's files are. It is removed after the mocha run. */
    readonly workspace: Workspace;

    /** `pulumi up`. Throws with the end of Pulumi's log unless it ended as expected. */
    up(options?: Expectation): Promise<Run>;
    /** `pulumi preview`. `changed` says whether an `up` would do anything. */
    preview(options?: Expectation): Promise<Run>;
    /** `pulumi destroy`. It leaves the empty stack in place. */
    destroy(options?: Expectation): Promise<Run>;
    /** `pulumi refresh`. */
    refresh(options?: Expectation): Promise<Run>;

    /** The stack outputs. Secret ones are `[secret]` unless asked for in clear. */
    outputs(options?: { showSecrets?: boolean }): Promise<Record<string, unknown>>;
    /** `pulumi stack export`: the state, secrets encrypted unless asked for in clear. */
    exportState(options?: { showSecrets?: boolean }): Promise<ExportedState>;
    /** The state file as it lies on the disk: for searching it for secrets. */
    stateText(): Promise<string>;

    /** Sets keys of the project's config, without their namespace, for what is run next. `undefined` takes a key out. */
    configure(config: Config): Promise<void>;
    /** `pulumi config set --secret --path`, for example `identityProviderSecrets.Google`. */
    configureSecret(keyPath: string, value: string): Promise<void>;
    /** Any other `pulumi` command on this stack, without questions. How it ended is for the test to judge. */
    pulumi(words: readonly string[]): Promise<Finished>;
}

/** Keys of the project's config without their namespace, or any other key with it (`aws:region`). */
export type Config = Readonly<Record<string, unknown>>;

/** How a run is expected to end. */
export interface Expectation {
    /** The run must fail, or the test does. @default false: it must not fail, or the test does */
    readonly expectFailure?: boolean;
    /** Words that are added to the command line, for example `["--diff"]`. @default [] */
    readonly words?: readonly string[];
}

/** How Pulumi ended, and what it said. */
export interface Run extends Finished {
    /** Whether its summary counts anything besides unchanged resources. */
    readonly changed: boolean;
}

/** The part of an exported state that tests look at. */
export interface ExportedState {
    readonly deployment: {
        readonly resources: readonly {
            readonly urn: string;
            readonly type: string;
            readonly id?: string;
            readonly protect?: boolean;
            /** Whether it is only read, and belongs to somebody else. */
            readonly external?: boolean;
            readonly inputs: Record<string, unknown>;
            readonly outputs: Record<string, unknown>;
        }[];
    };
}

interface Shared {
    readonly folder: string;
    readonly engine: Engine;
    readonly emulator: Emulator;
    /** Where all requests go that are for AWS. */
    readonly aws: BeforeEmulator;
    /** The emulator's. */
    readonly workspace: Workspace;
}

/** Enough for one test that deploys and destroys something a few times, on a busy machine too. */
const TEST_LIMIT_MILLISECONDS = 600_000;

/** The first spec waits for the engine and the emulator: in CI that may mean to build the one and to install the other. */
const START_LIMIT_MILLISECONDS = 30 * 60_000;

let shared: Promise<Shared> | undefined;

/**
 * Makes a stack in a workspace of its own. Nothing is deployed yet.
 *
 * @param name of the stack: its config starts as a copy of `Pulumi.<name>.yaml` where there is one
 * @param config what goes on top
 * @param beside a stack whose workspace (state, passphrase) this one shares. @default - it shares none
 */
export async function deploy(name: string, config: Config = {}, beside?: TestStack): Promise<TestStack> {
    const { folder, engine, aws } = await started();
    const { endpoint } = aws;
    await takeDown(latest.get(name));
    const workspace = beside?.workspace ?? {
        ...workspaceAt(await mkdtemp(path.join(folder, `${name}-`))),
        pulumiHome: path.join(folder, "pulumi"),
    };
    await prepareWorkspace(workspace);
    const deployment = await openDeployment({ workspace, engine, endpoint, shell: process.env });
    await writeInitialConfig(workspace, name, endpoint);
    const stack = testStack(deployment, name);
    await stack.configure(config);
    await must(deployment, name, ["stack", "select", "--create"], {});
    latest.set(name, stack);
    return stack;
}

/** The stack that was made last under each name. */
const latest = new Map<string, TestStack>();

/** Two stacks of one name would want the same domain prefix: what a spec has left behind makes room, guarded or not. */
async function takeDown(stack: TestStack | undefined): Promise<void> {
    const { resources = [] } = stack ? (await stack.exportState()).deployment : {};
    if (stack && resources.length > 0) {
        await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
        await stack.destroy();
    }
}

/** A client of the Cognito API of the emulator, for asking it directly. */
export async function cognito(region = DEFAULT_REGION): Promise<CognitoIdentityProviderClient> {
    const { endpoint } = await emulatedAws();
    return new CognitoIdentityProviderClient({ endpoint, region, credentials: MADE_UP_CREDENTIALS });
}

/** The engine that deploys. */
export async function sharedEngine(): Promise<Engine> {
    return (await started()).engine;
}

/** What plays AWS: the emulator, with what makes it more like AWS before it. */
export async function emulatedAws(): Promise<BeforeEmulator> {
    return (await started()).aws;
}

/**
 * Starts the engine and the emulator, or skips the suite where there is no engine, with a line that says why. In CI (`CI` set) the
 * engine is built when there is none, and a suite that cannot run fails. Gives each test of the suite enough time.
 *
 * @param context `this` of a `before` hook
 */
export async function skipWithoutEngine(context: Mocha.Context): Promise<void> {
    context.timeout(START_LIMIT_MILLISECONDS);
    context.test?.parent?.eachTest((test) => {
        // The tests took over the suite's time limit when they were written down.
        test.timeout(TEST_LIMIT_MILLISECONDS);
        failOnViolations(test, async () => (await emulatedAws()).takeViolations());
    });
    if (!(await hasEngine())) {
        if (!isWorker()) {
            process.stderr.write(`      ${WITHOUT_ENGINE}\n`);
        }
        context.skip();
    }
    await started();
}

async function started(): Promise<Shared> {
    shared ??= startShared();
    const { emulator, workspace } = await shared;
    if (!isRunning(emulator.pid)) {
        throw new Error(`The emulator has ended by itself. Its log ends:\n${await emulatorLog(workspace)}`);
    }
    return shared;
}

async function startShared(): Promise<Shared> {
    const shell = process.env;
    const folder = await mkdtemp(path.join(tmpdir(), "openmetadata-cognito-sso-"));
    // What takes long to make is shared with `npm start`: the engine that it found, the virtual environment of the emulator.
    const local = localWorkspace();
    const workspace = { ...workspaceAt(path.join(folder, "shared")), virtualEnvironment: local.virtualEnvironment };
    await prepareWorkspace(workspace);
    await prepareWorkspace(local);
    const isQuick = await isEngineAtHand({ workspace: local, shell, progress: silent });
    const progress = isQuick ? silent : progressTo();
    const release = await takeLock(local.lockFile, progress);
    try {
        const engine = await findEngine({ workspace: local, shell, progress });
        const emulator = await startEmulator({ workspace, shell, progress, port: 0 });
        endWithThisProcess(emulator, folder);
        const aws = await startBeforeEmulator(emulator.endpoint, modelsIn(workspace.virtualEnvironment), [
            awsLikePool(),
            awsLikeIdentityProviders,
            awsLikeRiskConfiguration(),
        ]);
        onFailure(() => whatWasSaid(workspace));
        onFailure(() => Promise.resolve(describeViolations(aws.takeViolations())));
        return { folder, engine, emulator, aws, workspace };
    } finally {
        await release();
    }
}

/** Nothing of the emulator is worth saving. An exit handler cannot wait, and a signal would end this process without asking it. */
function endWithThisProcess({ pid }: Emulator, folder: string): void {
    process.on("exit", () => {
        try {
            process.kill(pid, "SIGKILL");
        } catch {
            // It has ended by itself.
        }
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => process.exit(130));
    }
}

/** The last command of Pulumi that this process ran for a test. */
let lastRun: { readonly words: readonly string[]; readonly log: string } | undefined;

async function whatWasSaid(workspace: Workspace): Promise<string> {
    return [
        ...(lastRun ? [`The last \`pulumi ${lastRun.words.join(" ")}\` ended with:`, lastLines(lastRun.log, 40)] : []),
        "The emulator's log ends with:",
        await emulatorLog(workspace),
    ].join("\n");
}

function testStack(deployment: Deployment, name: string): TestStack {
    const { workspace, endpoint } = deployment;
    const quiet = ["--yes", "--skip-preview", "--suppress-progress"];
    return {
        name,
        endpoint,
        workspace,
        up: (options = {}) => must(deployment, name, ["up", ...quiet], options),
        preview: (options = {}) => must(deployment, name, ["preview", "--suppress-progress"], options),
        destroy: (options = {}) => must(deployment, name, ["destroy", ...quiet], options),
        refresh: (options = {}) => must(deployment, name, ["refresh", ...quiet], options),
        outputs: ({ showSecrets = false } = {}) => outputs(deployment, name, { showSecrets }),
        exportState: async ({ showSecrets = false } = {}) => {
            const words = ["stack", "export", ...(showSecrets ? ["--show-secrets"] : [])];
            return JSON.parse((await must(deployment, name, words, {})).stdout) as ExportedState;
        },
        stateText: () => readFile(path.join(workspace.state, ".pulumi", "stacks", PROJECT, `${name}.json`), "utf8"),
        configure: (config) => changeConfig(workspace, name, config),
        configureSecret: async (keyPath, value) => {
            await must(deployment, name, ["config", "set", "--secret", "--path", keyPath, value], {});
        },
        pulumi: (words) => pulumiAttached(deployment, name, words),
    };
}

/** Providers that stay until this process ends, by region: what a stack's config does not say, they have from their start. */
const providers = new Map<string, Promise<StayingProvider | undefined>>();

/** `pulumi` with a provider that is warm already. That Pulumi starts one by itself, localCommands.spec.ts tests. */
async function pulumiAttached(deployment: Deployment, name: string, words: readonly string[]): Promise<Finished> {
    const { engine, shell, endpoint, workspace } = deployment;
    const region = await stackRegion(workspace, name);
    const provider = providers.get(region) ?? startProvider(engine, shell, { endpoint, region });
    providers.set(region, provider);
    const finished = await pulumi({ ...deployment, provider: await provider }, name, words);
    lastRun = { words, log: finished.log };
    return finished;
}

async function writeInitialConfig(workspace: Workspace, name: string, endpoint: string): Promise<void> {
    if ((await knownStacks(workspace.checkout)).includes(name)) {
        await writeStackConfig(workspace, name, { endpoint });
    } else {
        const config = { "aws:region": DEFAULT_REGION, [`${PROJECT}:endpoint`]: endpoint };
        await writeFile(stackConfigFile(workspace, name), stringify({ config }));
    }
}

async function changeConfig(workspace: Workspace, name: string, changes: Config): Promise<void> {
    const file = stackConfigFile(workspace, name);
    const content = parse(await readFile(file, "utf8")) as { config: Record<string, unknown> };
    for (const [key, value] of Object.entries(changes)) {
        content.config[key.includes(":") ? key : `${PROJECT}:${key}`] = value;
    }
    // A key whose value is undefined is left out.
    await writeFile(file, stringify(content));
}

async function must(
    deployment: Deployment,
    name: string,
    words: readonly string[],
    { expectFailure = false, words: more = [] }: Expectation,
): Promise<Run> {
    const finished = await pulumiAttached(deployment, name, [...words, ...more]);
    if ((finished.code !== 0) !== expectFailure) {
        const ended = expectFailure ? "succeeded, but was to fail" : `failed with exit code ${finished.code}`;
        throw new Error(`pulumi ${[...words, ...more].join(" ")} ${ended}:\n${lastLines(finished.log, 40)}`);
    }
    return { ...finished, changed: hasChanged(finished.log) };
}
