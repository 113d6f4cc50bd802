import assert from "node:assert/strict";
import { emailConfiguration, headerValue } from "../../components/email";
import { settingsOf } from "./settingsOf";

describe("the e-mail configuration", () => {
    it("names Cognito's own sender, so that there is a way back to it", () => {
        assert.deepEqual(emailConfiguration(settingsOf().email), { emailSendingAccount: "COGNITO_DEFAULT" });
        assert.deepEqual(emailConfiguration(settingsOf({ email: { replyTo: "help@mycompany.com" } }).email), {
            emailSendingAccount: "COGNITO_DEFAULT",
            replyToEmailAddress: "help@mycompany.com",
        });
    });

    it("names the SES identity and all that goes with it", () => {
        const sesIdentityArn = "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com";
        const from = "Data, Team <no-reply@mycompany.com>";
        const { email } = settingsOf({
            email: { sesIdentityArn, from, replyTo: "help@mycompany.com", configurationSet: "cognito" },
        });
        assert.deepEqual(emailConfiguration(email), {
            emailSendingAccount: "DEVELOPER",
            sourceArn: sesIdentityArn,
            fromEmailAddress: '"Data, Team" <no-reply@mycompany.com>',
            replyToEmailAddress: "help@mycompany.com",
            configurationSet: "cognito",
        });
    });
});

describe("a sender in the header of an e-mail", () => {
    it("stays as it is in plain letters", () => {
        for (const sender of ["a@mycompany.com", "Data <a@mycompany.com>", '"Data, Team" <a@mycompany.com>']) {
            assert.equal(headerValue(sender), sender);
        }
    });

    it("has other letters in encoded words that a mail program puts together again", () => {
        assert.equal(headerValue("Équipe <a@mycompany.com>"), "=?UTF-8?B?w4lxdWlwZQ==?= <a@mycompany.com>");
        const name = "データ分析チームのオープンメタデータ 👋 ".repeat(3).trim();
        const header = headerValue(`${name} <a@mycompany.com>`);
        const words = header.split(" ").slice(0, -1);
        assert.ok(words.length > 1);
        assert.ok(words.every((word) => word.length <= 75 && /^=\?UTF-8\?B\?[\w+/]+=*\?=$/.test(word)));
        const decoded = words.map((word) => Buffer.from(word.slice(10, -2), "base64").toString()).join("");
        assert.equal(decoded, name);
    });
});
