/**
 * A mistake that the user can mend. Its message is the whole of what the user sees: what was given, what is allowed, how to
 * fix it. Nothing has been created or changed when it is thrown.
 */
export class UserError extends Error {
    public override readonly name = "UserError";

    /**
     * Pulumi's Node.js runtime prints an error that has this mark (its own `RunError`) as its message alone, without a stack
     * trace. Set here by hand, because the commands in `tools` would pay a second of start-up for importing the SDK.
     */
    public readonly __pulumiRunError = true;

    public constructor(message: string) {
        super(message);
        // The runtime writes "error serializing property …" before the message, once for each output that the error crossed.
        Object.defineProperty(this, "message", { get: () => message, set: () => undefined });
        // The runtime also renders every error for its trace, and takes half a minute for one with a stack that crossed outputs.
        this.stack = "";
    }
}
