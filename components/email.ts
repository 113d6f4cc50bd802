import type { input } from "@pulumi/aws/types";
import type { EmailSettings } from "../config/email";
import { formatMailbox, parseMailbox } from "../config/mailbox";

/** Who sends the pool's e-mails. Cognito's own sender is written out too: a pool keeps its sender when the block is left out. */
export function emailConfiguration({
    sesIdentityArn,
    from,
    replyTo,
    configurationSet,
}: EmailSettings): input.cognito.UserPoolEmailConfiguration {
    return {
        ...(sesIdentityArn === undefined
            ? { emailSendingAccount: "COGNITO_DEFAULT" }
            : { emailSendingAccount: "DEVELOPER", sourceArn: sesIdentityArn }),
        ...(from && { fromEmailAddress: headerValue(from) }),
        ...(replyTo && { replyToEmailAddress: replyTo }),
        ...(configurationSet && { configurationSet }),
    };
}

/** A mailbox as it stands in the header of an e-mail: a name with letters beyond ASCII as encoded words (RFC 2047). */
export function headerValue(mailbox: string): string {
    const { name, address } = parseMailbox(mailbox) ?? { address: mailbox };
    return name === undefined || /^[\x20-\x7e]*$/.test(name)
        ? formatMailbox({ name, address })
        : `${encodedWords(name).join(" ")} <${address}>`;
}

/** An encoded word has at most 75 characters, and a character must not be cut in two. */
const BYTES_PER_WORD = 45;

function encodedWords(text: string): string[] {
    const words = [...text].reduce<string[]>((done, character) => {
        const last = done.at(-1) ?? "";
        return Buffer.byteLength(last + character) <= BYTES_PER_WORD
            ? [...done.slice(0, -1), last + character]
            : [...done, character];
    }, []);
    return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`);
}
