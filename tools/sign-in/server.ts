import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { errors } from "jose";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";

import { assetOf } from "./assets";
import { signInChecks } from "./checks";
import { readDiscovery } from "./discovery";
import { close, listen, loopbackAddresses } from "./loopback";
import { METADATA_PATH, pageSettings } from "./pageSettings";
import { type SignInPlan, portOf } from "./plan";
import { refreshTokenSeconds } from "./poolFacts";
import { securityHeaders } from "./securityHeaders";
import { exchange } from "./tokenExchange";
import { judge, poolKeys } from "./verdict";

/** A page that is being served. */
export interface SignInServer {
    close(): Promise<void>;
}

/** Bytes of a request's body: two tokens fit in many times over. */
const MOST_BYTES = 65_536;

interface Answer {
    readonly status: number;
    /** The phrase beside the status, which the page's library shows. @default - that of the status */
    readonly phrase?: string;
    readonly type: string;
    readonly body: string | Buffer;
}

type Handler = (request: IncomingMessage) => Promise<Answer>;

/** Whoever asks has sent something that cannot be read. */
class BadRequest extends Error {}

/**
 * Serves the page on the callback's address, to this computer alone.
 *
 * @throws the error of `listen` when the port is taken
 */
export async function serveSignInPage(plan: SignInPlan, client: CognitoIdentityProviderClient): Promise<SignInServer> {
    const handlers = handlersOf(plan, client);
    const headers = securityHeaders(plan);
    const servers: Server[] = [];
    const closeAll = async () => {
        await Promise.all(servers.map(close));
    };
    try {
        for (const address of loopbackAddresses(plan.baseUrl)) {
            const server = createServer((request, response) => {
                void respond(request, response, plan, handlers, headers);
            });
            if (await listen(server, portOf(plan.baseUrl), address)) {
                servers.push(server);
            }
        }
    } catch (error) {
        await closeAll();
        throw error;
    }
    return { close: closeAll };
}

/** What each path answers, by method and path below the page's address. */
function handlersOf(plan: SignInPlan, client: CognitoIdentityProviderClient): ReadonlyMap<string, Handler> {
    const keys = poolKeys(plan);
    // Asked once, and early: without credentials the SDK takes its time to say so.
    const refreshLife = refreshTokenSeconds(client, plan).catch(() => undefined);
    return new Map<string, Handler>([
        ["GET /settings", () => Promise.resolve(json(200, pageSettings(plan)))],
        ["GET /checks", async () => json(200, await signInChecks(plan, client))],
        [`GET ${METADATA_PATH}`, () => confidentialMetadata(plan)],
        ["POST /token", async (request) => confidentialToken(plan, await bodyOf(request))],
        [
            "POST /verdict",
            async (request) => {
                const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
                const verdict = await judge(token, plan, keys).catch(noToken);
                return json(200, { ...verdict, refreshTokenSeconds: await refreshLife });
            },
        ],
    ]);
}

/** The pool's discovery document, with the exchange of the code in our hands: the browser may not have the secret. */
async function confidentialMetadata(plan: SignInPlan): Promise<Answer> {
    const discovery = await readDiscovery(plan);
    return discovery ? json(200, { ...discovery, token_endpoint: `${plan.baseUrl}/token` }) : UNREACHABLE;
}

async function confidentialToken(plan: SignInPlan, body: string): Promise<Answer> {
    const { token_endpoint } = (await readDiscovery(plan)) ?? {};
    if (token_endpoint === undefined) {
        return UNREACHABLE;
    }
    const { status, body: answer } = await exchange(new URLSearchParams(body), plan, token_endpoint);
    return json(status, answer);
}

async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    plan: SignInPlan,
    handlers: ReadonlyMap<string, Handler>,
    headers: ReturnType<typeof securityHeaders>,
): Promise<void> {
    const path = pathBelow(plan.baseUrl, request.url ?? "/");
    const { status, phrase, type, body } = await answerTo(request, path, plan, handlers).catch(failure);
    const framed = path === "/silent-callback";
    response.writeHead(status, phrase, { ...(framed ? headers.framed : headers.page), "Content-Type": type });
    response.end(request.method === "HEAD" ? undefined : body);
}

/** What is answered in place of what failed. A request may hold a token or a code: no word of it is said, here or on the terminal. */
function failure(error: unknown): Answer {
    if (error instanceof BadRequest) {
        return json(400, { error: "invalid_request" });
    }
    const { name, stack = "" } = error instanceof Error ? error : new Error();
    const frames = stack.split("\n").filter((line) => /^ +at /.test(line));
    process.stderr.write(`${[`This page's server has a fault (${name}):`, ...frames].join("\n")}\n`);
    return { ...json(500, { error: "server_error" }), phrase: "Fault of this page's server" };
}

async function answerTo(
    request: IncomingMessage,
    path: string | undefined,
    plan: SignInPlan,
    handlers: ReadonlyMap<string, Handler>,
): Promise<Answer> {
    if (request.headers.host !== new URL(plan.baseUrl).host) {
        // A name that somebody else has pointed at this computer (DNS rebinding), or 127.0.0.1 in place of localhost.
        return text(421, `This page is at ${plan.baseUrl} only.\n`);
    }
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    const asset = method === "GET" && path !== undefined ? await assetOf(path) : undefined;
    if (asset) {
        return { status: 200, ...asset };
    }
    const handler = handlers.get(`${method} ${path}`);
    if (!handler) {
        return text(404, "There is no such page.\n");
    }
    if (!isFromThePage(request, plan)) {
        return text(403, "Only the page itself may ask for this.\n");
    }
    return handler(request);
}

/** Whether the page asks, and not another site that is open in the same browser. */
function isFromThePage({ headers, method }: IncomingMessage, { baseUrl }: SignInPlan): boolean {
    const site = headers["sec-fetch-site"];
    const sameOrigin = method === "POST" ? headers.origin === new URL(baseUrl).origin : true;
    return sameOrigin && (site === undefined || site === "same-origin");
}

/** Path below the page's address; nothing for a path outside. It is not parsed, only compared: anything may stand there. */
function pathBelow(baseUrl: string, url: string): string | undefined {
    const base = new URL(baseUrl).pathname.replace(/\/$/, "");
    const path = url.replace(/[?#].*$/s, "");
    return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
}

/** @throws BadRequest when the body is too long, or breaks off */
async function bodyOf(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
        for await (const chunk of request as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            if (bytes > MOST_BYTES) {
                throw new BadRequest();
            }
            chunks.push(chunk);
        }
    } catch {
        throw new BadRequest();
    }
    return Buffer.concat(chunks).toString("utf8");
}

function noToken(error: unknown): never {
    throw error instanceof errors.JWTInvalid ? new BadRequest() : error;
}

/** What `exchange` answers, too. */
const UNREACHABLE = json(502, { error: "unreachable" });

function json(status: number, body: unknown): Answer {
    return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}

function text(status: number, body: string): Answer {
    return { status, type: "text/plain; charset=utf-8", body };
}
