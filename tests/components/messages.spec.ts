import assert from "node:assert/strict";
import { invitationTemplate, signInCodeArgs, verificationTemplate } from "../../components/messages";
import type { CognitoSsoArgs } from "../../config/settings";
import { SES, settingsOf } from "./settingsOf";

const SMS: CognitoSsoArgs["mfa"] = { methods: ["totp", "sms"] };

describe("the templates of messages", () => {
    it("are written out where the owner chose none: a pool keeps a text that is left out", () => {
        assert.deepEqual(verificationTemplate(settingsOf()), {
            defaultEmailOption: "CONFIRM_WITH_CODE",
            emailSubject: "Your verification code",
            emailMessage: "Your verification code is {####}.",
        });
        assert.deepEqual(signInCodeArgs(settingsOf()), {});
    });

    it("have an SMS of the invitation even without SMS: the provider would send an empty one", () => {
        assert.deepEqual(invitationTemplate(settingsOf()), {
            emailSubject: "Your temporary password",
            emailMessage: "Your username is {username} and temporary password is {####}.",
            smsMessage: "Your username is {username} and temporary password is {####}.",
        });
    });

    it("are the owner's as far as they go", () => {
        const settings = settingsOf({
            mfa: SMS,
            messages: {
                invitation: { subject: "Welcome", sms: "{username}/{####}" },
                verification: { body: "<b>{####}</b>", sms: "Code {####}" },
                signInCode: { sms: "Sign in with {####}" },
            },
        });
        assert.deepEqual(invitationTemplate(settings), {
            emailSubject: "Welcome",
            emailMessage: "Your username is {username} and temporary password is {####}.",
            smsMessage: "{username}/{####}",
        });
        assert.deepEqual(verificationTemplate(settings), {
            defaultEmailOption: "CONFIRM_WITH_CODE",
            emailSubject: "Your verification code",
            emailMessage: "<b>{####}</b>",
            smsMessage: "Code {####}",
        });
        assert.deepEqual(signInCodeArgs(settings), { smsAuthenticationMessage: "Sign in with {####}" });
    });

    it("have a link beside the code, which a recovery needs in any case", () => {
        const messages = { verification: { subject: "Code", byLink: { body: "{##Here##}" } } };
        assert.deepEqual(verificationTemplate(settingsOf({ messages })), {
            defaultEmailOption: "CONFIRM_WITH_LINK",
            emailSubject: "Code",
            emailMessage: "Your verification code is {####}.",
            emailSubjectByLink: "Your verification link",
            emailMessageByLink: "{##Here##}",
        });
    });

    it("bring the code of a second factor by e-mail", () => {
        const settings = settingsOf({
            mfa: { methods: ["email"] },
            email: SES,
            userPool: { recovery: ["email", "phone"] },
            messages: { signInCode: { subject: "Code", body: "{####}" } },
        });
        assert.deepEqual(signInCodeArgs(settings), { emailMfaConfiguration: { subject: "Code", message: "{####}" } });
    });
});
