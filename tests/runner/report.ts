import path from "node:path";

import Mocha, { type Runner, type Test } from "mocha";

import { CHECKOUT } from "../../local/workspace";
import { LAYERS, layerOf } from "./specs";
import { toldTimes, type Times } from "./times";

const SLOWEST = 10;

/** A test that has run. */
interface Ran {
    readonly file: string;
    readonly title: string;
    readonly milliseconds: number;
}

/** Mocha's usual report of all specs, each when it is over, and in the end where the time went. */
export class Report extends Mocha.reporters.Spec {
    private readonly ran: Ran[] = [];

    public constructor(runner: Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        // A spec that could not be run to its end: mocha leaves out which.
        runner.prependListener("fail", (test: Test) => {
            if (test.titlePath().length === 1 && test.file !== undefined) {
                test.title += `: ${path.relative(CHECKOUT, test.file)}`;
            }
        });
        runner.on("test end", (test: Test) => {
            this.ran.push({ file: test.file ?? "", title: test.fullTitle(), milliseconds: test.duration ?? 0 });
        });
    }

    /** Mocha would list the failures at the first spec that could not be run, and leave out those that come after it. */
    public override epilogue(): void {}

    public override done(failures: number, callback?: (failures: number) => void): void {
        super.epilogue();
        this.tellTimes(toldTimes());
        callback?.(failures);
    }

    private tellTimes(times: Times): void {
        const slowest = [...this.ran].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
        print(`  The ${slowest.length} slowest tests:`);
        slowest.forEach(({ file, title, milliseconds }) =>
            print(`${seconds(milliseconds)}  ${path.basename(file, ".spec.ts")}: ${title}`),
        );
        print("\n  By layer, and how long the workers were busy with it:");
        for (const layer of LAYERS) {
            const tests = this.ran.filter(({ file }) => layerOf(file) === layer).length;
            const files = Object.entries(times).filter(([file]) => layerOf(file) === layer);
            const busy = files.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
            if (tests > 0) {
                print(`${seconds(busy)}  ${layer}: ${tests} tests in ${files.length} files`);
            }
        }
        print("");
    }
}

function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)} s`.padStart(11);
}

function print(line: string): void {
    process.stdout.write(`${line}\n`);
}
