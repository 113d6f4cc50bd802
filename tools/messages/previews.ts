import { senderOf } from "../../config/email";
import { COGNITO_TEXTS } from "../../config/messages";
import { mfaMethods } from "../../config/mfa";
import type { Settings } from "../../config/settings";
import { sendsSms } from "../../config/sms";

/** A message as a person gets it, with sample values in place of what Cognito fills in. */
export interface Preview {
    /** Name of its file, without the ending. */
    readonly name: string;
    readonly title: string;
    /** When people get it. */
    readonly occasion: string;
    readonly sender: string;
    /** @default answers go to the sender */
    readonly replyTo?: string | undefined;
    readonly subject: string;
    /** HTML. */
    readonly body: string;
    /** Whether all of it is Cognito's own text. */
    readonly isCognitos: boolean;
    /** The same as SMS. @default the pool sends none */
    readonly sms?: string | undefined;
    /** What the owner should know about it, each as one sentence or two. */
    readonly notes: readonly string[];
}

/** The person of the samples. The domain is one that nobody can own. */
export const PERSON = "jane.doe@example.com";

/** From where Cognito's own sender writes. */
const COGNITO_SENDER = "no-reply@verificationemail.com";

const CODE = "123456";

interface Texts {
    readonly subject: string;
    readonly body: string;
    readonly sms?: string;
}

interface Kind {
    readonly name: string;
    readonly title: string;
    readonly occasion: string;
    readonly given: Partial<Record<keyof Texts, string | undefined>>;
    readonly cognitos: Texts;
}

/** All messages that the pool of these settings writes. */
export function previews(settings: Settings): Preview[] {
    return kinds(settings).map(({ name, title, occasion, given, cognitos }) => {
        const subject = given.subject ?? cognitos.subject;
        const body = given.body ?? cognitos.body;
        const sms = sendsSms(settings) ? (given.sms ?? cognitos.sms) : undefined;
        return {
            name,
            title,
            occasion,
            sender: senderOf(settings.email) ?? COGNITO_SENDER,
            replyTo: settings.email.replyTo,
            subject: filled(subject, settings),
            body: linked(filled(body, settings)),
            isCognitos: Object.values(given).every((text) => text === undefined),
            sms: sms && filled(sms, settings),
            notes: [...notes(body), ...triggerNotes(settings, sms !== undefined)],
        };
    });
}

function kinds({ messages, mfa }: Settings): Kind[] {
    const { byLink, ...code } = messages.verification;
    const asksByEmail = mfaMethods(mfa).includes("email") || mfa.passwordless.includes("email");
    return [
        {
            name: "invitation",
            title: "Invitation",
            occasion: "When somebody is invited with npm run invite or in the Cognito console.",
            given: messages.invitation,
            cognitos: COGNITO_TEXTS.invitation,
        },
        {
            name: "verification",
            title: "Verification code",
            occasion: byLink
                ? "When somebody forgot the password or changes the e-mail address."
                : "When somebody signs up, forgot the password or changes the e-mail address.",
            given: code,
            cognitos: COGNITO_TEXTS.verification,
        },
        ...(byLink
            ? [
                  {
                      name: "verification-link",
                      title: "Verification link",
                      occasion: "When somebody signs up.",
                      given: byLink,
                      cognitos: COGNITO_TEXTS.verificationByLink,
                  },
              ]
            : []),
        ...(asksByEmail
            ? [
                  {
                      name: "sign-in-code",
                      title: "Sign-in code",
                      occasion: "When somebody signs in and has the code sent by e-mail.",
                      given: messages.signInCode,
                      cognitos: COGNITO_TEXTS.signInCode,
                  },
              ]
            : []),
    ];
}

/** An invitation has a temporary password where the other messages have a code. */
function filled(text: string, { userPool }: Settings): string {
    const secret = text.includes("{username}") ? samplePassword(userPool.passwordPolicy.minimumLength) : CODE;
    return text.replaceAll("{username}", PERSON).replaceAll("{####}", secret);
}

/** As long as the pool asks for. */
function samplePassword(length: number): string {
    return "Wk4-tJ9_pQ2x".repeat(Math.ceil(length / 12)).slice(0, length);
}

function linked(html: string): string {
    return html.replace(/\{##([^#{}]+)##\}/g, '<a href="#">$1</a>');
}

function notes(body: string): string[] {
    const isPlain = !/<[a-z!/]/i.test(body);
    return [
        ...(isPlain && body.includes("\n")
            ? ["The body is HTML, in which line breaks do not count: write <br> or <p> where one is meant."]
            : []),
        ...(/\b(src|background)\s*=\s*["']?\s*(https?:)?\/\/|url\(\s*["']?(https?:)?\/\//i.test(body)
            ? [
                  "Pictures from the web are not loaded here. Many mail programs do not load them either, unless asked to.",
              ]
            : []),
    ];
}

/** What the pages cannot show, because only a function of the owner's knows it. */
function triggerNotes({ triggers }: Settings, hasSms: boolean): string[] {
    return [
        ...(triggers?.customMessage === undefined
            ? []
            : ["Your function triggers.customMessage is asked first: what it answers takes the place of this text."]),
        ...(triggers?.customEmailSender === undefined
            ? []
            : [
                  "Your function triggers.customEmailSender sends this e-mail: sender and text are what it makes of them.",
              ]),
        ...(hasSms && triggers?.customSmsSender !== undefined
            ? ["Your function triggers.customSmsSender sends the SMS: its text is what it makes of it."]
            : []),
    ];
}
