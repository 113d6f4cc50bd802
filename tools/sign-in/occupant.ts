import { once } from "node:events";
import { connect } from "node:net";

import { UserError } from "../../config/userError";
import { loopbackAddresses } from "./loopback";
import { type SignInPlan, addressesOf, portOf } from "./plan";

const TIMEOUT_MILLISECONDS = 2000;

/**
 * Makes sure that nobody is at the callback's port. `listen` alone would not notice on every system: beside a server for all
 * addresses, macOS lets another one have the loopback address.
 *
 * @throws UserError that names who is there, OpenMetadata above all
 */
export async function refuseOccupiedPort(plan: SignInPlan): Promise<void> {
    const port = portOf(plan.baseUrl);
    const taken = await Promise.all(loopbackAddresses(plan.baseUrl).map((address) => answers(address, port)));
    if (!taken.includes(true)) {
        return;
    }
    const version = await openMetadataVersion(plan.baseUrl);
    if (version !== undefined) {
        throw new UserError(
            `OpenMetadata ${version} is at ${plan.baseUrl}, where this page must stand: Cognito sends people back there.` +
                `\nEnd OpenMetadata while you try the page, for example: docker compose stop openmetadata-server${otherPort(plan)}` +
                `\nOr check it as it runs: npm run doctor -- --stack ${plan.stack} --openmetadata ${plan.baseUrl}`,
        );
    }
    throw new UserError(
        `Another program is at ${plan.baseUrl}, where this page must stand: Cognito sends people back there.` +
            `\nEnd that program${otherPort(plan)}. What it is: lsof -i :${port}`,
    );
}

/** The way round by another address of the stack, if it has one on this computer. */
function otherPort(plan: SignInPlan): string {
    const others = addressesOf(plan.outputs).filter(
        (address) => address !== plan.baseUrl && loopbackAddresses(address).length > 0,
    );
    return others.length === 0 ? "" : `, or use another address of the stack: --port ${portOf(others[0])}`;
}

async function answers(host: string, port: number): Promise<boolean> {
    const socket = connect({ host, port });
    try {
        await once(socket, "connect", { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
        return true;
    } catch {
        return false;
    } finally {
        socket.destroy();
    }
}

async function openMetadataVersion(baseUrl: string): Promise<string | undefined> {
    try {
        const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
        const response = await fetch(`${baseUrl}/api/v1/system/version`, { signal });
        const { version } = (await response.json()) as { version?: unknown };
        return typeof version === "string" ? version : undefined;
    } catch {
        return undefined;
    }
}
