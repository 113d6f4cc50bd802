import assert from "node:assert/strict";
import { checkedSettings } from "../../config/settings";
import { sendsSms } from "../../config/sms";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const sends = (settings: object) =>
    sendsSms(checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...settings }, "Stack prod"));

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "no-reply@mycompany.com",
};

describe("SMS", () => {
    it("are sent for a second factor, a sign-in or a recovery, and not otherwise", () => {
        assert.equal(sends({}), false);
        assert.equal(sends({ mfa: { mode: "off" } }), false);
        assert.equal(sends({ mfa: { methods: ["sms"] } }), true);
        assert.equal(sends({ mfa: { mode: "off", methods: ["sms"] } }), true);
        assert.equal(sends({ mfa: { mode: "off", passwordless: ["sms"] } }), true);
        assert.equal(sends({ mfa: { mode: "off" }, userPool: { recovery: ["phone"] } }), true);
    });

    it("are not sent beside e-mail as second factor, where the phone is only the second way that Cognito asks for", () => {
        const settings = { mfa: { methods: ["email"] }, email: SES, userPool: { recovery: ["email", "phone"] } };
        assert.equal(sends(settings), false);
    });

    it("bring SMS as a second factor wherever MFA is on", () => {
        const why = "only where MFA is off or sms is a method: Cognito offers SMS as a second factor once it sends any";
        assert.equal(problemsIn({ mfa: { methods: ["totp", "sms"], passwordless: ["sms"] } }), "");
        assert.equal(
            problemsIn({ mfa: { passwordless: ["sms"] } }),
            paragraph(
                "mfa.passwordless",
                "sms, with mfa.mode optional and without sms in mfa.methods",
                why,
                "add sms to mfa.methods",
            ),
        );
        assert.equal(
            problemsIn({ mfa: { mode: "required" }, userPool: { recovery: ["email", "phone"] } }),
            paragraph(
                "userPool.recovery",
                "phone, with mfa.mode required and without sms in mfa.methods",
                why,
                "set userPool.recovery to [email]",
            ),
        );
    });

    it("are not both second factor and recovery", () => {
        assert.equal(
            problemsIn({ mfa: { mode: "off", methods: ["sms"] }, userPool: { recovery: ["phone", "email"] } }),
            "",
        );
        assert.equal(
            problemsIn({ mfa: { methods: ["totp", "sms"] }, userPool: { recovery: ["email", "phone"] } }),
            paragraph(
                "userPool.recovery",
                '["email","phone"], with sms in mfa.methods',
                "email or admin: one lost phone must not open the account by itself",
                "set userPool.recovery to [email]",
            ),
        );
    });
});
