import assert from "node:assert/strict";
import { notices, warnings } from "../../components/warnings";
import type { CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";
import { SES, settingsOf } from "./settingsOf";

const HERE = { account: "123456789012", region: "eu-west-1" };

const about = (args: Partial<CognitoSsoArgs> = {}) => warnings(settingsOf(args), HERE);

const OWN_SENDER =
    "Cognito's own sender sends 50 e-mails a day for the whole AWS account, invitations and recovery codes together. " +
    "For production set email.sesIdentityArn and email.from (docs/messages.md).";
const OWN_TEXTS =
    "messages: AWS promises your own texts only with your own sender: set email.sesIdentityArn and email.from (docs/messages.md).";
const SANDBOX =
    "email.sesIdentityArn: as long as Amazon SES has your account in its sandbox, e-mails go to verified addresses only " +
    "(AWS console of eu-west-1: SES, Account dashboard).";
const ONE_WAY =
    "SMS: AWS never takes these settings from a pool again. Each message costs money, and Amazon SNS starts in a sandbox " +
    "with a spending limit (AWS: user-pool-sms-settings).";

describe("what works and will hurt", () => {
    it("is Cognito's own sender where people depend on the stack", () => {
        assert.deepEqual(about(), [OWN_SENDER]);
        assert.deepEqual(about({ protect: false }), []);
        assert.deepEqual(about({ email: SES }), [SANDBOX]);
    });

    it("are texts of one's own with Cognito's own sender", () => {
        const texts: NonNullable<CognitoSsoArgs["messages"]>[] = [
            { invitation: { subject: "Welcome" } },
            { verification: { body: "Code {####}" } },
            { verification: { byLink: { subject: "Link" } } },
        ];
        for (const messages of texts) {
            assert.deepEqual(about({ protect: false, messages }), [OWN_TEXTS]);
            assert.deepEqual(about({ email: SES, messages }), [SANDBOX]);
        }
        assert.deepEqual(about({ protect: false, messages: { verification: { byLink: {} } } }), []);
    });

    it("is an SES identity that a pool of another region may use, if its policy says so", () => {
        const email = { ...SES, sesIdentityArn: SES.sesIdentityArn.replace("eu-west-1", "eu-central-1") };
        const zurich = warnings(settingsOf({ email }), { ...HERE, region: "eu-central-2" });
        assert.deepEqual(zurich, [
            SANDBOX.replace("eu-west-1", "eu-central-1"),
            "email.sesIdentityArn: pools in eu-central-2 send from eu-central-1, and SES lets them only if the identity's sending " +
                "authorization policy allows cognito-idp.eu-central-2.amazonaws.com to (docs/messages.md).",
        ]);
    });

    it("is a key of another account", () => {
        const triggers = (account: string) => ({
            customEmailSender: "arn:aws:lambda:eu-west-1:123456789012:function:mail",
            kmsKeyArn: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        });
        assert.deepEqual(about({ triggers: triggers("123456789012") }), []);
        assert.deepEqual(about({ triggers: triggers("210987654321") }), [
            "triggers.kmsKeyArn: the key is of account 210987654321, the pool is in 123456789012: the key's policy must allow " +
                "kms:CreateGrant to whoever runs pulumi up (docs/triggers.md).",
        ]);
        assert.deepEqual(about({ triggers: triggers("210987654321"), endpoint: "http://127.0.0.1:4566" }), []);
    });

    it("are SMS, above all where nothing else lets people in", () => {
        assert.deepEqual(about({ protect: false, mfa: { methods: ["totp", "sms"] } }), [ONE_WAY]);
        assert.deepEqual(about({ protect: false, mfa: { methods: ["sms"] } }), [ONE_WAY]);
        assert.deepEqual(about({ protect: false, mfa: { mode: "required", methods: ["sms"] } }), [
            ONE_WAY,
            "mfa: sms is the only second factor and required, so nobody without a phone number can sign in.",
        ]);
    });

    it("is e-mail as second factor, which recovers no password", () => {
        const args: Partial<CognitoSsoArgs> = {
            email: SES,
            mfa: { methods: ["email"] },
            userPool: { recovery: ["email", "phone"] },
        };
        assert.deepEqual(about(args), [
            SANDBOX,
            "mfa.methods: who gets the second factor by e-mail cannot recover the password by e-mail, and beside that the pool cannot " +
                "send SMS: an administrator must reset it.",
        ]);
    });

    it("is recovery by phone without SMS", () => {
        const userPool: CognitoSsoArgs["userPool"] = { recovery: ["email", "phone"] };
        assert.deepEqual(about({ protect: false, userPool }), [
            "userPool.recovery: phone is never used, the pool sends no SMS (docs/security.md).",
        ]);
        assert.deepEqual(about({ protect: false, userPool, mfa: { mode: "off", methods: ["sms"] } }), [ONE_WAY]);
    });

    it("are attributes that a provider may not be able to fill in", () =>
        assert.deepEqual(
            about({
                protect: false,
                userPool: { customAttributes: [{ name: "oid", minimum: 36, maximum: 36 }] },
                identityProviders: [
                    {
                        type: "saml",
                        name: "Azure",
                        metadataUrl: "https://login.mycompany.com/metadata",
                        attributeMapping: { "custom:oid": "oid" },
                    },
                ],
            }),
            [
                "identityProviders[0].attributeMapping.custom:oid: it takes 36 to 36 characters only, and that for good. " +
                    "Whoever comes from Azure with anything else cannot sign in.",
            ],
        ));

    it("is not the business of a stack whose pool is somebody else's", () =>
        assert.deepEqual(about({ userPool: { existingId: "eu-west-1_AbCdEfGhI" } }), []));

    it("is told once, and so is what the program does by itself", async () => {
        const { logs } = await deploy({ callbackUrl: "https://om.mycompany.com/callback", tokens: { rotation: "on" } });
        assert.equal(
            logs.filter(({ severity, message }) => severity === "warning" && message === OWN_SENDER).length,
            1,
        );
        const [dropped] = notices(settingsOf({ tokens: { rotation: "on" } }));
        assert.equal(
            dropped,
            "tokens.rotation is on: the app client loses the flow ALLOW_REFRESH_TOKEN_AUTH, which Cognito excludes beside it.",
        );
        assert.equal(logs.filter(({ severity, message }) => severity === "info" && message === dropped).length, 1);
        assert.deepEqual(notices(settingsOf()), []);
    });
});
