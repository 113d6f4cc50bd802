import { run, type ChildOptions, type Finished } from "../../local/childProcess";
import { watchTree, type TreeUsage } from "./processTree";

/** What one run took. */
export interface Usage {
    /** Seconds from start to end. */
    readonly wall: number;
    /** What its processes took, where the system tells. */
    readonly tree?: TreeUsage;
}

/** Runs a program to its end and measures it. How it ended is for the caller to judge. */
export async function measured(
    command: string,
    words: readonly string[],
    options: ChildOptions,
): Promise<Finished & { usage: Usage }> {
    let stop: () => TreeUsage | undefined = () => undefined;
    const begin = performance.now();
    try {
        const finished = await run(command, words, { ...options, onStart: (pid) => (stop = watchTree(pid)) });
        const wall = (performance.now() - begin) / 1000;
        return { ...finished, usage: { wall, tree: stop() } };
    } finally {
        stop();
    }
}
