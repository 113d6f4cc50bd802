import assert from "node:assert/strict";

import { checkedSettings, type CognitoSsoArgs } from "../../../config/settings";
import { PERSON, previews } from "../../../tools/messages/previews";

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "Data, Team <no-reply@mycompany.com>",
};

const of = (args: Partial<CognitoSsoArgs> = {}) =>
    previews(checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...args }, "Stack prod"));

const body = (text: string) => of({ messages: { verification: { body: text } } })[1];

describe("the previews of messages", () => {
    it("show Cognito's own texts where the owner chose none", () => {
        assert.deepEqual(of(), [
            {
                name: "invitation",
                title: "Invitation",
                occasion: "When somebody is invited with npm run invite or in the Cognito console.",
                sender: "no-reply@verificationemail.com",
                replyTo: undefined,
                subject: "Your temporary password",
                body: `Your username is ${PERSON} and temporary password is Wk4-tJ9_pQ2x.`,
                isCognitos: true,
                sms: undefined,
                notes: [],
            },
            {
                name: "verification",
                title: "Verification code",
                occasion: "When somebody signs up, forgot the password or changes the e-mail address.",
                sender: "no-reply@verificationemail.com",
                replyTo: undefined,
                subject: "Your verification code",
                body: "Your verification code is 123456.",
                isCognitos: true,
                sms: undefined,
                notes: [],
            },
        ]);
    });

    it("show the owner's texts, sender and address for answers", () => {
        const [invitation, verification] = of({
            email: { ...SES, replyTo: "help@mycompany.com" },
            messages: { invitation: { subject: "Welcome", body: "<b>{username}</b>: {####}" } },
        });
        assert.equal(invitation.sender, '"Data, Team" <no-reply@mycompany.com>');
        assert.equal(invitation.replyTo, "help@mycompany.com");
        assert.equal(invitation.subject, "Welcome");
        assert.equal(invitation.body, `<b>${PERSON}</b>: Wk4-tJ9_pQ2x`);
        assert.deepEqual([invitation.isCognitos, verification.isCognitos], [false, true]);
    });

    it("have a link beside the code where there is one", () => {
        const shown = of({ messages: { verification: { byLink: { body: "<p>{##Here & now##}</p>" } } } });
        assert.deepEqual(
            shown.map(({ name, occasion }) => [name, occasion]),
            [
                ["invitation", "When somebody is invited with npm run invite or in the Cognito console."],
                ["verification", "When somebody forgot the password or changes the e-mail address."],
                ["verification-link", "When somebody signs up."],
            ],
        );
        assert.equal(shown[2].body, '<p><a href="#">Here & now</a></p>');
    });

    it("have the code of a sign-in where it goes by e-mail, and SMS where the pool sends any", () => {
        const names = (args: Partial<CognitoSsoArgs>) => of(args).map(({ name }) => name);
        const recovery: ("email" | "phone")[] = ["email", "phone"];
        assert.ok(names({ email: SES, mfa: { methods: ["email"] }, userPool: { recovery } }).includes("sign-in-code"));
        assert.ok(names({ email: SES, mfa: { passwordless: ["email"] } }).includes("sign-in-code"));
        assert.ok(!names({ email: SES }).includes("sign-in-code"));
        assert.deepEqual(
            of({ mfa: { methods: ["sms"] }, messages: { verification: { sms: "Code {####}" } } }).map(({ sms }) => sms),
            [`Your username is ${PERSON} and temporary password is Wk4-tJ9_pQ2x.`, "Code 123456"],
        );
    });

    it("have a password as long as the pool asks for", () => {
        const [{ body: text }] = of({
            userPool: { passwordPolicy: { minimumLength: 20 } },
            messages: { invitation: { body: "{username} {####}" } },
        });
        assert.equal(text, `${PERSON} Wk4-tJ9_pQ2xWk4-tJ9_`);
    });

    it("say what gets lost on the way", () => {
        const breaks = "The body is HTML, in which line breaks do not count: write <br> or <p> where one is meant.";
        const pictures =
            "Pictures from the web are not loaded here. Many mail programs do not load them either, unless asked to.";
        assert.deepEqual(body("Hello\n{####}").notes, [breaks]);
        assert.deepEqual(body("Hello<br>\n{####}").notes, []);
        assert.deepEqual(body("3 < 4:\n{####}").notes, [breaks]);
        for (const picture of [
            '<img src="https://mycompany.com/a.png">',
            "<img src=//mycompany.com/a.png>",
            "<td style=\"background: url('https://mycompany.com/a.png')\">",
        ]) {
            assert.deepEqual(body(`${picture}{####}`).notes, [pictures], picture);
        }
        assert.deepEqual(
            body('<img src="data:image/png;base64,AA=="><a href="https://mycompany.com">{####}</a>').notes,
            [],
        );
    });

    it("say that a function of the owner's writes or sends in their place", () => {
        const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
        const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const notes = (args: Partial<CognitoSsoArgs>) => of(args)[0].notes;
        const written =
            "Your function triggers.customMessage is asked first: what it answers takes the place of this text.";
        const mailed =
            "Your function triggers.customEmailSender sends this e-mail: sender and text are what it makes of them.";
        const texted = "Your function triggers.customSmsSender sends the SMS: its text is what it makes of it.";
        assert.deepEqual(notes({ triggers: { preSignUp: arn("check") } }), []);
        assert.deepEqual(notes({ triggers: { customMessage: arn("write") } }), [written]);
        assert.deepEqual(notes({ triggers: { customEmailSender: arn("mail"), kmsKeyArn } }), [mailed]);
        // Without SMS there is nothing that it could send.
        assert.deepEqual(notes({ triggers: { customSmsSender: arn("text"), kmsKeyArn } }), []);
        assert.deepEqual(notes({ mfa: { methods: ["sms"] }, triggers: { customSmsSender: arn("text"), kmsKeyArn } }), [
            texted,
        ]);
    });
});
