import { isEngineAtHand } from "../../local/engine";
import { silent } from "../../local/progress";
import { localWorkspace } from "../../local/workspace";

/** Said once where the end-to-end specs are skipped. */
export const WITHOUT_ENGINE =
    "Skipped, what needs a Pulumi engine: there is none yet. `npm start` finds or builds one, once.";

/** Whether the end-to-end specs run. In CI they always do: an engine is built when there is none, and a skip is a failure. */
export async function hasEngine(): Promise<boolean> {
    return (
        Boolean(process.env.CI) ||
        (await isEngineAtHand({ workspace: localWorkspace(), shell: process.env, progress: silent }))
    );
}
