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

    it("is the version of a function, where AWS promises aliases", () => {
        const at = (qualifier: string) =>
            about({
                protect: false,
                triggers: { preSignUp: `arn:aws:lambda:eu-west-1:123456789012:function:link${qualifier}` },
            });
        assert.deepEqual(at(":7"), [
            "triggers.preSignUp: AWS promises aliases of a function only, not its version 7. Make an alias for that version.",
        ]);
        for (const qualifier of ["", ":live", ":$LATEST", ":v7"]) {
            assert.deepEqual(at(qualifier), []);
        }
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
                        attributeMapping: { email: "mail", "custom:oid": "oid" },
                    },
                ],
            }),
            [
                "identityProviders[0].attributeMapping.custom:oid: it takes 36 to 36 characters only, and that for good. " +
                    "Whoever comes from Azure with anything else cannot sign in.",
            ],
        ));

    it("is a SAML provider that may not use Microsoft's names", () => {
        const saml = (more: object) =>
            about({ protect: false, identityProviders: [{ type: "saml", name: "Company", ...more } as never] });
        const guess = [
            "identityProviders[0].attributeMapping: Company is not known to be Microsoft's, and its e-mail address is looked for under " +
                "Microsoft's name, http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress. Map email to the name that Company " +
                'gives it, or sign-ins end in "attributes required: [email]" (docs/identity-providers.md).',
        ];
        const metadata = (entityID: string, more = "") =>
            `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityID}"><IDPSSODescriptor />${more}</EntityDescriptor>`;
        const others = [
            { metadataUrl: "https://mycompany.okta.com/app/exk1a2b3/sso/saml/metadata" },
            { metadataUrl: "https://keycloak.mycompany.com/realms/data/protocol/saml/descriptor" },
            { metadataFile: metadata("http://www.okta.com/exk1a2b3") },
            { metadataFile: metadata("https://accounts.google.com/o/saml2?idpid=C01") },
        ];
        for (const other of others) {
            assert.deepEqual(saml(other), guess);
            assert.deepEqual(saml({ ...other, attributeMapping: { given_name: "firstName" } }), guess);
            assert.deepEqual(saml({ ...other, attributeMapping: { email: "mail" } }), []);
        }
        const tenant = "7663ad0c-c232-4ba6-b562-42a924c0e38b";
        const claim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
        for (const microsofts of [
            {
                metadataUrl: `https://login.microsoftonline.com/${tenant}/federationmetadata/2007-06/federationmetadata.xml?appid=1`,
            },
            { metadataUrl: "https://adfs.mycompany.com/FederationMetadata/2007-06/FederationMetadata.xml" },
            { metadataUrl: "https://mycompany.eu.auth0.com/samlp/metadata/a1b2c3" },
            { metadataFile: metadata(`https://sts.windows.net/${tenant}/`) },
            { metadataFile: metadata("http://adfs.mycompany.com/adfs/services/trust") },
            { metadataFile: metadata("urn:mycompany.auth0.com") },
            { metadataFile: metadata("https://login.mycompany.com", `<Attribute Name="${claim}"/>`) },
        ]) {
            assert.deepEqual(saml(microsofts), []);
        }
    });

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
