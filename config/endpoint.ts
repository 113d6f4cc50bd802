import { asText, scalar } from "./shapes";
import { parsedUrl } from "./url";

/** The base URL of a Cognito-compatible emulator, without a slash at the end. Its use is rehearsal, so plain http is allowed. */
export const endpointSchema = scalar({
    allowed: "the base URL of a Cognito-compatible emulator: http or https, without path or password",
    fix: "http://127.0.0.1:4566",
    read: (given) => {
        const url = parsedUrl(asText(given) ?? "");
        // Whatever is more than the origin shows in the URL's whole text.
        return url && ["http:", "https:"].includes(url.protocol) && url.href === `${url.origin}/`
            ? url.origin
            : undefined;
    },
    jsonSchema: { type: "string", format: "uri" },
});
