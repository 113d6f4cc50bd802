import type { z } from "zod";
import type { MfaSettings } from "./mfa";
import type { Problem } from "./problem";
import { asText, scalar, section } from "./shapes";
import { sendsSms } from "./sms";
import type { UserPoolSettings } from "./userPool";

/** What Cognito puts in place of these in a message (AWS: cognito-user-pool-settings-message-customizations). */
const PLACEHOLDERS = {
    "{####}": "the code or temporary password",
    "{username}": "the person's e-mail address",
} as const;

type Placeholder = keyof typeof PLACEHOLDERS;

/** The words that become the link of a verification by link. */
const LINK = /\{##[^#{}]*[^#{}\s][^#{}]*##\}/;

/**
 * Whatever is no letter, mark, symbol, digit, punctuation or white space of ASCII: control characters, those that join emoji, and blanks
 * from a word processor (AWS: API reference, CreateUserPool; its patterns are Java's).
 */
const UNSENDABLE = /[^\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\v\f\r ]/u;

/** What `.` in a pattern of Java does not match. */
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/;

interface TextRule {
    readonly most: number;
    /** What must be in the text. */
    readonly has: readonly Placeholder[];
    /** Whether a link takes the place of the code. @default false */
    readonly link?: boolean;
    /** Whether it must stand on one line, as AWS's pattern of an SMS wants. @default false */
    readonly oneLine?: boolean;
}

/** The text of an e-mail, as HTML, or of an SMS. */
function messageText(rule: TextRule) {
    const parts = [...rule.has, ...(rule.link ? ["{##words of the link##}"] : [])];
    return scalar({
        allowed: `6 to ${rule.most} characters${rule.oneLine ? " on one line" : ""} with ${parts.join(" and ")}`,
        fix: (given) => textFault(asText(given) ?? "", rule) ?? "",
        read: (given) => {
            const written = asText(given);
            return written !== undefined && textFault(written, rule) === undefined ? written : undefined;
        },
        jsonSchema: { type: "string", minLength: 6, maxLength: rule.most },
    });
}

/** What to change about a text that Cognito would refuse, or send with a placeholder left in it. */
function textFault(written: string, { most, has, link = false, oneLine = false }: TextRule): string | undefined {
    const placeholders = Object.keys(PLACEHOLDERS) as Placeholder[];
    const missing = has.find((placeholder) => !written.includes(placeholder));
    const extra = placeholders.find((placeholder) => !has.includes(placeholder) && written.includes(placeholder));
    const length = [...written].length;
    if (missing !== undefined) {
        return `add ${missing}, in whose place Cognito puts ${PLACEHOLDERS[missing]}`;
    }
    if (link && !LINK.test(written)) {
        return "add the words that become the link, for example: {##Verify my e-mail address##}";
    }
    if (extra !== undefined) {
        return `remove ${extra}: Cognito puts nothing in its place in this message`;
    }
    if (!link && LINK.test(written)) {
        return `remove ${LINK.exec(written)?.[0]}: only the text of byLink becomes a link`;
    }
    if (/<script/i.test(written)) {
        return "remove the script: mail programs drop it, or the whole e-mail";
    }
    if (length < 6 || length > most) {
        return `it has ${length} characters`;
    }
    return oneLine && LINE_BREAK.test(written) ? "write it on one line" : unsendable(written);
}

function unsendable(written: string): string | undefined {
    const character = UNSENDABLE.exec(written)?.[0];
    if (character === undefined) {
        return undefined;
    }
    const what = /\s/.test(character) ? "write a plain blank in place of" : "remove";
    const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    return `${what} the character U+${code}, which Cognito does not take`;
}

const subject = (example: string) =>
    scalar({
        allowed: "1 to 140 characters on one line",
        fix: (given) => unsendable(asText(given) ?? "") ?? `for example: ${example}`,
        read: (given) => {
            const written = asText(given);
            const isSound = written !== undefined && /^.{1,140}$/u.test(written) && !UNSENDABLE.test(written);
            return isSound ? written : undefined;
        },
        jsonSchema: { type: "string", minLength: 1, maxLength: 140 },
    });

const MOST_EMAIL = 20_000;
const MOST_SMS = 140;

/** What Cognito itself writes where the owner chose no text. */
export const COGNITO_TEXTS = {
    invitation: {
        subject: "Your temporary password",
        body: "Your username is {username} and temporary password is {####}.",
        sms: "Your username is {username} and temporary password is {####}.",
    },
    verification: {
        subject: "Your verification code",
        body: "Your verification code is {####}.",
        sms: "Your verification code is {####}.",
    },
    verificationByLink: {
        subject: "Your verification link",
        body: "Please click the link below to verify your email address. {##Verify Email##}",
    },
    signInCode: {
        subject: "Your authentication code",
        body: "Your authentication code is {####}.",
        sms: "Your authentication code is {####}.",
    },
} as const;

const CODE = ["{####}"] as const;
const INVITATION = ["{username}", "{####}"] as const;

/** What the pool writes to people: the bodies of e-mails are HTML. `npm run messages` shows them. */
export const messagesSchema = section({
    /** To people whom `npm run invite` or an administrator invites. */
    invitation: section({
        /** @default Your temporary password */
        subject: subject(COGNITO_TEXTS.invitation.subject).optional().describe("subject of the e-mail"),
        /** HTML with `{username}` and `{####}`, the temporary password; 6 to 20000 characters. @default Cognito's own text */
        body: messageText({ most: MOST_EMAIL, has: INVITATION })
            .optional()
            .describe("HTML with `{username}` and `{####}`, the temporary password"),
        /** The same by SMS, 6 to 140 characters; only where the pool sends SMS. @default Cognito's own text */
        sms: messageText({ most: MOST_SMS, oneLine: true, has: INVITATION })
            .optional()
            .describe("the same by SMS, where the pool sends any"),
    })
        .prefault({})
        .describe("to people who are invited"),

    /** To people who verify an address, or recover their password. */
    verification: section({
        /** @default Your verification code */
        subject: subject(COGNITO_TEXTS.verification.subject).optional().describe("subject of the e-mail"),
        /** HTML with `{####}`, the code; 6 to 20000 characters. @default Cognito's own text */
        body: messageText({ most: MOST_EMAIL, has: CODE }).optional().describe("HTML with `{####}`, the code"),
        /** The same by SMS, 6 to 140 characters; only where the pool sends SMS. @default Cognito's own text */
        sms: messageText({ most: MOST_SMS, oneLine: true, has: CODE })
            .optional()
            .describe("the same by SMS, where the pool sends any"),
        /** Who signs up gets a link instead of a code. @default a code */
        byLink: section({
            /** @default Your verification link */
            subject: subject(COGNITO_TEXTS.verificationByLink.subject).optional().describe("subject of the e-mail"),
            /** HTML with `{##words##}`, which become the link; 6 to 20000 characters. @default Cognito's own text */
            body: messageText({ most: MOST_EMAIL, has: [], link: true })
                .optional()
                .describe("HTML with `{##words##}`, which become the link"),
        })
            .optional()
            .describe("who signs up gets a link instead of a code"),
    })
        .prefault({})
        .describe("to people who verify an address, or recover their password"),

    /** The second factor by e-mail or SMS, or the code in place of a password. */
    signInCode: section({
        /** @default Your authentication code */
        subject: subject(COGNITO_TEXTS.signInCode.subject).optional().describe("subject of the e-mail"),
        /** HTML with `{####}`, the code; 6 to 20000 characters; only with `email` in `mfa.methods`. @default Cognito's own text */
        body: messageText({ most: MOST_EMAIL, has: CODE }).optional().describe("HTML with `{####}`, the code"),
        /** The same by SMS, 6 to 140 characters; only where the pool sends SMS. @default Cognito's own text */
        sms: messageText({ most: MOST_SMS, oneLine: true, has: CODE })
            .optional()
            .describe("the same by SMS, where the pool sends any"),
    })
        .prefault({})
        .describe("the code of a sign-in, by e-mail or SMS"),
});

export type MessagesSettings = z.output<typeof messagesSchema>;

/** A text for a way that the pool does not use would never be sent, and AWS would refuse it or forget it. */
export function messagesProblems(settings: {
    messages: MessagesSettings;
    mfa: MfaSettings;
    userPool: UserPoolSettings;
}): Problem[] {
    const { messages, mfa } = settings;
    const withoutSms = sendsSms(settings)
        ? []
        : (["invitation", "verification", "signInCode"] as const).filter((kind) => messages[kind].sms !== undefined);
    const problems = withoutSms.map((kind) => ({
        key: `messages.${kind}.sms`,
        given: messages[kind].sms ?? "",
        allowed: "a text only where the pool sends SMS",
        fix: `remove messages.${kind}.sms, or add sms to mfa.methods`,
    }));
    const { subject, body } = messages.signInCode;
    if ((subject ?? body) !== undefined && !(mfa.methods ?? []).includes("email")) {
        problems.push({
            key: "messages.signInCode",
            given: subject === undefined ? "a body" : "a subject",
            allowed: "subject and body only with email in mfa.methods",
            fix: "remove them, or add email to mfa.methods",
        });
    }
    return problems;
}
