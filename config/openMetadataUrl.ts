import { z } from "zod";
import { asText, scalar } from "./shapes";
import { parsedUrl } from "./url";

/** Host names that mean this machine; the only ones for which Cognito takes plain http (AWS: cognito-user-pools-app-idp-settings). */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Cognito takes 1024 characters, and the longest of the redirect URLs ends in `/silent-callback`. */
const LONGEST = 1024 - "/silent-callback".length;

const CALLBACK = "/callback";

const ALLOWED_URL = "https, or http on localhost, without query, fragment, wildcard or password";

/** Pages of OpenMetadata, which people copy from the browser; its own address ends before them. */
const PAGE = /(\/(silent-|auth\/)?callback|\/signin)$/i;

const EXAMPLE = "https://openmetadata.mycompany.com";

/** Whether the browser that opens this URL talks to its own machine. */
export function isLoopback(url: string): boolean {
    return LOOPBACK.has(new URL(url).hostname);
}

/** Whether the host is one of the names that are reserved for examples, so that nobody can own it (RFC 2606). */
export function isExample(url: string): boolean {
    return /(^|\.)(example\.(com|net|org)|example|invalid)$/.test(new URL(url).hostname);
}

/** The address under which people open OpenMetadata, `https://host[:port][/base]`, from its callback URL. */
export function openMetadataUrl(callbackUrl: string): string {
    return callbackUrl.slice(0, -CALLBACK.length);
}

/**
 * The callback URL of an OpenMetadata server. Cognito compares redirect URLs letter by letter with what the browser sends, so
 * it is brought into the browser's own form: host in lower case, no default port, no slash at the end.
 */
export function callbackUrl(): z.ZodType<string, string> {
    return scalar({
        allowed: `OpenMetadata's own URL followed by ${CALLBACK}: ${ALLOWED_URL}`,
        fix: (given) =>
            Array.isArray(given)
                ? "write one of them here, and the others in additionalUrls"
                : `for example: ${suggestion(given)}${CALLBACK}`,
        read: (given) => {
            const url = tidyUrl(given);
            return url !== undefined && isCallback(url) ? url : undefined;
        },
        jsonSchema: { type: "string", format: "uri", pattern: `${CALLBACK}/?$` },
    });
}

/** Another address under which people open OpenMetadata; its callback URL is taken as the address too. */
export function additionalUrl(): z.ZodType<string, string> {
    return scalar({
        allowed: `another URL under which people open OpenMetadata: ${ALLOWED_URL}`,
        fix: (given) => {
            const several = typeof given === "string" ? given.split(/[\s,;]+/).filter((each) => each !== "") : [];
            return several.length > 1
                ? `write a list: [${several.map(suggestion).join(", ")}]`
                : `for example: ${suggestion(given)}`;
        },
        read: (given) => {
            const url = tidyUrl(given);
            if (url === undefined || isCallback(url)) {
                return url && openMetadataUrl(url);
            }
            return PAGE.test(url) ? undefined : url;
        },
        jsonSchema: { type: "string", format: "uri" },
    });
}

/** Some releases have `/auth/callback` as well: hardly anybody has OpenMetadata itself below `/auth`. */
function isCallback(url: string): boolean {
    return url.endsWith(CALLBACK) && !url.endsWith(`/auth${CALLBACK}`);
}

/** The URL in the browser's form and without a slash at the end, or undefined where Cognito would refuse or never match it. */
export function tidyUrl(given: unknown): string | undefined {
    const written = asText(given) ?? "";
    const url = parsedUrl(written);
    if (url === undefined || !/^https?:\/\/[^/]/i.test(written) || /[\s*#?\\]/.test(written)) {
        return undefined;
    }
    const secure = url.protocol === "https:" || LOOPBACK.has(url.hostname);
    if (!secure || url.username !== "" || url.password !== "") {
        return undefined;
    }
    const tidy = url.href.replace(/\/+$/, "");
    const doubled = url.pathname.replace(/\/+$/, "").includes("//");
    return tidy.length <= LONGEST && !doubled ? tidy : undefined;
}

/** What was probably meant, as an address that would be accepted. */
function suggestion(given: unknown): string {
    const [first] = (typeof given === "string" ? given : "").trim().split(/\s/);
    const rest = first.replace(/^[a-z]+:\/+/i, "");
    const url = parsedUrl(`https://${rest}`);
    if (url === undefined) {
        return EXAMPLE;
    }
    const { host, hostname, pathname } = url;
    // A number, too, is a host to browsers: 8585 is 0.0.33.137.
    const known = rest.toLowerCase().startsWith(hostname) && (hostname.includes(".") || LOOPBACK.has(hostname));
    const base = pathname.replace(/\/+/g, "/").replace(/\/$/, "").replace(PAGE, "");
    const likely = `${LOOPBACK.has(hostname) ? "http" : "https"}://${host}${base}`;
    return known && tidyUrl(likely) === likely ? likely : EXAMPLE;
}
