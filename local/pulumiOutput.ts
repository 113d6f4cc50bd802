/**
 * Keeps of what Pulumi writes during an update what people read once: no empty lines, and no warnings in passing, which stand
 * again under "Diagnostics" at the end.
 *
 * @param show called with each line that is kept
 */
export function readableLines(show: (line: string) => void): (line: string) => void {
    let inDiagnostics = false;
    return (line) => {
        inDiagnostics ||= line.startsWith("Diagnostics:");
        if (line.trim() !== "" && (inDiagnostics || !/ (?:warning|error): /.test(line))) {
            show(line);
        }
    };
}

/** Reads Pulumi's summary: does it count anything besides unchanged resources? */
export function hasChanged(log: string): boolean {
    const summary = /\nResources:\n((?: {4}.*\n?)+)/.exec(log)?.[1] ?? "";
    return summary.split("\n").some((line) => line.trim() !== "" && !/^\s+\d+ unchanged$/.test(line));
}
