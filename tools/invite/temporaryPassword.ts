import type { PasswordPolicyType } from "@aws-sdk/client-cognito-identity-provider";
import { randomInt } from "node:crypto";

/** Without the characters that people take for one another. */
const LOWER = "abcdefghijkmnopqrstuvwxyz";
const UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS = "23456789";
const SYMBOLS = "!#$%*+-=?@^_";

/** Longer than any policy asks for by default, and still to be typed once. */
const SHORTEST = 16;

/** A random password that suits a pool's policy: one character of each class, whatever the policy asks for. */
export function temporaryPassword({ MinimumLength = 0 }: PasswordPolicyType = {}): string {
    const classes = [LOWER, UPPER, DIGITS, SYMBOLS];
    const length = Math.max(SHORTEST, MinimumLength);
    const rest = Array.from({ length: length - classes.length }, () => pick(classes.join("")));
    return shuffle([...classes.map(pick), ...rest]).join("");
}

function pick(characters: string): string {
    return characters.charAt(randomInt(characters.length));
}

/** Fisher and Yates. */
function shuffle(characters: readonly string[]): string[] {
    const shuffled = [...characters];
    for (let last = shuffled.length - 1; last > 0; last--) {
        const other = randomInt(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
}
