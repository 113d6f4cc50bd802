import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { close } from "../../tools/sign-in/loopback";

/** Stands before the emulator, to answer some calls as AWS does. */
export interface BeforeEmulator {
    readonly endpoint: string;
    close(): Promise<void>;
}

/** The body to answer with, from the call's name and body and from what the emulator answered; only where it answered with 200. */
type Answering = (action: string, sent: string, answer: string) => string;

/** Starts it on a free port. */
export async function startBeforeEmulator(emulator: string, answering: Answering): Promise<BeforeEmulator> {
    const server = createServer((request, response) => {
        void forward(request, emulator).then(
            ({ status, headers, body, sent }) => {
                const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
                response.writeHead(status, headers).end(status === 200 ? answering(action, sent, body) : body);
            },
            () => response.destroy(),
        );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { endpoint: `http://127.0.0.1:${port}`, close: () => close(server) };
}

interface Forwarded {
    readonly status: number;
    readonly headers: OutgoingHttpHeaders;
    readonly body: string;
    /** What came in. */
    readonly sent: string;
}

async function forward(incoming: IncomingMessage, target: string): Promise<Forwarded> {
    const sent = await text(incoming);
    const { method, headers: received } = incoming;
    const outgoing = httpRequest(new URL(incoming.url ?? "/", target), { method, headers: received });
    outgoing.end(sent);
    const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
    const headers = { ...answer.headers };
    // The length is another one afterwards.
    delete headers["content-length"];
    delete headers["transfer-encoding"];
    return { status: answer.statusCode ?? 502, headers, body: await text(answer), sent };
}
