import { mkdirSync } from "node:fs";
import path from "node:path";

import { localWorkspace } from "../../local/workspace";

/** What is worth knowing about a test that has just failed; nothing where it has nothing to do with it. */
type Witness = () => Promise<string | undefined>;

/** What is kept of failed tests. */
const KEPT = path.join(localWorkspace().folder, "failed-tests");

const witnesses = new Set<Witness>();

/** Has the witness asked after each test that fails, when all hooks of its suites are through. */
export function onFailure(witness: Witness): void {
    witnesses.add(witness);
}

/** In an `afterEach` hook: shows what all witnesses know with the test, if it has failed. */
export async function tellFindings({ currentTest: test }: Mocha.Context): Promise<void> {
    await tell(test, [...witnesses]);
}

/** In an `afterEach` hook: asks one witness at once, before the hook takes away what is to be seen. */
export async function tellFinding({ currentTest: test }: Mocha.Context, witness: Witness): Promise<void> {
    await tell(test, [witness]);
}

async function tell(test: Mocha.Test | undefined, asked: readonly Witness[]): Promise<void> {
    if (test?.state === "failed" && test.err) {
        const known = await Promise.all(asked.map((witness) => witness()));
        test.err.stack = [test.err.stack, ...known.filter((text) => text !== undefined)].join("\n\n");
    }
}

/** The file for something that is kept of a failed test; of the same test there is only the last. */
export function keptFile(title: string, extension: string): string {
    mkdirSync(KEPT, { recursive: true });
    return path.join(KEPT, `${title.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100)}.${extension}`);
}
