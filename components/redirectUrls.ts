import { openMetadataUrl } from "../config/openMetadataUrl";

/** Every address under which people open OpenMetadata, the one of the callback first, each once. */
export function openMetadataUrls(callbackUrl: string, additionalUrls: readonly string[]): string[] {
    return [...new Set([openMetadataUrl(callbackUrl), ...additionalUrls])];
}

/**
 * What OpenMetadata sends as `redirect_uri`: `/callback` from page and server, `/silent-callback` when the page renews
 * (open-metadata/OpenMetadata#5923), `/auth/callback` from some releases of a confidential set-up (#26311).
 */
export function callbackUrls(urls: readonly string[]): string[] {
    return urls.flatMap((url) => [`${url}/callback`, `${url}/silent-callback`, `${url}/auth/callback`]);
}

/** Where OpenMetadata's page sends people after a sign-out: its sign-in page, in older releases its root. */
export function logoutUrls(urls: readonly string[]): string[] {
    return urls.flatMap((url) => [`${url}/signin`, url]);
}
