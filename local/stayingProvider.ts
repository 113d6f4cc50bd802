import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";

import { tell } from "./childProcess";
import type { Engine } from "./engineSearch";
import { providerEnvironment, type ProviderSettings } from "./environment";

/** An AWS provider that runs already, for any number of `pulumi` commands, one after the other and at once. */
export interface StayingProvider {
    /** Port of the loopback interface that it listens on. It belongs into {@link Deployment.provider}. */
    readonly port: number;
    /** Ends it. Without it, it ends with this process, however that ends. */
    readonly stop: () => Promise<void>;
}

/**
 * Starts the engine's own AWS provider for many commands. Pulumi else starts one for each command, and most of what an unchanged
 * update costs besides the program is that start.
 *
 * A command cannot hand over its environment: commands of another endpoint or region need a provider of their own.
 *
 * @param shell the environment of the user
 * @returns nothing where the engine uses the released provider
 */
export async function startProvider(
    engine: Engine,
    shell: NodeJS.ProcessEnv,
    settings: ProviderSettings,
): Promise<StayingProvider | undefined> {
    if (engine.awsProvider === undefined) {
        return undefined;
    }
    const child = spawn(engine.awsProvider, ["stay"], {
        env: providerEnvironment(shell, engine, settings),
        // It ends when the other end of its standard input is closed.
        stdio: ["pipe", "pipe", "inherit"],
        // A group of its own, which it ends as a whole.
        detached: true,
    });
    const exited = once(child, "exit") as Promise<[number | null]>;
    const firstLine = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
    const [port] = await Promise.race([firstLine, exited]);
    if (typeof port !== "string") {
        throw new Error(`${engine.awsProvider} did not start (exit code ${port})`);
    }
    // None of this keeps the process running.
    child.unref();
    [child.stdin, child.stdout].forEach((stream) => (stream as Socket).unref());
    return {
        port: Number(port),
        stop: async () => {
            child.ref();
            tell(child, "SIGKILL");
            await exited;
        },
    };
}
