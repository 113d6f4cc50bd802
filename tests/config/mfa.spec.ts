import assert from "node:assert/strict";
import { firstFactors, mfaMethods, mfaSchema } from "../../config/mfa";
import { checkedSettings } from "../../config/settings";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const problems = (mfa: object) => problemsIn({ mfa });

describe("multi-factor authentication", () => {
    it("by default is optional, with an authenticator app", () => {
        const mfa = mfaSchema.parse({});
        assert.equal(mfa.mode, "optional");
        assert.equal(mfa.methods, undefined);
        assert.equal(mfa.passkeys.mode, "off");
        assert.deepEqual(mfa.passwordless, []);
        assert.deepEqual(mfaMethods(mfa), ["totp"]);
    });

    it("is on with at least one method", () => {
        for (const mode of ["optional", "required"] as const) {
            assert.deepEqual(mfaMethods(mfaSchema.parse({ mode })), ["totp"]);
            assert.equal(problems({ mode }), "");
            assert.equal(problems({ mode, methods: "totp" }), "");
            assert.equal(
                problems({ mode, methods: [] }),
                `  mfa.methods
    given    no method with the mode ${mode}
    allowed  at least one method
    fix      for example: methods: [totp], or set mfa.mode to off
`,
            );
        }
    });

    it("is off without any", () => {
        assert.deepEqual(mfaMethods(mfaSchema.parse({ mode: "off" })), []);
        assert.equal(problems({ mode: false }), "");
        assert.equal(problems({ mode: "off", methods: [] }), "");
        assert.equal(
            problems({ mode: "off", methods: ["totp"] }),
            `  mfa.methods
    given    ["totp"] with the mode off
    allowed  no methods while the mode is off, but sms where the pool has it already
    fix      remove mfa.methods, or set mfa.mode to optional
`,
        );
    });

    it("takes the truth value that YAML makes of off, and none for on", () => {
        const args = { callbackUrl: "https://om.mycompany.com/callback" };
        assert.equal(checkedSettings({ ...args, mfa: { mode: false } }, "Stack prod").mfa.mode, "off");
        assert.match(problems({ mode: true }), /allowed {2}optional, required or off/);
    });
});

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
    it("are off by default, and on by one word or a map", () => {
        assert.deepEqual(firstFactors(mfaSchema.parse({})), ["PASSWORD"]);
        assert.deepEqual(mfaSchema.parse({ passkeys: "on" }).passkeys, { mode: "on", userVerification: "preferred" });
        assert.deepEqual(mfaSchema.parse({ passkeys: { userVerification: "required" } }).passkeys, {
            mode: "on",
            userVerification: "required",
        });
        // What YAML readers make of the words on and off.
        assert.equal(mfaSchema.parse({ passkeys: true }).passkeys.mode, "on");
        assert.equal(mfaSchema.parse({ passkeys: false }).passkeys.mode, "off");
        assert.deepEqual(firstFactors(mfaSchema.parse({ passkeys: "on", passwordless: ["sms", "email"] })), [
            "PASSWORD",
            "WEB_AUTHN",
            "EMAIL_OTP",
            "SMS_OTP",
        ]);
        assert.match(
            problems({ passkeys: "maybe" }),
            /given {4}"maybe"\n {4}allowed {2}off or on, or a map with the keys mode, userVerification\n/,
        );
    });

    it("exclude required MFA", () => {
        for (const mode of ["optional", "off"]) {
            assert.equal(problems({ mode, passkeys: "on" }), "");
            assert.equal(problemsIn({ mfa: { mode, passwordless: ["email"] }, email: SES }), "");
        }
        assert.equal(
            problems({ mode: "required", passkeys: "on" }),
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
            problems({ passwordless: "email" }),
            paragraph(
                "mfa.passwordless",
                "email, with Cognito's own sender",
                "email only where SES sends: with Cognito's own sender nobody could sign in after 50 e-mails a day",
                "set email.sesIdentityArn and email.from, or remove email from mfa.passwordless",
            ),
        );
    });
});
