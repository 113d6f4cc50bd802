import { isExample } from "../config/openMetadataUrl";
import { parsedUrl } from "../config/url";
import { UserError } from "../config/userError";
import { outputs, up } from "./deployment";
import { NoEngineError } from "./engine";
import type { EngineSearch } from "./engineSearch";
import { Interrupted, interruption } from "./interruption";
import { nextSteps } from "./nextSteps";
import { progressTo } from "./progress";
import { readableLines } from "./pulumiOutput";
import { alone, withDeployment } from "./session";
import { stackFileConfig } from "./stackFile";
import { localWorkspace, requireStack, writeStackConfig } from "./workspace";

const NOTHING_DEPLOYED = 2;
const INTERRUPTED = 130;

/** What `npm start` was asked for. */
export interface Wish {
    readonly stack: string;
    /** Stands in for the callbackUrl of the stack. */
    readonly callbackUrl?: string;
    /** Whether the outputs are to be JSON. */
    readonly json: boolean;
}

/**
 * Deploys a stack on this machine; where there is no engine, shows what a deployment would make.
 *
 * @returns exit code
 */
export async function startStack(wish: Wish): Promise<number> {
    await requireStack(wish.stack);
    const search = { workspace: localWorkspace(), shell: process.env, progress: progressTo(), signal: interruption() };
    try {
        await alone(search, () => deploy(wish, search));
        return 0;
    } catch (error) {
        if (error instanceof Interrupted) {
            search.progress.step("Interrupted: what was started has been ended. npm start goes on from here.");
            return INTERRUPTED;
        }
        if (error instanceof NoEngineError) {
            search.progress.step(`${error.message}\n`);
            search.progress.step(await plan(wish));
            return NOTHING_DEPLOYED;
        }
        throw error;
    }
}

async function deploy({ stack, callbackUrl, json }: Wish, search: EngineSearch): Promise<void> {
    const { workspace, progress, signal } = search;
    await withDeployment(search, async (deployment) => {
        const omitted = await writeStackConfig(workspace, stack, { endpoint: deployment.endpoint, callbackUrl });
        for (const key of omitted) {
            progress.step(
                `The secret ${key} of Pulumi.${stack}.yaml can be read in your own Pulumi only, and is left out here.` +
                    `\n    To set one for this machine: npm run local -- config set --secret --path ${key} <value> --stack ${stack}`,
            );
        }
        progress.step(`Deploying stack ${stack} with Pulumi:`);
        const update = up(deployment, stack, { onLine: readableLines(progress.line), signal });
        const { changed } = await update.catch(async (error: unknown) => {
            throw callbackUrl === undefined ? await withRehearsalHint(error, stack, workspace.checkout) : error;
        });
        progress.step(changed ? `Stack ${stack} is deployed.` : `Stack ${stack} is deployed already: no change.`);
        const facts = await outputs(deployment, stack, { showSecrets: false });
        process.stdout.write(json ? `${JSON.stringify(facts, undefined, 4)}\n` : nextSteps(stack, facts));
    });
}

/** An example address keeps a stack from being made, but not from being rehearsed. */
async function withRehearsalHint(error: unknown, stack: string, checkout: string): Promise<unknown> {
    const { callbackUrl } = (await stackFileConfig(stack, checkout)) ?? {};
    const known = typeof callbackUrl === "string" && parsedUrl(callbackUrl) !== undefined && isExample(callbackUrl);
    return known && error instanceof UserError
        ? new UserError(
              `${error.message}\nTo rehearse stack ${stack} on this machine with an address of your choice:` +
                  `\n    npm start -- --stack ${stack} --callback-url https://openmetadata.mycompany.com/callback`,
          )
        : error;
}

/** Loaded when needed: it brings Pulumi's whole SDK with it. */
async function plan({ stack, callbackUrl }: Wish): Promise<string> {
    const { describePlan, offlinePlan } = require("./offlinePlan") as typeof import("./offlinePlan");
    return describePlan(stack, await offlinePlan(stack, { callbackUrl }));
}
