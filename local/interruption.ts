/** Thrown where work stopped because of Ctrl-C or a signal. What was half done has been ended by then. */
export class Interrupted extends Error {
    public override readonly name = "Interrupted";

    public constructor(public readonly signal: NodeJS.Signals) {
        super("Interrupted.");
    }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns the signals that end a process into an {@link AbortSignal}, so that a command can end what it started instead of dying on
 * the spot.
 */
export function interruption(): AbortSignal {
    const controller = new AbortController();
    for (const signal of SIGNALS) {
        process.on(signal, () => controller.abort(new Interrupted(signal)));
    }
    return controller.signal;
}
