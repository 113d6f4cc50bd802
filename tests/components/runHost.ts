/**
 * Runs the program as `pulumi up` does: in a process of its own, started by the SDK's run script, against an engine that only
 * records what it is asked. It shows what mocks cannot: what is printed, the exit code, the stack's outputs.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { runtime } from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
    GetRootResourceResponse,
    LogSeverity,
    SetRootResourceResponse,
    type LogRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    RegisterResourceResponse,
    ResourceInvokeResponse,
    SupportsFeatureResponse,
    type SupportsFeatureRequest,
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { CLIENT_SECRET } from "./mocks";

const ROOT = path.join(__dirname, "../..");

export interface HostRun {
    readonly exitCode: number | null;
    /** What the process itself printed, both ways. */
    readonly printed: string;
    /** What it told the engine to print. */
    readonly logs: readonly { severity: "info" | "warning" | "error"; message: string }[];
    /** Types of the resources, in the order of their registration; the first is the stack itself. */
    readonly registered: readonly string[];
    /** The stack's outputs on the wire: secrets are wrapped. */
    readonly outputs: Readonly<Record<string, unknown>>;
}

interface HostOptions {
    /** @default dev */
    readonly stack?: string;
    /** @default false */
    readonly preview?: boolean;
    /** Where `index.ts` is. @default the project */
    readonly directory?: string;
    /** Variables besides those of this process. @default {} */
    readonly environment?: Readonly<Record<string, string>>;
}

/** Runs `index.ts` with the config of one stack, as the CLI hands it over. */
export async function runInHost(config: Readonly<Record<string, string>>, options: HostOptions = {}): Promise<HostRun> {
    const record = { logs: [] as HostRun["logs"][number][], registered: [] as string[], outputs: {} };
    const server = new grpc.Server();
    const handlers = engine(record);
    server.addService(ResourceMonitorService, serving(ResourceMonitorService, handlers));
    server.addService(EngineService, serving(EngineService, handlers));
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    try {
        const { exitCode, printed } = await host(`127.0.0.1:${port}`, config, options);
        return { ...record, exitCode, printed };
    } finally {
        server.forceShutdown();
    }
}

/** The SDK's run script, with the arguments and the environment that the CLI's language host gives it. */
function host(
    address: string,
    config: Readonly<Record<string, string>>,
    { stack = "dev", preview = false, directory = ROOT, environment = {} }: HostOptions,
): Promise<Pick<HostRun, "exitCode" | "printed">> {
    const script = require.resolve("@pulumi/pulumi/cmd/run");
    const named = {
        monitor: address,
        engine: address,
        organization: "organization",
        project: "openmetadata-cognito-sso",
        stack,
        "root-directory": directory,
        pwd: directory,
        parallel: "16",
    };
    const argv = Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(process.execPath, [script, ...argv, ...(preview ? ["--dry-run"] : []), "."], {
        cwd: directory,
        env: {
            ...process.env,
            ...environment,
            PULUMI_NODEJS_TYPESCRIPT: "true",
            PULUMI_CONFIG: JSON.stringify(config),
            PULUMI_CONFIG_SECRET_KEYS: "[]",
        },
    });
    let printed = "";
    const print = (chunk: Buffer) => (printed += chunk.toString());
    child.stdout.on("data", print);
    child.stderr.on("data", print);
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, printed }));
    });
}

type Answer = (error: { code: grpc.status } | null, response?: unknown) => void;
type Handler = (call: { request: never }, answer: Answer) => void;

const SEVERITIES: Partial<Record<LogSeverity, HostRun["logs"][number]["severity"]>> = {
    [LogSeverity.INFO]: "info",
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
};

/** An engine that says yes to everything, and what it was asked. */
function engine(record: {
    logs: HostRun["logs"][number][];
    registered: string[];
    outputs: HostRun["outputs"];
}): Record<string, Handler> {
    const empty: Handler = (_, answer) => answer(null, new Empty());
    return {
        signalAndWaitForShutdown: empty,
        registerResourceHook: empty,
        supportsFeature: ({ request }: { request: SupportsFeatureRequest }, answer) => {
            const response = new SupportsFeatureResponse();
            // Inputs come back as they are, and outputs in them would wait for themselves.
            response.setHassupport(request.getId() !== "outputValues");
            answer(null, response);
        },
        setRootResource: (_, answer) => answer(null, new SetRootResourceResponse()),
        getRootResource: (_, answer) => answer(null, new GetRootResourceResponse()),
        log: ({ request }: { request: LogRequest }, answer) => {
            const severity = SEVERITIES[request.getSeverity()];
            if (severity !== undefined) {
                record.logs.push({ severity, message: request.getMessage() });
            }
            answer(null, new Empty());
        },
        invoke: ({ request }: { request: ResourceInvokeRequest }, answer) => {
            const response = new ResourceInvokeResponse();
            response.setReturn(Struct.fromJavaScript(ANSWERS[request.getTok()] ?? {}));
            answer(null, response);
        },
        registerResource: ({ request }: { request: RegisterResourceRequest }, answer) => {
            record.registered.push(request.getType());
            const response = new RegisterResourceResponse();
            response.setUrn(`urn:pulumi:dev::p::${request.getType()}::${request.getName()}`);
            if (request.getCustom()) {
                response.setId(`${request.getName()}-id`);
            }
            const inputs = request.getObject()?.toJavaScript() ?? {};
            response.setObject(Struct.fromJavaScript({ ...inputs, ...COMPUTED[request.getType()] } as never));
            answer(null, response);
        },
        registerResourceOutputs: ({ request }: { request: RegisterResourceOutputsRequest }, answer) => {
            if (request.getUrn().includes("pulumi:pulumi:Stack")) {
                record.outputs = request.getOutputs()?.toJavaScript() ?? {};
            }
            answer(null, new Empty());
        },
    };
}

const COMPUTED: Readonly<Record<string, Record<string, unknown>>> = {
    "aws:cognito/userPool:UserPool": { arn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A" },
    "aws:cognito/userPoolClient:UserPoolClient": {
        clientSecret: { [runtime.specialSigKey]: runtime.specialSecretSig, value: CLIENT_SECRET },
    },
};

const ANSWERS: Readonly<Record<string, Record<string, string>>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012", id: "123456789012" },
    "aws:index/getRegion:getRegion": { id: "eu-west-1", region: "eu-west-1", name: "eu-west-1" },
};

/** A service in which what is not handled is not implemented. */
function serving(service: object, handlers: Record<string, Handler>): grpc.UntypedServiceImplementation {
    const missing: Handler = (_, answer) => answer({ code: grpc.status.UNIMPLEMENTED });
    const entries = Object.keys(service).map((method) => [method, handlers[method] ?? missing]);
    return Object.fromEntries(entries) as grpc.UntypedServiceImplementation;
}
