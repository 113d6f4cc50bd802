import assert from "node:assert/strict";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "no-reply@mycompany.com",
};

describe("a second factor by e-mail", () => {
    const mfa = { methods: ["email"] };
    const recovery = ["email", "phone"];

    it("needs a sender of one's own, two ways to recover, and no SMS beside it", () => {
        for (const mode of ["optional", "required"]) {
            assert.equal(problemsIn({ mfa: { ...mfa, mode }, email: SES, userPool: { recovery } }), "");
        }
        assert.equal(
            problemsIn({ mfa, userPool: { recovery } }),
            paragraph(
                "mfa.methods",
                "email, with Cognito's own sender",
                "email only where SES sends the e-mails",
                "set email.sesIdentityArn and email.from, or remove email from mfa.methods",
            ),
        );
        assert.equal(
            problemsIn({ mfa, email: SES }),
            paragraph(
                "userPool.recovery",
                '["email"], with email in mfa.methods',
                "two ways: who gets the second factor by e-mail cannot recover the password by e-mail",
                "set userPool.recovery to [email, phone], or remove email from mfa.methods",
            ),
        );
        assert.equal(
            problemsIn({ mfa: { mode: "off", methods: ["email"] }, email: SES, userPool: { recovery } }),
            paragraph(
                "mfa.methods",
                '["email"] with the mode off',
                "no methods while the mode is off, but sms where the pool has it already",
                "remove mfa.methods, or set mfa.mode to optional",
            ),
        );
        assert.ok(
            problemsIn({ mfa: { methods: ["email", "sms"] }, email: SES, userPool: { recovery } }).startsWith(
                paragraph(
                    "mfa.methods",
                    "email and sms",
                    "one of the two: email needs recovery by phone, which Cognito refuses beside sms",
                    "for example: methods: [totp, email]",
                ),
            ),
        );
    });
});

describe("passkeys and codes in place of a password", () => {
    it("exclude required MFA", () => {
        for (const mode of ["optional", "off"]) {
            assert.equal(problemsIn({ mfa: { mode, passkeys: "on" } }), "");
            assert.equal(problemsIn({ mfa: { mode, passwordless: ["email"] }, email: SES }), "");
        }
        assert.equal(
            problemsIn({ mfa: { mode: "required", passkeys: "on" } }),
            paragraph(
                "mfa.passkeys",
                "on, with mfa.mode required",
                "off while MFA is required: Cognito wants passkeys that count as two factors, and the provider cannot say so (hashicorp/terraform-provider-aws#50110)",
                "set mfa.mode to optional, or mfa.passkeys to off",
            ),
        );
        assert.equal(
            problemsIn({ mfa: { mode: "required", passwordless: ["email"] }, email: SES }),
            paragraph(
                "mfa.passwordless",
                '["email"], with mfa.mode required',
                "nothing while MFA is required: Cognito then takes passwords only",
                "set mfa.mode to optional or off, or remove mfa.passwordless",
            ),
        );
    });

    it("need the managed login pages", () => {
        assert.equal(
            problemsIn({ mfa: { passkeys: "on" }, loginPages: { version: "classic" } }),
            paragraph(
                "mfa.passkeys",
                "on, with the classic login pages",
                "passkeys and codes only with the managed login pages: the classic ones know passwords only",
                "set loginPages.version to managed, or remove mfa.passkeys",
            ),
        );
        assert.equal(
            problemsIn({ mfa: { passwordless: ["email"] }, email: SES, loginPages: { version: "classic" } }),
            paragraph(
                "mfa.passwordless",
                '["email"], with the classic login pages',
                "passkeys and codes only with the managed login pages: the classic ones know passwords only",
                "set loginPages.version to managed, or remove mfa.passwordless",
            ),
        );
    });

    it("by e-mail need a sender of one's own", () => {
        assert.equal(
            problemsIn({ mfa: { passwordless: "email" } }),
            paragraph(
                "mfa.passwordless",
                "email, with Cognito's own sender",
                "email only where SES sends: with Cognito's own sender nobody could sign in after 50 e-mails a day",
                "set email.sesIdentityArn and email.from, or remove email from mfa.passwordless",
            ),
        );
    });
});
