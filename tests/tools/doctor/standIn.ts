import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { close } from "../../../tools/sign-in/loopback";

/** A request, read to its end. */
export interface Asked {
    readonly method: string;
    readonly url: URL;
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
}

/** What a stand-in answers. An object as body is sent as JSON. */
export interface Reply {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | object;
}

/** `hang`: no answer ever; `drop`: the connection is cut. */
export type Handler = (asked: Asked) => Reply | "hang" | "drop";

export interface StandIn {
    /** Without a slash at the end. */
    readonly url: string;
    /** Every request so far. */
    readonly asked: Asked[];
    close(): Promise<void>;
}

/** A real HTTP server on a free port of this machine; with a certificate, HTTPS. */
export async function listen(handler: Handler, certificate?: { key: string; cert: string }): Promise<StandIn> {
    const asked: Asked[] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
        const body = await text(request);
        const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
        const received = { method: request.method ?? "", url, headers: request.headers, body };
        asked.push(received);
        const reply = handler(received);
        if (reply === "drop") {
            request.socket.destroy();
        } else if (reply !== "hang") {
            send(response, reply);
        }
    };
    const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
    const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
    return { url, asked, close: () => close(server) };
}

/** An address at which nothing listens. */
export async function deadUrl(): Promise<string> {
    const server = await listen(() => ({}));
    await server.close();
    return server.url;
}

export function redirect(location: string, headers: Record<string, string> = {}): Reply {
    return { status: 302, headers: { location, ...headers } };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = "" }: Reply): void {
    const json = typeof body === "object";
    response.writeHead(status, { ...(json && { "content-type": "application/json" }), ...headers });
    response.end(json ? JSON.stringify(body) : body);
}
