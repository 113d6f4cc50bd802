import * as z from "zod";

import type { SignInPlan } from "./plan";

const TIMEOUT_MILLISECONDS = 5000;

const DISCOVERY = z.looseObject({ token_endpoint: z.string() });

/** A pool's discovery document: all of it, of which the place where codes are exchanged is looked at. */
export type Discovery = z.infer<typeof DISCOVERY>;

/**
 * Reads the discovery document of the stack's pool.
 *
 * @throws when there is no answer, or none with a token endpoint
 */
export async function readDiscovery({ outputs }: Pick<SignInPlan, "outputs">): Promise<Discovery> {
    const response = await fetch(outputs.discoveryUrl, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    return DISCOVERY.parse(await response.json());
}
