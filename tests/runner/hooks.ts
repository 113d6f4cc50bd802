/**
 * What every mocha process of this project does around the tests: `.mocharc.json` requires it. A worker of the runner tells what it
 * is at, and how long each spec took; a failed test is shown with what those who know of it have to say.
 */
import path from "node:path";

import { tellFindings } from "./findings";
import { layerOf } from "./specs";
import { isWorker, tellTime } from "./times";

/** When this worker was done with its last spec, in milliseconds since it started. */
let lastEnd = 0;

export const mochaHooks: Mocha.RootHookObject = {
    beforeEach(this: Mocha.Context) {
        const test = this.currentTest!;
        if (isWorker() && layerOf(test.file!) === "e2e") {
            process.stderr.write(`  ▸ ${path.basename(test.file!, ".spec.ts")}: ${test.fullTitle()}\n`);
        }
    },

    async afterEach(this: Mocha.Context) {
        await tellFindings(this);
    },

    afterAll(this: Mocha.Context) {
        const file = this.test?.parent?.suites[0]?.file;
        if (isWorker() && file !== undefined) {
            const now = performance.now();
            tellTime(file, now - lastEnd);
            lastEnd = now;
        }
    },
};
