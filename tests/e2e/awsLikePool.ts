import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before the emulator and forgets what AWS forgets of a pool. */
export interface AwsLikePool {
    readonly endpoint: string;
    close(): Promise<void>;
}

type Values = Record<string, unknown>;

/** What a pool no longer has once an update leaves it out (AWS: API reference, UpdateUserPool). The emulator keeps it. */
const RESET_BY_UPDATE = ["DeviceConfiguration", "UserPoolAddOns"];

/** What a pool has only as long as the last call says so (AWS: API reference, SetUserPoolMfaConfig). The emulator keeps it. */
const RESET_BY_MFA = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/** Starts it on a free port. Whatever is not about a pool's own settings goes through unchanged. */
export async function startAwsLikePool(emulator: string): Promise<AwsLikePool> {
    const updates = new Map<unknown, Values>();
    const mfa = new Map<unknown, Values>();

    const answerFor = (action: string, sent: Values, answer: Values): Values => {
        const pool = sent.UserPoolId;
        switch (action) {
            case "UpdateUserPool":
                updates.set(pool, sent);
                return answer;
            case "SetUserPoolMfaConfig":
                mfa.set(pool, sent);
                return without(answer, RESET_BY_MFA, sent);
            case "GetUserPoolMfaConfig":
                return without(answer, RESET_BY_MFA, mfa.get(pool) ?? answer);
            case "DescribeUserPool":
                return { UserPool: without(answer.UserPool as Values, RESET_BY_UPDATE, updates.get(pool)) };
            default:
                return answer;
        }
    };
    const server = createServer((request, response) => {
        void (async () => {
            const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
            const sent = await wholeOf(request);
            const { method = "POST", url = "/" } = request;
            const answer = await fetch(new URL(url, emulator), {
                method,
                headers: passedOn(request.headers),
                ...(method !== "GET" && { body: sent }),
            });
            const text = await answer.text();
            const isJson = answer.ok && action.includes("UserPool") && text.startsWith("{");
            response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
            response.end(
                isJson
                    ? JSON.stringify(answerFor(action, JSON.parse(sent) as Values, JSON.parse(text) as Values))
                    : text,
            );
        })().catch(() => response.destroy());
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const close = async () => {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
    };
    return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Which operation it is, and in the name of which account and region. */
function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
    const names = ["content-type", "x-amz-target", "x-amz-date", "authorization"];
    return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));
}

/** Without those of the `keys` that the last call left out. */
function without(values: Values, keys: readonly string[], last: Values | undefined): Values {
    const isKept = ([key]: [string, unknown]) => last === undefined || !keys.includes(key) || key in last;
    return Object.fromEntries(Object.entries(values).filter(isKept));
}

async function wholeOf(message: IncomingMessage): Promise<string> {
    const parts: Buffer[] = [];
    for await (const part of message) {
        parts.push(part as Buffer);
    }
    return Buffer.concat(parts).toString();
}
