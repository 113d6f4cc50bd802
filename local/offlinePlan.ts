import type { Workspace } from "./workspace";

/** What would be deployed, found without an engine. */
export function offlinePlan(_workspace: Workspace, _stack: string): Promise<string> {
    return Promise.resolve("");
}
