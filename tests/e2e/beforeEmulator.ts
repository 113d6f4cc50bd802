import { once } from "node:events";
import {
    createServer,
    request as httpRequest,
    type IncomingMessage,
    type OutgoingHttpHeaders,
    type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

import { close } from "../../tools/sign-in/loopback";
import { describeViolation, judge } from "../awsModel/judge";
import type { AwsModels } from "../awsModel/model";
import { apiCall, type ApiCall } from "../awsModel/request";

type Values = Record<string, unknown>;

/** Answers some calls as AWS does, where the emulator does not. For services that speak JSON. */
export interface StandIn {
    /** Answers in the emulator's place, or leaves it to the emulator. */
    readonly instead?: (call: ApiCall) => Answer | undefined;
    /** Changes what the emulator answered; only where it answered with 200. */
    readonly afterwards?: (call: ApiCall, answer: Values) => Values;
}

export interface Answer {
    readonly status: number;
    readonly body: Values;
}

/** An error as AWS answers it: `{ "__type": "InvalidParameterException", "message": … }`. */
export function refusal(code: string, message: string): Answer {
    return { status: 400, body: { __type: code, message } };
}

/** Stands before the emulator: holds every call of AWS's API against AWS's own models, and lets stand-ins answer. */
export interface BeforeEmulator {
    readonly endpoint: string;
    /** All calls that change something, in their order. */
    readonly calls: readonly ApiCall[];
    /** What the models have against the calls since it was last asked; each once. */
    takeViolations(): string[];
    /** Has one more stand-in answer, before all others. Gives a function that takes it away again. */
    use(standIn: StandIn): () => void;
    close(): Promise<void>;
}

/** Starts it on a free port. What is no call of AWS's API, of a browser for instance, goes through as it is. */
export async function startBeforeEmulator(
    emulator: string,
    models: AwsModels,
    usual: readonly StandIn[] = [],
): Promise<BeforeEmulator> {
    const standIns = [...usual];
    const calls: ApiCall[] = [];
    const violations = new Set<string>();

    const read = (incoming: IncomingMessage, body: string): ApiCall | undefined => {
        const { method = "", url = "", headers } = incoming;
        try {
            const call = apiCall(models, { method, url, headers, body });
            if (call) {
                const { service, operation, input } = call;
                judge(models.of(service), operation, input).forEach((found) =>
                    violations.add(describeViolation(operation, found)),
                );
            }
            return call;
        } catch (error) {
            violations.add(`${method} ${url}: ${(error as Error).message}`);
            return undefined;
        }
    };

    const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
        const body = await text(incoming);
        const call = read(incoming, body);
        if (call && !/^(Describe|Get|List)/.test(call.operation)) {
            calls.push(call);
        }
        const instead = call && standIns.map((standIn) => standIn.instead?.(call)).find((known) => known !== undefined);
        if (instead) {
            const headers = { "content-type": "application/x-amz-json-1.1" };
            response.writeHead(instead.status, headers).end(JSON.stringify(instead.body));
            return;
        }
        const answered = await forward(incoming, body, emulator);
        const { statusCode = 502, headers } = answered;
        if (call && statusCode === 200 && String(headers["content-type"]).includes("json")) {
            const given = JSON.parse((await text(answered)) || "{}") as Values;
            const changed = standIns.reduce((value, { afterwards }) => afterwards?.(call, value) ?? value, given);
            response.writeHead(statusCode, withoutLength(headers)).end(JSON.stringify(changed));
        } else {
            response.writeHead(statusCode, headers);
            await pipeline(answered, response);
        }
    };

    const server = createServer((request, response) => {
        void answer(request, response).catch(() => response.destroy());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    // It stays as long as the tests do, and keeps nothing running by itself.
    server.on("connection", (socket) => socket.unref()).unref();
    const { port } = server.address() as AddressInfo;
    return {
        endpoint: `http://127.0.0.1:${port}`,
        calls,
        takeViolations: () => {
            const found = [...violations];
            violations.clear();
            return found;
        },
        use: (standIn) => {
            standIns.unshift(standIn);
            return () => void standIns.splice(standIns.indexOf(standIn), 1);
        },
        close: () => close(server),
    };
}

/** Fails a test after whose calls AWS would have refused some, those of the hooks before it among them. */
export function failOnViolations(test: { fn?: Mocha.Runnable["fn"] }, take: () => Promise<string[]>): void {
    const run = test.fn as (this: Mocha.Context) => unknown;
    test.fn = async function (this: Mocha.Context) {
        await run.call(this);
        const refused = describeViolations(await take());
        if (refused !== undefined) {
            throw new Error(refused);
        }
    };
}

export function describeViolations(violations: readonly string[]): string | undefined {
    return violations.length === 0 ? undefined : ["AWS would refuse:", ...violations].join("\n  ");
}

async function forward(
    { method, url, headers }: IncomingMessage,
    body: string,
    emulator: string,
): Promise<IncomingMessage> {
    const outgoing = httpRequest(new URL(url ?? "/", emulator), { method, headers });
    outgoing.end(body);
    const [answered] = (await once(outgoing, "response")) as [IncomingMessage];
    return answered;
}

/** For a body of another length. */
function withoutLength(headers: IncomingMessage["headers"]): OutgoingHttpHeaders {
    const rest = { ...headers };
    delete rest["content-length"];
    delete rest["transfer-encoding"];
    return rest;
}
