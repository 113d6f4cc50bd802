import { createRequire } from "node:module";

import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
    AnalyzeRequest,
    AnalyzerResourceOptions,
    EnforcementLevel,
    type AnalyzeResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource as the engine shows it to a policy pack. */
export interface Shown {
    /** Type token. */
    readonly type: string;
    readonly props: Readonly<Record<string, unknown>>;
    /** @default made of the type */
    readonly urn?: string;
    /** Whether Pulumi protects it. @default false */
    readonly protect?: boolean;
    /** URN. @default none */
    readonly parent?: string;
}

/** What a policy reports. */
export interface Finding {
    readonly policy: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
}

/** Not in the typings: what the pack's server does with each resource, with all that it does to its properties. */
interface PolicyServer {
    makeAnalyzeRpcFun(
        pack: string,
        version: string,
        level: string,
        policies: readonly ResourceValidationPolicy[],
    ): (call: { request: AnalyzeRequest }, answer: (error: Error | null, response: AnalyzeResponse) => void) => void;
}

type Properties = Parameters<typeof Struct.fromJavaScript>[0];

const server = createRequire(__filename)("@pulumi/policy/server") as PolicyServer;

/** Shows a resource to policies, as the engine does before it makes or changes it. */
export async function analyze(policies: readonly ResourceValidationPolicy[], shown: Shown): Promise<Finding[]> {
    const { type, props, urn = `urn:pulumi:dev::test::${type}::it`, protect = false, parent = "" } = shown;
    const request = new AnalyzeRequest();
    request.setType(type);
    request.setUrn(urn);
    request.setName(urn.split("::").at(-1)!);
    // Without the keys that are undefined, which the engine never sees.
    request.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Properties));
    const options = new AnalyzerResourceOptions();
    options.setProtect(protect);
    options.setParent(parent);
    request.setOptions(options);
    const analyzeOne = server.makeAnalyzeRpcFun("test", "1.0.0", "advisory", policies);
    const response = await new Promise<AnalyzeResponse>((resolve, reject) =>
        analyzeOne({ request }, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        level: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
        // The first line is the policy's description.
        message: diagnostic.getMessage().split("\n").slice(1).join("\n"),
    }));
}
