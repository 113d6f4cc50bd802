import assert from "node:assert/strict";
import { firstFactors, mfaMethods, mfaSchema } from "../../config/mfa";
import { checkedSettings } from "../../config/settings";
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
});
