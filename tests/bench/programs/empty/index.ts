/** A program that does nothing: what is left is Pulumi itself. */
export {};
