import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";

import { UserError } from "../../config/userError";

/** Where passwords come from. */
export interface Passwords {
    /** Somebody sits there and can be asked again. */
    readonly interactive: boolean;
    /**
     * The password for one person. In turn: people in the order in which they are invited.
     *
     * @param refusal why the one before did not do. @default - this is the first
     */
    next(address: string, refusal?: string): Promise<string>;
}

/** The terminal, or whatever was piped in. */
export interface PasswordInput extends NodeJS.ReadableStream {
    readonly isTTY?: boolean;
}

/**
 * Asks at a terminal, without echo; otherwise reads one line for each person, before anything is done.
 *
 * @throws UserError when what was piped in is not one line for each person
 */
export async function passwordsFor(
    addresses: readonly string[],
    input: PasswordInput = process.stdin,
    prompt: NodeJS.WritableStream = process.stderr,
): Promise<Passwords> {
    if (input.isTTY) {
        return { interactive: true, next: (address, refusal) => ask(address, refusal, input, prompt) };
    }
    const lines = (await text(input)).split(/\r?\n/);
    const passwords = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
    if (passwords.length !== addresses.length || passwords.includes("")) {
        throw new UserError(
            `--set-password reads one line for each person from standard input: ${addresses.length} wanted, in the order of the` +
                ` people, ${passwords.filter((line) => line !== "").length} found. Nothing was changed.` +
                "\nAt a terminal it asks for each password instead.",
        );
    }
    const rest = [...passwords];
    return { interactive: false, next: () => Promise.resolve(rest.shift() ?? "") };
}

/** One line from a terminal. What is typed goes nowhere: not to the screen, not into a history. */
function ask(
    address: string,
    refusal: string | undefined,
    input: NodeJS.ReadableStream,
    prompt: NodeJS.WritableStream,
): Promise<string> {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    // First of all: from here on the terminal shows nothing, also to whoever types before reading.
    const line = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
    prompt.write(`${refusal === undefined ? "" : `${refusal}\n`}Password for ${address} (not shown): `);
    return new Promise((resolve, reject) => {
        line.once("line", (password) => {
            resolve(password);
            line.close();
        });
        line.once("close", () => {
            prompt.write("\n");
            // After a line this comes too late to change anything.
            reject(new UserError("No password was given. Whoever came before in the list is done, the rest is not."));
        });
    });
}
