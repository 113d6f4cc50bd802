/** Something that a command can do without, or get elsewhere, is not to be had here. The message is the reason, in plain words. */
export class Unavailable extends Error {
    public override readonly name = "Unavailable";
}
