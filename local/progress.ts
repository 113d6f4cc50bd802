/** Tells people on standard error what is going on, so that standard output stays free for results. */
export interface Progress {
    /** A step begins, or something worth a line of its own happened. */
    readonly step: (text: string) => void;
    /** Something within the step that need not stay: overwritten by the next on a terminal, shown now and then elsewhere. */
    readonly detail: (text: string) => void;
    /** The own words of a program that was started, as they come. */
    readonly line: (text: string) => void;
}

/** A line at a time is read comfortably; a log file needs no more than this. */
const MILLISECONDS_BETWEEN_DETAILS = 15_000;

/** Writes progress to a stream, standard error unless told otherwise. */
export function progressTo(stream: NodeJS.WriteStream = process.stderr): Progress {
    let lastWritten = Date.now();
    let open = false;
    const write = (text: string) => {
        stream.write(open ? `\r\x1b[K${text}\n` : `${text}\n`);
        open = false;
        lastWritten = Date.now();
    };
    return {
        step: (text) => write(text),
        line: (text) => write(`    ${text}`),
        detail: (text) => {
            if (stream.isTTY) {
                stream.write(`\r\x1b[K    ${text.slice(0, (stream.columns || 80) - 5)}`);
                open = true;
            } else if (Date.now() - lastWritten >= MILLISECONDS_BETWEEN_DETAILS) {
                write(`    ${text}`);
            }
        },
    };
}

/** Says nothing. */
export const silent: Progress = { step: () => undefined, detail: () => undefined, line: () => undefined };
