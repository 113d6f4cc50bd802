import assert from "node:assert/strict";
import { PassThrough, Readable } from "node:stream";

import { UserError } from "../../../config/userError";
import { type PasswordInput, passwordsFor } from "../../../tools/invite/passwords";

const PEOPLE = ["alice@example.com", "bob@example.com"];

describe("passwordsFor", () => {
    describe("standard input", () => {
        const piped = (text: string, people: readonly string[] = PEOPLE) => passwordsFor(people, Readable.from([text]));

        it("has one line for each person, blank space and all", async () => {
            const passwords = await piped("first pass\r\n second \n");
            assert.equal(passwords.interactive, false);
            assert.deepEqual([await passwords.next(""), await passwords.next("")], ["first pass", " second "]);
        });

        it("needs no line end after the last", async () => {
            assert.equal(await (await piped("only", ["alice@example.com"])).next(""), "only");
        });

        it("is refused with too few lines, too many and empty ones", async () => {
            for (const [text, found] of [
                ["", 0],
                ["one\n", 1],
                ["one\n\n", 1],
                ["one\ntwo\nthree\n", 3],
            ] as const) {
                await assert.rejects(
                    piped(text),
                    new UserError(
                        "--set-password reads one line for each person from standard input: 2 wanted, in the order of the people," +
                            ` ${found} found. Nothing was changed.\nAt a terminal it asks for each password instead.`,
                    ),
                );
            }
        });
    });

    describe("a terminal", () => {
        async function terminal() {
            const input: PassThrough & PasswordInput = Object.assign(new PassThrough(), { isTTY: true });
            const screen = new PassThrough();
            const passwords = await passwordsFor(PEOPLE, input, screen);
            return { input, passwords, shown: () => String(screen.read() ?? "") };
        }

        it("asks for each person, shows nothing of what is typed, and takes corrections", async () => {
            const { input, passwords, shown } = await terminal();
            assert.equal(passwords.interactive, true);
            const first = passwords.next("alice@example.com");
            input.write("Tr1al-passwordX\u007f!\r");
            assert.equal(await first, "Tr1al-password!");
            assert.equal(shown(), "Password for alice@example.com (not shown): \n");
            const second = passwords.next("alice@example.com", "Too short.");
            input.write("An0ther-password!\r");
            assert.equal(await second, "An0ther-password!");
            assert.equal(shown(), "Too short.\nPassword for alice@example.com (not shown): \n");
        });

        it("ends with Ctrl+C", async () => {
            const { input, passwords } = await terminal();
            const asked = passwords.next("alice@example.com");
            input.write("half\u0003");
            await assert.rejects(
                asked,
                new UserError("No password was given. Whoever came before in the list is done, the rest is not."),
            );
        });
    });
});
