/** The longest user name that Cognito takes. */
const LONGEST = 128;

/** People as they were given, put right: each once. */
export interface Addresses {
    /** Lower case: OpenMetadata's user names and domains are, and Cognito's pool does not tell capitals apart. */
    readonly good: readonly string[];
    /** What is no e-mail address, as it was given. */
    readonly bad: readonly string[];
}

/** Reads e-mail addresses; commas, semicolons and blank space between them are welcome. */
export function readAddresses(words: readonly string[]): Addresses {
    const given = [...new Set(words.flatMap((word) => word.split(/[\s,;]+/)).filter((word) => word !== ""))];
    return {
        good: [...new Set(given.filter(isAddress).map((word) => word.toLowerCase()))],
        bad: given.filter((word) => !isAddress(word)),
    };
}

/** Whether this can be an e-mail address at all; the rest is for Cognito to say. */
function isAddress(word: string): boolean {
    return word.length <= LONGEST && /^[^@\p{C}<>"()]+@[^@\p{C}<>"'().]+(\.[^@\p{C}<>"'().]+)+$/u.test(word);
}
