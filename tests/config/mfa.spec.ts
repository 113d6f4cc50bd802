import assert from "node:assert/strict";
import { mfaMethods, mfaSchema } from "../../config/mfa";
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
