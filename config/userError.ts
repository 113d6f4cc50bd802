/**
 * A mistake that the user can mend. Its message is the whole of what the user sees: what was given, what is allowed, how to
 * fix it. Nothing has been created or changed when it is thrown.
 */
export class UserError extends Error {
    public override readonly name = "UserError";
}
