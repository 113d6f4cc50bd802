import { asText, scalar } from "./shapes";

/** A sender: an e-mail address, and the name that mail programs show instead of it (RFC 5322: mailbox). */
export interface Mailbox {
    /** @default none: the address is shown */
    readonly name?: string;
    readonly address: string;
}

/** Without quotes, blanks and comments, which RFC 5322 allows and no mail service gives anybody; as long as RFC 5321 allows. */
const ADDRESS =
    /^(?=.{1,64}@)(?=.{1,254}$)[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/** What makes quotes around a name necessary (RFC 5322: specials). */
const SPECIAL = /[()<>[\]:;@\\,."]/;

/** Nobody shows more of it, and a header of e-mails is not endless. */
const LONGEST_NAME = 128;

const ALLOWED_ADDRESS = "an e-mail address, a domain with other letters in its xn-- form";

/** One e-mail address, without a name. */
export function emailAddress() {
    return scalar({
        allowed: ALLOWED_ADDRESS,
        fix: "data@mycompany.com",
        read: (given) => {
            const address = asText(given);
            return address !== undefined && ADDRESS.test(address) ? address : undefined;
        },
        jsonSchema: { type: "string", format: "email" },
    });
}

/** An e-mail address, alone or as `Name <address>`; a name with special characters may stand in quotes or not. */
export function mailbox() {
    return scalar({
        allowed: `${ALLOWED_ADDRESS}, alone or as: Name <address>, the name of at most ${LONGEST_NAME} characters`,
        fix: "OpenMetadata <data@mycompany.com>",
        read: (given) => {
            const parsed = parseMailbox(asText(given) ?? "");
            return parsed && [...(parsed.name ?? "")].length <= LONGEST_NAME ? formatMailbox(parsed) : undefined;
        },
    });
}

/** The parts of `Name <address>` or of an address alone; undefined where it is neither. */
export function parseMailbox(written: string): Mailbox | undefined {
    const [, before, inBrackets] = /^([^<>]*)<\s*([^<>]*?)\s*>$/.exec(written) ?? [];
    const address = inBrackets ?? written;
    const name = unquoted(before?.trim() ?? "");
    if (!ADDRESS.test(address) || name === undefined || /\p{C}/u.test(name)) {
        return undefined;
    }
    return name === "" ? { address } : { name, address };
}

/** The mailbox as people write it: a name with special characters in quotes. */
export function formatMailbox({ name, address }: Mailbox): string {
    if (name === undefined) {
        return address;
    }
    return `${SPECIAL.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name} <${address}>`;
}

function unquoted(name: string): string | undefined {
    if (!name.includes('"')) {
        return name.includes("\\") ? undefined : name;
    }
    const inner = /^"((?:[^"\\]|\\["\\])*)"$/.exec(name)?.[1];
    return inner?.replace(/\\(["\\])/g, "$1").trim();
}
