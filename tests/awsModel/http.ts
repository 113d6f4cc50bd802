import type { IncomingHttpHeaders } from "node:http";

/** A request as it comes in over HTTP. */
export interface HttpRequest {
    readonly method: string;
    /** Path and query. */
    readonly url: string;
    /** Names in lower case. */
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
}

/** @throws Error when it is no JSON object */
export function jsonObject(body: string): Record<string, unknown> {
    const value: unknown = JSON.parse(body === "" ? "{}" : body);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw new Error("the body is no JSON object");
    }
    return value as Record<string, unknown>;
}
