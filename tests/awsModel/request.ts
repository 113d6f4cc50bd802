import type { IncomingHttpHeaders } from "node:http";

import { jsonObject, type HttpRequest } from "./http";
import type { AwsModels, Operation, ServiceModel } from "./model";
import { queryInput } from "./query";
import { restInput, restOperation } from "./rest";

/** A call of AWS's API: what was asked of which service, with the input as the service's model names it. */
export interface ApiCall {
    /** As botocore names its folder: `cognito-idp`, `iam`. */
    readonly service: string;
    readonly operation: string;
    readonly input: Record<string, unknown>;
}

/**
 * The call that a request makes.
 *
 * @returns nothing for a request that is no call of AWS's API: of a browser, or of the emulator's own
 * @throws Error for one that looks like a call and that no model knows
 */
export function apiCall(models: AwsModels, request: HttpRequest): ApiCall | undefined {
    const service = serviceOf(request);
    if (service === undefined) {
        return undefined;
    }
    if (!models.has(service)) {
        throw new Error(`there is no model of the service ${service}`);
    }
    const model = models.of(service);
    const { operation, input } = PROTOCOLS[protocolOf(model)](model, request);
    return { service, operation, input };
}

/** By whom a request is signed for; calls that take no signature are known by the operation that they name (AWS: InitiateAuth). */
function serviceOf({ headers, url }: HttpRequest): string | undefined {
    const [, signedFor] =
        /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request/.exec(headers.authorization ?? "") ??
        [];
    if (signedFor === "ses") {
        return url.startsWith("/v2/") ? "sesv2" : "ses";
    }
    return (
        signedFor ?? (targetOf(headers)?.startsWith("AWSCognitoIdentityProviderService.") ? "cognito-idp" : undefined)
    );
}

function targetOf(headers: IncomingHttpHeaders): string | undefined {
    const target = headers["x-amz-target"];
    return Array.isArray(target) ? target[0] : target;
}

function protocolOf({ metadata: { protocol } }: ServiceModel) {
    if (protocol === "smithy-rpc-v2-cbor") {
        throw new Error(`the protocol ${protocol} is not read here`);
    }
    return protocol;
}

type Read = (model: ServiceModel, request: HttpRequest) => Pick<ApiCall, "operation" | "input">;

const PROTOCOLS: Readonly<Record<ReturnType<typeof protocolOf>, Read>> = {
    json: ({ metadata }, { headers, body }) => {
        const target = targetOf(headers) ?? "";
        const [prefix, operation = ""] = target.split(".");
        if (prefix !== metadata.targetPrefix) {
            throw new Error(`X-Amz-Target is ${target}, not of ${metadata.targetPrefix}`);
        }
        return { operation, input: jsonObject(body) };
    },
    query: (model, { body }) => {
        const parameters = new URLSearchParams(body);
        const operation = parameters.get("Action") ?? "";
        return { operation, input: queryInput(model, model.operations[operation], parameters) };
    },
    "rest-json": rest,
    "rest-xml": rest,
};

function rest(model: ServiceModel, request: HttpRequest): ReturnType<Read> {
    const operation: Operation | undefined = restOperation(model, request);
    if (operation === undefined) {
        throw new Error(`no operation has ${request.method} ${request.url}`);
    }
    return { operation: operation.name, input: restInput(model, operation, request) };
}
