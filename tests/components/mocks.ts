/**
 * The shared way to run the program under Pulumi's mocks: no engine, no provider, a few milliseconds each.
 *
 *     const { sso, find, ofType, outputs, logs } = await deploy({ callbackUrl: "http://localhost:8585/callback" });
 *     assert.deepEqual(find("openmetadata-client").inputs.callbackUrls, […]);
 *
 * - `deploy(args, options?)` makes one `CognitoSso` named `openmetadata` and waits for all of it. It throws whatever the
 *   program throws, also what it throws late, inside an `apply`.
 * - `refused(args, options?)` expects a `UserError` before any resource is registered, and gives its whole message.
 * - `attempt(program, options?)` runs any program and gives what was recorded together with the error, if there was one.
 * - `deployProgram(config, options?)` runs `index.ts` itself; `stackConfig("dev")` is the config of `Pulumi.dev.yaml` as the
 *   CLI hands it over.
 *
 * Options (`Situation`): `stack`, `project`, `preview`, `account`, `region` (any partition), `config` (stack config as the CLI hands
 * it over), `calls` (answers to further provider functions: any other call throws), `state` (what the provider adds to a
 * resource of some type).
 *
 * Each recorded resource has its inputs with secrets unwrapped (`secretInputs` lists where they were) and all that Pulumi's own
 * mocks hide: parent, guards, dependencies, aliases, hooks. `inClear()` is all that would stand unencrypted in the state, the outputs and
 * the log, as one text to search. `runHook(name, update)` runs a resource hook as the engine does before an update.
 *
 * Every run has a Pulumi runtime of its own, so that nothing is left for the next one.
 */
import assert from "node:assert/strict";
import { AsyncResource } from "node:async_hooks";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type {
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { CognitoSso, type CognitoSsoArgs } from "../../components/cognitoSso";
import { UserError } from "../../config/userError";

export { handedOver, stackConfig } from "../config/stackFile";

const PROJECT = "openmetadata-cognito-sso";

type Values = Record<string, unknown>;

/** The circumstances of one run. */
export interface Situation {
    /** @default dev */
    readonly stack?: string;
    /** @default openmetadata-cognito-sso */
    readonly project?: string;
    /** Whether it is a preview: ids and whatever else the provider makes up stay unknown. @default false */
    readonly preview?: boolean;
    /** @default 123456789012 */
    readonly account?: string;
    /** @default eu-west-1 */
    readonly region?: string;
    /** Stack config by its whole keys, as the CLI hands it over; `aws:region` is there already. */
    readonly config?: Readonly<Record<string, string>>;
    /** Answers to further provider functions, by token. */
    readonly calls?: Readonly<Record<string, (inputs: Values) => Values>>;
    /** What the provider adds to the state of a resource, by type; goes before the table below. */
    readonly state?: Readonly<Record<string, (inputs: Values, name: string) => Values>>;
}

/** One resource as it was registered. */
export interface Recorded {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    /** The inputs as the provider gets them, without secret wrappers. */
    readonly inputs: Values;
    /** Where in `inputs` the secrets are, for instance `providerDetails.client_secret`. */
    readonly secretInputs: string[];
    /** URN. */
    readonly parent: string | undefined;
    readonly protect: boolean | undefined;
    readonly retainOnDelete: boolean | undefined;
    readonly deleteBeforeReplace: boolean;
    /** URNs of all that it waits for. */
    readonly dependencies: string[];
    /** Old names: URNs, or `name` and `type` as far as they are given. */
    readonly aliases: unknown[];
    readonly ignoreChanges: string[];
    readonly replaceOnChanges: string[];
    readonly additionalSecretOutputs: string[];
    readonly customTimeouts: { create: string; update: string; delete: string };
    /** Names of hooks, by the moment at which they run. */
    readonly hooks: Partial<Record<HookMoment, string[]>>;
    /** URN and id of the explicit provider; empty for the default one. */
    readonly provider: string;
    readonly importId: string;
}

const HOOK_MOMENTS = [
    "beforeCreate",
    "afterCreate",
    "beforeUpdate",
    "afterUpdate",
    "beforeDelete",
    "afterDelete",
] as const;

type HookMoment = (typeof HOOK_MOMENTS)[number];

/** A line that people see; those for debugging are left out. */
export interface Log {
    readonly severity: "info" | "warning" | "error";
    readonly message: string;
}

/** An update of a resource. @default `oldOutputs`: those of an update that came to its end */
type HookUpdate = Pick<pulumi.ResourceHookArgs, "oldInputs" | "newInputs"> & { readonly oldOutputs?: Values };

/** All that one run has left behind. */
export interface Run<T> {
    /** What the program returned, or undefined where it threw. */
    readonly value: T | undefined;
    /** What it threw, at once or late. */
    readonly error: unknown;
    /** In the order of their registration. */
    readonly resources: readonly Recorded[];
    readonly calls: readonly { token: string; inputs: Values }[];
    readonly logs: readonly Log[];
    readonly ofType: (type: string) => Recorded[];
    /** The resource of that logical name; components, which may share it, are found with `ofType`. */
    readonly find: (name: string) => Recorded;
    readonly runHook: (name: string, update: HookUpdate) => Promise<void>;
    readonly inClear: () => string;
}

/** The outputs of a run as plain values. */
interface Outputs {
    /** Values by name; an unknown one (preview) is undefined. */
    readonly outputs: Values;
    readonly secretOutputs: string[];
}

/** Makes one `CognitoSso` and waits for all of it. */
export async function deploy(
    args: CognitoSsoArgs,
    situation: Situation = {},
): Promise<Run<CognitoSso> & Outputs & { sso: CognitoSso }> {
    const run = await attempt(() => new CognitoSso("openmetadata", args), situation);
    const sso = succeeded(run);
    return { ...run, sso, ...(await plainOutputs({ ...sso.outputs })) };
}

/** The whole message with which `args` are refused, after making sure that nothing was registered by then. */
export async function refused(args: unknown, situation: Situation = {}): Promise<string> {
    const run = await attempt(() => new CognitoSso("openmetadata", args as CognitoSsoArgs), situation);
    return refusal(run);
}

/** The message of the `UserError` with which a run ended, after making sure that nothing was registered by then. */
export function refusal(run: Run<unknown>): string {
    assert.ok(run.error instanceof Error, "accepted, although it should have been refused");
    assert.deepEqual(
        run.resources.map(({ urn }) => urn),
        [],
        "registered before the refusal",
    );
    if (!(run.error instanceof UserError)) {
        throw run.error;
    }
    return run.error.message;
}

/** Runs `index.ts` itself. */
export async function deployProgram(
    config: Readonly<Record<string, string>>,
    situation: Situation = {},
): Promise<Run<unknown> & Outputs> {
    const run = await attemptProgram(config, situation);
    return { ...run, ...(await plainOutputs(succeeded(run))) };
}

/** Runs `index.ts` itself, which may be refused. */
export function attemptProgram(
    config: Readonly<Record<string, string>>,
    situation: Situation = {},
): Promise<Run<Record<string, pulumi.Output<unknown>>>> {
    const load = createRequire(__filename);
    const program = load.resolve("../../index.ts");
    return attempt(
        () => {
            delete load.cache[program];
            return load(program) as Record<string, pulumi.Output<unknown>>;
        },
        { ...situation, config },
    );
}

let previous: Promise<unknown> = Promise.resolve();

/** Runs a program, one at a time, and waits until nothing of it is under way. */
export function attempt<T>(program: () => T, situation: Situation = {}): Promise<Run<T>> {
    const run = previous.then(() => internals.withLocalStorage(() => record(program, situation)));
    previous = run.catch(() => undefined);
    return run;
}

/** Parts of the SDK that its typings leave out: a runtime of one's own, as the Automation API makes one. */
const internals = runtimeState as unknown as {
    withLocalStorage<T>(callback: () => T): T;
    getStore(): { settings: { engine: unknown }; callbacks: unknown };
};

async function record<T>(program: () => T, situation: Situation): Promise<Run<T>> {
    const { stack = "dev", project = PROJECT, preview = false, region = "eu-west-1", config = {} } = situation;
    const resources: Recorded[] = [];
    const calls: { token: string; inputs: Values }[] = [];
    const logs: Log[] = [];
    const hooks = new Map<string, pulumi.ResourceHook>();
    const clear: unknown[] = [];
    const errors: unknown[] = [];
    // A hook that runs later finds the stack and the log of this run.
    const inThisRun = AsyncResource.bind((action: () => unknown) => action());

    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, id, custom }) => ({
                id: preview || !custom ? undefined : (id ?? "") || idOf(type, name, inputs as Values, situation),
                // A preview knows what the program itself says and nothing else.
                state: preview || !custom ? (inputs as Values) : stateOf(type, name, inputs as Values, situation),
            }),
            call: ({ token, inputs }) => {
                calls.push({ token, inputs: inputs as Values });
                const known = answers(situation)[token];
                if (known === undefined) {
                    // The SDK would lose the message of an error that is thrown here.
                    errors.push(new Error(`The program called ${token}: give its answer in the option "calls".`));
                    return {};
                }
                return known(inputs as Values);
            },
        },
        project,
        stack,
        preview,
    );
    pulumi.runtime.setAllConfig({ "aws:region": region, ...config });
    observeRegistrations(resources, clear);
    const store = internals.getStore();
    store.settings.engine = { log: observeLog(logs) };
    store.callbacks = {
        registerResourceHook: (hook: pulumi.ResourceHook) => Promise.resolve(hooks.set(hook.name, hook)),
        awaitStackRegistrations: () => Promise.resolve(),
        shutdown: () => undefined,
    };

    const value = await observed(errors, async () => {
        const result = tried(program, errors);
        await pulumi.runtime.disconnect();
        if (result !== undefined) {
            clear.push(await outputsInClear(result));
        }
        // What fails late is reported as a rejection that nobody handles, one turn of the event loop after it happened.
        await new Promise((resolve) => setImmediate(resolve));
        return result;
    });

    return {
        value,
        error: errors[0],
        resources,
        calls,
        logs,
        ofType: (type) => resources.filter((resource) => resource.type === type),
        find: (name) => findByName(resources, name),
        runHook: async (name, update) => {
            const hook = hooks.get(name);
            assert.ok(hook, `no hook ${name}; there are: ${[...hooks.keys()].join(", ")}`);
            const finished = { clientId: "of the last update" };
            await inThisRun(() =>
                hook.callback({ urn: "", id: "", name: "", type: "", oldOutputs: finished, ...update }),
            );
        },
        inClear: () => JSON.stringify([clear, logs], undefined, 1),
    };
}

function tried<T>(program: () => T, errors: unknown[]): T | undefined {
    try {
        return program();
    } catch (error) {
        errors.push(error);
        return undefined;
    }
}

/**
 * mocha fails a test on a rejection that nobody handles; while a program runs, these are its errors. The SDK takes a stack trace
 * of every promise, which is three quarters of the time that a deployment takes here, so there are none meanwhile.
 */
async function observed<T>(errors: unknown[], action: () => Promise<T>): Promise<T> {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const listeners = process.listeners("unhandledRejection");
    const collect = (error: unknown) => errors.push(error);
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", collect);
    try {
        return await action();
    } finally {
        process.removeListener("unhandledRejection", collect);
        listeners.forEach((listener) => process.on("unhandledRejection", listener));
        Error.stackTraceLimit = limit;
    }
}

function succeeded<T>({ error, value, resources }: Run<T>): T {
    if (error !== undefined) {
        throw asError(error);
    }
    assert.notEqual(resources.length, 0, "no resource was registered: were the mocks set?");
    return value as T;
}

/** Reads each request to register a resource, which Pulumi's mocks hand over only in part. */
function observeRegistrations(resources: Recorded[], clear: unknown[]): void {
    type Answer = (error: unknown, response: RegisterResourceResponse) => void;
    const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource: (request: RegisterResourceRequest, answer: Answer) => void;
        registerResourceOutputs: (request: RegisterResourceOutputsRequest, answer: Answer) => void;
    };
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, answerTo) =>
        register(request, (error, response) => {
            if (response) {
                const state = response.getObject()?.toJavaScript() ?? {};
                const secrets = request.getAdditionalsecretoutputsList();
                // The engine's work: the outputs that the program calls secret come back as secrets.
                const guarded = Object.fromEntries(
                    Object.entries(state).map(([key, value]) => [key, secrets.includes(key) ? asSecret(value) : value]),
                );
                response.setObject(Struct.fromJavaScript(guarded));
                resources.push(recorded(request, response.getUrn()));
                clear.push({
                    urn: response.getUrn(),
                    inputs: masked(request.getObject()?.toJavaScript()),
                    state: masked(guarded),
                });
            }
            answerTo(error, response);
        });
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, answerTo) => {
        clear.push({ urn: request.getUrn(), outputs: masked(request.getOutputs()?.toJavaScript()) });
        registerOutputs(request, answerTo);
    };
}

function recorded(request: RegisterResourceRequest, urn: string): Recorded {
    const secretInputs: string[] = [];
    const timeouts = request.getCustomtimeouts();
    const hooks = request.getHooks();
    return {
        urn,
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        inputs: unwrapped(request.getObject()?.toJavaScript() ?? {}, [], secretInputs) as Values,
        secretInputs,
        parent: request.getParent() || undefined,
        protect: request.getProtect(),
        retainOnDelete: request.getRetainondelete(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        dependencies: request.getDependenciesList(),
        aliases: request.getAliasesList().map((alias) => alias.getUrn() || alias.getSpec()?.toObject()),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        additionalSecretOutputs: [...new Set(request.getAdditionalsecretoutputsList())],
        customTimeouts: {
            create: timeouts?.getCreate() ?? "",
            update: timeouts?.getUpdate() ?? "",
            delete: timeouts?.getDelete() ?? "",
        },
        hooks: Object.fromEntries(
            HOOK_MOMENTS.flatMap((moment) => {
                const names = hooks?.toObject()[`${moment}List`] ?? [];
                return names.length === 0 ? [] : [[moment, names]];
            }),
        ),
        provider: request.getProvider(),
        importId: request.getImportid(),
    };
}

function findByName(resources: readonly Recorded[], name: string): Recorded {
    const found = resources.filter((resource) => resource.custom && resource.name === name);
    const names = resources.filter(({ custom }) => custom).map((resource) => resource.name);
    assert.equal(found.length, 1, `${found.length} resources named ${name}; there are: ${names.join(", ")}`);
    return found[0];
}

const SEVERITIES: Partial<Record<LogSeverity, Log["severity"]>> = {
    [LogSeverity.INFO]: "info",
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
};

function observeLog(logs: Log[]) {
    return (request: LogRequest, done: () => void) => {
        const severity = SEVERITIES[request.getSeverity()];
        if (severity !== undefined) {
            logs.push({ severity, message: request.getMessage() });
        }
        done();
    };
}

// What the provider makes up.

interface Place {
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    readonly dnsSuffix: string;
}

function placeOf({ account = "123456789012", region = "eu-west-1" }: Situation): Place {
    const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return { account, region, partition, dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com" };
}

/** Ids in the form that AWS gives them; everything else takes its id from its name. */
function idOf(type: string, name: string, inputs: Values, situation: Situation): string {
    switch (type) {
        case "aws:cognito/userPool:UserPool":
            return `${placeOf(situation).region}_${alphanumeric(name).padEnd(9, "0").slice(0, 9)}`;
        case "aws:cognito/userPoolClient:UserPoolClient":
            return alphanumeric(name).toLowerCase().padEnd(26, "0").slice(0, 26);
        case "aws:cognito/userPoolDomain:UserPoolDomain":
            return String(inputs.domain);
        default:
            return `${name}-id`;
    }
}

/** The secret of every confidential client: what must never stand in clear. */
export const CLIENT_SECRET = "s3cr3t-0f-the-app-client-that-nobody-may-read-anywhere";

/** What a provider adds to the inputs, by type. */
const COMPUTED: Readonly<Record<string, (inputs: Values, name: string, place: Place, id: string) => Values>> = {
    "aws:cognito/userPool:UserPool": (_inputs, _name, { account, region, partition, dnsSuffix }, id) => ({
        arn: `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`,
        endpoint: `cognito-idp.${region}.${dnsSuffix}/${id}`,
    }),
    "aws:cognito/userPoolClient:UserPoolClient": ({ generateSecret }) => ({
        clientSecret: generateSecret === true ? CLIENT_SECRET : "",
    }),
};

function stateOf(type: string, name: string, inputs: Values, situation: Situation): Values {
    const place = placeOf(situation);
    const id = idOf(type, name, inputs, situation);
    const computed = COMPUTED[type] ?? (() => ({ arn: `arn:${place.partition}:test:${place.region}::${name}` }));
    return { ...inputs, ...computed(inputs, name, place, id), ...situation.state?.[type]?.(inputs, name) };
}

/** The answers to the provider's functions, by token. */
function answers(situation: Situation): NonNullable<Situation["calls"]> {
    const { account, region, partition, dnsSuffix } = placeOf(situation);
    const caller = { accountId: account, arn: `arn:${partition}:iam::${account}:user/test`, id: account };
    return {
        "aws:index/getCallerIdentity:getCallerIdentity": () => caller,
        "aws:index/getRegion:getRegion": () => ({ id: region, region, name: region, description: region }),
        "aws:index/getPartition:getPartition": () => ({ id: partition, partition, dnsSuffix }),
        ...situation.calls,
    };
}

// Outputs and secrets.

/** An output as the SDK makes it; its typings leave these members out. */
interface Resolving {
    promise(withUnknowns: boolean): Promise<unknown>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
}

async function plainOutputs(outputs: Readonly<Record<string, pulumi.Output<unknown>>>): Promise<Outputs> {
    const resolved = await Promise.all(
        Object.entries(outputs).map(async ([name, output]) => {
            const known = pulumi.output(output) as unknown as Resolving;
            const value = (await known.isKnown) ? await known.promise(false) : undefined;
            return { name, value, secret: await known.isSecret };
        }),
    );
    return {
        outputs: Object.fromEntries(resolved.map(({ name, value }) => [name, value])),
        secretOutputs: resolved.filter(({ secret }) => secret).map(({ name }) => name),
    };
}

/** The stack outputs as they stand in the state: those that are secret are encrypted there. */
async function outputsInClear(result: unknown): Promise<unknown> {
    const outputs = result instanceof CognitoSso ? { ...result.outputs } : result;
    const serialised = pulumi.runtime.serializeProperties("outputs", outputs as Values, {
        keepOutputValues: false,
    });
    // A program that fails late has told its error already.
    return serialised.then(masked, () => undefined);
}

const { specialSigKey, specialSecretSig } = pulumi.runtime;

const asSecret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });

function isSecretWrapper(value: unknown): value is { value: unknown } {
    return typeof value === "object" && value !== null && (value as Values)[specialSigKey] === specialSecretSig;
}

function masked(value: unknown): unknown {
    return isSecretWrapper(value) ? "[secret]" : mapped(value, masked);
}

function unwrapped(value: unknown, at: readonly string[], secrets: string[]): unknown {
    if (isSecretWrapper(value)) {
        secrets.push(at.join("."));
        return unwrapped(value.value, at, secrets);
    }
    return mapped(value, (inner, key) => unwrapped(inner, [...at, key], secrets));
}

/** The same list or map with every value changed; anything else as it is. */
function mapped(value: unknown, change: (inner: unknown, key: string) => unknown): unknown {
    if (Array.isArray(value)) {
        return value.map((inner, index) => change(inner, String(index)));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner, key)]))
        : value;
}

function asError(thrown: unknown): Error {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function alphanumeric(name: string): string {
    return name.replace(/[^A-Za-z0-9]/g, "");
}
