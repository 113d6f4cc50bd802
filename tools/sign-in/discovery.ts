import * as z from "zod";

import type { SignInPlan } from "./plan";

const TIMEOUT_MILLISECONDS = 5000;

/** Cognito names no token endpoint as long as the pool has no domain. */
const DISCOVERY = z.looseObject({ token_endpoint: z.string().optional() });

/** A pool's discovery document: all of it, of which the place where codes are exchanged is looked at. */
export type Discovery = z.infer<typeof DISCOVERY>;

/**
 * Reads the discovery document of the stack's pool.
 *
 * @returns undefined when there is no answer, or none that is such a document
 */
export async function readDiscovery({ outputs }: Pick<SignInPlan, "outputs">): Promise<Discovery | undefined> {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const document: unknown = await fetch(outputs.discoveryUrl, { signal })
        .then((response) => response.json())
        .catch(() => undefined);
    return DISCOVERY.safeParse(document).data;
}
