import { readStack } from "../stack";

import { exitCode } from "./check";
import { diagnose, type DiagnoseOptions } from "./diagnose";
import { renderJson, renderText } from "./report";

/** Which stack is examined, and in what form it is told. */
export interface Examination {
    readonly stack: string;
    /** The stack in AWS, even where there is a local deployment of the same name. @default false */
    readonly aws?: boolean;
    /** The report as JSON. @default false */
    readonly json?: boolean;
}

/**
 * Examines a deployed stack and prints the report.
 *
 * @returns exit code
 */
export async function examine({ stack, aws, json }: Examination, options: DiagnoseOptions): Promise<number> {
    const report = await diagnose(await readStack({ stack, aws }), options);
    const { isTTY, columns } = process.stdout;
    const text = json
        ? renderJson(report)
        : renderText(report, { colour: isTTY && !process.env.NO_COLOR, width: columns });
    process.stdout.write(`${text}\n`);
    return exitCode(report.results);
}
