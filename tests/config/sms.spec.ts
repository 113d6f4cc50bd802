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
    it("are sent for a second factor or a sign-in, and not otherwise", () => {
        assert.equal(sends({}), false);
        assert.equal(sends({ mfa: { mode: "off" } }), false);
        assert.equal(sends({ mfa: { methods: ["sms"] } }), true);
        assert.equal(sends({ mfa: { mode: "off", methods: ["sms"] } }), true);
        assert.equal(sends({ mfa: { mode: "off", passwordless: ["sms"] } }), true);
    });

    it("are not sent for recovery by phone, which then is only the second way that e-mail as a factor asks for", () => {
        const userPool = { recovery: ["email", "phone"] };
        assert.equal(sends({ mfa: { methods: ["email"] }, email: SES, userPool }), false);
        // The first of the two updates with which e-mail becomes a factor of a pool that is there.
        assert.equal(sends({ email: SES, userPool }), false);
    });

    it("bring SMS as a second factor wherever MFA is on", () => {
        assert.equal(problemsIn({ mfa: { methods: ["totp", "sms"], passwordless: ["sms"] } }), "");
        assert.equal(
            problemsIn({ mfa: { passwordless: ["sms"] } }),
            paragraph(
                "mfa.passwordless",
                "sms, with mfa.mode optional and without sms in mfa.methods",
                "only where MFA is off or sms is a method: Cognito offers SMS as a second factor once it sends any",
                "add sms to mfa.methods",
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

    it("are the only recovery only of a pool that sends them", () => {
        const userPool = { recovery: ["phone"] };
        assert.equal(problemsIn({ mfa: { mode: "off", methods: ["sms"] }, userPool }), "");
        assert.equal(
            problemsIn({ userPool }),
            paragraph(
                "userPool.recovery",
                '["phone"], of a pool that sends no SMS',
                "phone alone only where the pool sends SMS: nobody else could recover a password",
                "set userPool.recovery to [email], or mfa.mode to off and mfa.methods to [sms]",
            ),
        );
    });
});
