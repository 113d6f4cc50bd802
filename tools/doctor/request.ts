import { parsedUrl } from "../../config/url";
import { EarlyFinding, fix, type Finding, printable, unknown } from "./check";

export interface RequestOptions {
    readonly method?: "GET" | "POST";
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | URLSearchParams;
    /** Longest wait for the whole answer, in milliseconds. */
    readonly timeout: number;
    /** Whether a redirect within the same host is followed. One to another host never is. @default true */
    readonly follow?: boolean;
}

/** What a server answered. */
export interface Answer {
    /** The address that answered, after redirects within the host. */
    readonly url: string;
    readonly status: number;
    /** Without parameters, in lower case; empty when there is none. */
    readonly contentType: string;
    /** Where a redirect that was not followed leads. */
    readonly location?: string;
    /** The cookies that were set, ready for the next request. */
    readonly cookies: string;
    readonly body: string;
}

const LONGEST_CHAIN = 5;

/**
 * Asks a server.
 *
 * @throws EarlyFinding when there is no answer, or it leads to another host: each cause with its own words
 */
export async function request(url: string, options: RequestOptions): Promise<Answer> {
    const { follow = true } = options;
    let answer = await requestOnce(url, options);
    for (let hops = 0; follow && answer.location !== undefined; hops += 1) {
        const next = answer.location;
        if (new URL(next).hostname !== new URL(url).hostname) {
            throw new EarlyFinding(redirectedElsewhere(url, next));
        }
        if (hops === LONGEST_CHAIN) {
            throw new EarlyFinding(
                unknown(`${url} redirects more than ${LONGEST_CHAIN} times`, "Mend the proxy in front of the server."),
            );
        }
        answer = await requestOnce(next, options);
    }
    return answer;
}

/**
 * Asks a server for JSON.
 *
 * @throws EarlyFinding as {@link request}, and when the answer is an error, of another type, or no JSON
 */
export async function requestJson(url: string, options: RequestOptions): Promise<{ url: string; json: unknown }> {
    const answer = await request(url, options);
    if (answer.status !== 200) {
        throw new EarlyFinding(unknown(`${url} answers ${answer.status}`, fixForStatus(answer.status)));
    }
    if (!/^application\/([\w.-]+\+)?json$/.test(answer.contentType)) {
        const type = answer.contentType || "no content type";
        throw new EarlyFinding(
            unknown(
                `${url} answers with ${printable(type)}, not with JSON`,
                "Another server, or a login page in front of it, answers at this address. Give the server's own base URL.",
            ),
        );
    }
    try {
        return { url: answer.url, json: JSON.parse(answer.body) };
    } catch {
        throw new EarlyFinding(
            unknown(`${url} answers with broken JSON`, "Look at the answer with curl, and at the proxy in front."),
        );
    }
}

async function requestOnce(url: string, options: RequestOptions): Promise<Answer> {
    const { method = "GET", headers = {}, body = null, timeout } = options;
    try {
        const signal = AbortSignal.timeout(timeout);
        const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
        const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
        return {
            url,
            status: response.status,
            contentType: (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase(),
            ...(location !== null && { location: resolveLocation(location, url) }),
            cookies: response.headers
                .getSetCookie()
                .map((cookie) => cookie.split(";")[0])
                .join("; "),
            body: await response.text(),
        };
    } catch (error) {
        if (error instanceof EarlyFinding) {
            throw error;
        }
        throw new EarlyFinding(describeFailure(url, error, timeout));
    }
}

function resolveLocation(location: string, url: string): string {
    const next = parsedUrl(location, url);
    if (next === undefined) {
        throw new EarlyFinding(
            unknown(`${url} redirects to "${printable(location)}", which is no address`, "Mend the proxy in front."),
        );
    }
    return next.href;
}

function redirectedElsewhere(url: string, next: string): Finding {
    const { origin } = new URL(next);
    return unknown(
        `${url} redirects to another host, ${printable(origin)}, and was not followed`,
        `If ${printable(origin)} is the server, give that address; if it is a sign-in in front of the server, go past it.`,
    );
}

function fixForStatus(status: number): string {
    if (status === 404) {
        return "Nothing is at this address. Check the URL, sub-path included.";
    }
    if (status === 401 || status === 403) {
        return "A proxy or firewall in front asks for more than the server does. Ask from inside it.";
    }
    return status >= 500 ? "The server is broken or still starting: look at its log." : "Look at it with curl.";
}

/** What is wrong with a certificate, by the code that OpenSSL or Node gives. */
export function describeCertificateFault(host: string, code: string): Finding | undefined {
    switch (code) {
        case "CERT_HAS_EXPIRED":
            return fix(
                `the certificate of ${host} has expired`,
                "a valid certificate",
                "Renew it. One of ACM renews itself while its DNS validation record is there: put that record back.",
            );
        case "CERT_NOT_YET_VALID":
            return fix(
                `the certificate of ${host} is not valid yet`,
                "a valid certificate",
                "Set the clock of this machine, or wait until the certificate begins.",
            );
        case "ERR_TLS_CERT_ALTNAME_INVALID":
            return fix(
                `the certificate is not made for ${host}`,
                `a certificate that names ${host}`,
                "Issue one for this name, or let the DNS record lead to the right server.",
            );
        case "DEPTH_ZERO_SELF_SIGNED_CERT":
        case "SELF_SIGNED_CERT_IN_CHAIN":
        case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
        case "UNABLE_TO_GET_ISSUER_CERT":
        case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
            return unknown(
                `the certificate of ${host} is signed by nobody whom this machine trusts (${code})`,
                "Behind a company's own authority: NODE_EXTRA_CA_CERTS=<its certificate, PEM>. Otherwise send the whole chain.",
            );
        default:
            return undefined;
    }
}

/** Why there was no answer, by what Node.js says of it. */
export function describeFailure(url: string, error: unknown, timeout: number): Finding {
    const { host } = new URL(url);
    if ((error as Error).name === "TimeoutError") {
        return unknown(
            `${host} did not answer within ${timeout / 1000} s`,
            "Check the address, firewalls and VPN; --timeout <seconds> waits longer.",
        );
    }
    const cause = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    const code = cause.code ?? "";
    return describeCertificateFault(host, code) ?? describeConnectionFault(host, code, cause.message);
}

function describeConnectionFault(host: string, code: string, message: string): Finding {
    switch (code) {
        case "ENOTFOUND":
            return unknown(`there is no DNS record for ${host}`, "Check the spelling, and the DNS zone.");
        case "EAI_AGAIN":
            return unknown(`DNS did not answer for ${host}`, "Check the network of this machine, and try again.");
        case "ECONNREFUSED":
            return unknown(
                `nothing listens at ${host} (connection refused)`,
                "Start the server, or check the port. The local deployment is started by npm start.",
            );
        case "EHOSTUNREACH":
        case "ENETUNREACH":
        case "ETIMEDOUT":
        case "UND_ERR_CONNECT_TIMEOUT":
            return unknown(`${host} cannot be reached (${code})`, "Check firewalls and VPN.");
        case "ECONNRESET":
        case "EPIPE":
        case "UND_ERR_SOCKET":
            return unknown(`${host} broke the connection off`, "Is it https where you wrote http? Check the port.");
        case "EPROTO":
        case "ERR_SSL_WRONG_VERSION_NUMBER":
        case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
            return unknown(`${host} does not speak TLS`, "Is it http where you wrote https? Check the port.");
        default:
            return unknown(
                `${host} gave no answer: ${printable(code.startsWith("HPE_") ? "it does not speak HTTP" : message)}`,
                "Check the address and the port.",
            );
    }
}
