import { once } from "node:events";

import { cognitoClient } from "../cognitoClient";
import { readStack } from "../stack";
import { openInBrowser } from "./browser";
import { refuseOccupiedPort } from "./occupant";
import { planSignIn } from "./plan";
import { serveSignInPage } from "./server";

/** Where people are to sign in. */
export interface Offer {
    readonly stack: string;
    /** The stack in AWS, even where there is a local deployment of the same name. @default false */
    readonly aws?: boolean;
    /** Port of one of the stack's addresses on localhost. @default - that of its callback */
    readonly port?: number;
    /** Whether a browser is to be opened. */
    readonly open: boolean;
}

/**
 * Serves the sign-in page of a stack until the process is interrupted.
 *
 * @throws UserError when the stack is not there, its callback is not on localhost, or something else listens there
 */
export async function offerSignIn({ stack, aws, port, open }: Offer): Promise<void> {
    // The secret of a confidential client is needed for the exchange of the code, which happens in this process.
    const deployed = await readStack({ stack, aws, showSecrets: true });
    const plan = planSignIn(deployed, port);
    await refuseOccupiedPort(plan);
    const server = await serveSignInPage(plan, cognitoClient(deployed));
    process.stdout.write(`Sign in as OpenMetadata would: ${plan.baseUrl}/\nCtrl+C ends the page.\n`);
    if (open) {
        openInBrowser(`${plan.baseUrl}/`);
    }
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await server.close();
}
