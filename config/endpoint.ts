import { asText, scalar } from "./shapes";

/** The base URL of a Cognito-compatible emulator, without a slash at the end. Its use is rehearsal, so plain http is allowed. */
export const endpointSchema = scalar({
    allowed: "the base URL of a Cognito-compatible emulator: http or https, without path",
    fix: "endpoint: http://127.0.0.1:4566",
    read: (given) => {
        const written = asText(given);
        if (written === undefined || !URL.canParse(written)) {
            return undefined;
        }
        const url = new URL(written);
        const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
        return bare && ["http:", "https:"].includes(url.protocol) ? url.origin : undefined;
    },
    jsonSchema: { type: "string", format: "uri" },
});
