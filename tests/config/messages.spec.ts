import assert from "node:assert/strict";
import { COGNITO_TEXTS, messagesSchema } from "../../config/messages";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const problems = (messages: object, others: object = {}) => problemsIn({ messages, ...others });

const WITH_SMS = { mfa: { methods: ["totp", "sms"] } };
const WITH_EMAIL_CODES = {
    mfa: { methods: ["email"] },
    userPool: { recovery: ["email", "phone"] },
    email: {
        sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
        from: "no-reply@mycompany.com",
    },
};

const BODY = "messages.verification.body";

function refused(given: string, fix: string, key = BODY, allowed = "6 to 20000 characters with {####}"): string {
    const shown = JSON.stringify(given);
    return paragraph(key, shown.length > 120 ? `${shown.slice(0, 117)}...` : shown, allowed, fix);
}

describe("the messages of the pool", () => {
    it("by default are Cognito's own, which would be accepted as anybody's", () => {
        assert.deepEqual(messagesSchema.parse({}), { invitation: {}, verification: {}, signInCode: {} });
        const { invitation, verification, verificationByLink, signInCode } = COGNITO_TEXTS;
        assert.equal(
            problems({ invitation, verification: { ...verification, byLink: verificationByLink } }, WITH_SMS),
            "",
        );
        const { subject, body } = signInCode;
        assert.equal(problems({ signInCode: { subject, body } }, WITH_EMAIL_CODES), "");
    });

    it("may be HTML in any language", () => {
        const body = '<h1 style="color: #336">Bienvenue 👋</h1>\n<p>{username}: <b>{####}</b> – 欢迎使用</p>';
        assert.equal(problems({ invitation: { subject: "Bienvenue à OpenMetadata 👋", body } }), "");
        assert.equal(messagesSchema.parse({ invitation: { body: `\n  ${body}\n` } }).invitation.body, body);
    });

    it("have the placeholders that Cognito fills in, and no others", () => {
        const verification = (body: string) => problems({ verification: { body } });
        const invitation = (body: string) => problems({ invitation: { body } });
        assert.equal(verification("Code: {####}"), "");
        assert.equal(invitation("{username} {####}"), "");
        assert.equal(
            verification("Your code"),
            refused("Your code", "add {####}, in whose place Cognito puts the code or temporary password"),
        );
        assert.equal(
            invitation("Welcome: {####}"),
            refused(
                "Welcome: {####}",
                "add {username}, in whose place Cognito puts the person's e-mail address",
                "messages.invitation.body",
                "6 to 20000 characters with {username} and {####}",
            ),
        );
        assert.equal(
            verification("{username}: {####}"),
            refused("{username}: {####}", "remove {username}: Cognito puts nothing in its place in this message"),
        );
        assert.equal(
            verification("{##Here##} or {####}"),
            refused("{##Here##} or {####}", "remove {##Here##}: only the text of byLink becomes a link"),
        );
    });

    it("by link have words that become the link", () => {
        const key = "messages.verification.byLink.body";
        const allowed = "6 to 20000 characters with {##words of the link##}";
        const byLink = (body: string) => problems({ verification: { byLink: { body } } });
        assert.equal(problems({ verification: { byLink: {} } }), "");
        assert.equal(byLink("{##Verify my address##}"), "");
        const fix = "add the words that become the link, for example: {##Verify my e-mail address##}";
        for (const body of ["Verify here", "Here: {####}", "Here: {##  ##}"]) {
            assert.equal(byLink(body), refused(body, fix, key, allowed));
        }
        assert.equal(
            byLink("{##Here##} or {####}"),
            refused(
                "{##Here##} or {####}",
                "remove {####}: Cognito puts nothing in its place in this message",
                key,
                allowed,
            ),
        );
    });

    it("have a length that Cognito takes, counted in characters", () => {
        const filled = (length: number) => `{####}${"語".repeat(length - 6)}`;
        assert.equal(problems({ verification: { body: filled(20_000), subject: "題".repeat(140) } }), "");
        assert.equal(
            problems({ verification: { body: filled(20_001) } }),
            refused(filled(20_001), "it has 20001 characters"),
        );
        assert.equal(
            problems({ verification: { subject: "題".repeat(141) } }),
            refused(
                "題".repeat(141),
                `for example: ${COGNITO_TEXTS.verification.subject}`,
                "messages.verification.subject",
                "1 to 140 characters on one line",
            ),
        );
        for (const lineBreak of ["\n", "\r", "\u0085", "\u2028", "\u2029"]) {
            assert.match(
                problems({ verification: { sms: `Your code:${lineBreak}{####}` } }, WITH_SMS),
                /allowed {2}6 to 140 characters on one line with \{####\}\n\s+fix\s+write it on one line\n/,
            );
        }
        assert.equal(problems({ verification: { sms: filled(140) } }, WITH_SMS), "");
        assert.equal(
            problems({ verification: { sms: filled(141) } }, WITH_SMS),
            refused(
                filled(141),
                "it has 141 characters",
                "messages.verification.sms",
                "6 to 140 characters on one line with {####}",
            ),
        );
    });

    it("have no characters that Cognito does not take, and no scripts", () => {
        // Joined emoji are one picture of several characters, one of which Cognito refuses.
        const joined = "👩\u200d💻 {####}";
        assert.equal(
            problems({ verification: { body: joined } }),
            refused(joined, "remove the character U+200D, which Cognito does not take"),
        );
        // Word processors write it; in Cognito's patterns white space is that of ASCII.
        const noBreak = "Code\u00a0{####}";
        assert.equal(
            problems({ verification: { body: noBreak } }),
            refused(noBreak, "write a plain blank in place of the character U+00A0, which Cognito does not take"),
        );
        assert.equal(problems({ verification: { body: "Code\r\n\t{####}" } }), "");
        assert.equal(
            problems({ verification: { subject: "Code\u0007" } }),
            refused(
                "Code\u0007",
                "remove the character U+0007, which Cognito does not take",
                "messages.verification.subject",
                "1 to 140 characters on one line",
            ),
        );
        const script = "{####}<SCRIPT>alert(1)</SCRIPT>";
        assert.equal(
            problems({ verification: { body: script } }),
            refused(script, "remove the script: mail programs drop it, or the whole e-mail"),
        );
    });

    it("are texts", () => {
        assert.equal(
            problems({ verification: { body: "" } }),
            refused("", "add {####}, in whose place Cognito puts the code or temporary password"),
        );
        assert.match(problems({ verification: { subject: "" } }), /given {4}""\n {4}allowed {2}1 to 140 characters/);
        assert.match(problems({ verification: { subject: "a\nb" } }), /allowed {2}1 to 140 characters on one line/);
        assert.match(
            problems({ verification: "Hello" }),
            /allowed {2}a map with the keys subject, body, sms, byLink\n/,
        );
    });

    it("go by SMS only where the pool sends any", () => {
        const texts = { invitation: "{username} {####}", verification: "{####}", signInCode: "{####}" };
        for (const [kind, sms] of Object.entries(texts)) {
            assert.equal(problems({ [kind]: { sms } }, WITH_SMS), "");
            assert.equal(
                problems({ [kind]: { sms } }),
                paragraph(
                    `messages.${kind}.sms`,
                    sms,
                    "a text only where the pool sends SMS",
                    `remove messages.${kind}.sms, or add sms to mfa.methods`,
                ),
            );
        }
    });

    it("bring a code by e-mail only where that is a second factor", () => {
        for (const [signInCode, given] of [
            [{ subject: "Code" }, "a subject"],
            [{ body: "{####}" }, "a body"],
        ] as const) {
            assert.equal(problems({ signInCode }, WITH_EMAIL_CODES), "");
            assert.equal(
                problems({ signInCode }),
                paragraph(
                    "messages.signInCode",
                    given,
                    "subject and body only with email in mfa.methods",
                    "remove them, or add email to mfa.methods",
                ),
            );
        }
    });
});
