import { once } from "node:events";
import type { Server } from "node:http";

import { isLoopback } from "../../config/openMetadataUrl";

/** The addresses of this computer behind a URL's host; none for another host. Browsers take either one for `localhost`. */
export function loopbackAddresses(url: string): readonly string[] {
    if (!isLoopback(url)) {
        return [];
    }
    const { hostname } = new URL(url);
    return hostname === "localhost" ? ["127.0.0.1", "::1"] : [hostname.replace(/^\[|\]$/g, "")];
}

/**
 * Listens on one address. False where this computer does not have it: many have no IPv6.
 *
 * @throws the error of `listen` for any other reason
 */
export async function listen(server: Server, port: number, host: string): Promise<boolean> {
    server.listen({ port, host });
    try {
        await once(server, "listening");
        return true;
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (host === "::1" && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) {
            return false;
        }
        throw error;
    }
}

/** Ends a server, and the connections that browsers keep open. */
export async function close(server: Server): Promise<void> {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
}
