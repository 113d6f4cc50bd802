import assert from "node:assert/strict";
import { userPoolArgs } from "../../components/userPool";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";

const TAGS = { project: "openmetadata-cognito-sso", stack: "prod" };

const args = (more: Partial<CognitoSsoArgs> = {}) => {
    const settings = checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...more }, "Stack prod");
    return userPoolArgs("openmetadata-prod", settings, TAGS);
};

const EMAIL = {
    name: "email",
    attributeDataType: "String",
    required: true,
    mutable: true,
    developerOnlyAttribute: false,
    stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
};

describe("the arguments of the user pool", () => {
    it("by default are these", () =>
        assert.deepEqual(withoutAbsent(args()), {
            name: "openmetadata-prod",
            usernameAttributes: ["email"],
            usernameConfiguration: { caseSensitive: false },
            schemas: [EMAIL],
            autoVerifiedAttributes: ["email"],
            userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
            adminCreateUserConfig: {
                allowAdminCreateUserOnly: true,
                inviteMessageTemplate: {
                    emailSubject: "Your temporary password",
                    emailMessage: "Your username is {username} and temporary password is {####}.",
                    smsMessage: "Your username is {username} and temporary password is {####}.",
                },
            },
            verificationMessageTemplate: {
                defaultEmailOption: "CONFIRM_WITH_CODE",
                emailSubject: "Your verification code",
                emailMessage: "Your verification code is {####}.",
            },
            emailConfiguration: { emailSendingAccount: "COGNITO_DEFAULT" },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            passwordPolicy: {
                minimumLength: 12,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
                temporaryPasswordValidityDays: 7,
                passwordHistorySize: 0,
            },
            mfaConfiguration: "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
            userPoolTier: "ESSENTIALS",
            deletionProtection: "ACTIVE",
            tags: TAGS,
        }));

    it("have the chosen name", () => assert.equal(args({ userPool: { name: "People" } }).name, "People"));

    it("open the sign-up only when asked to", () => {
        const { adminCreateUserConfig } = args({ userPool: { selfSignUp: true } });
        assert.match(JSON.stringify(adminCreateUserConfig), /"allowAdminCreateUserOnly":false/);
    });

    it("spell out every schema attribute, required ones in one order", () => {
        const { schemas } = args({
            userPool: {
                requiredAttributes: ["name", "birthdate", "email", "name"],
                customAttributes: [
                    { name: "department" },
                    { name: "level", type: "number", minimum: 1, maximum: 10, mutable: false },
                    { name: "joined", type: "dateTime" },
                    { name: "active", type: "boolean" },
                    { name: "count", type: "number" },
                ],
            },
        });
        const own = { required: false, mutable: true, developerOnlyAttribute: false };
        assert.deepEqual(schemas, [
            { ...EMAIL, name: "birthdate", stringAttributeConstraints: { minLength: "10", maxLength: "10" } },
            EMAIL,
            { ...EMAIL, name: "name" },
            {
                ...own,
                name: "department",
                attributeDataType: "String",
                stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
            },
            {
                ...own,
                name: "level",
                attributeDataType: "Number",
                mutable: false,
                numberAttributeConstraints: { minValue: "1", maxValue: "10" },
            },
            { ...own, name: "joined", attributeDataType: "DateTime" },
            { ...own, name: "active", attributeDataType: "Boolean" },
            {
                ...own,
                name: "count",
                attributeDataType: "Number",
                numberAttributeConstraints: { minValue: "-9007199254740991", maxValue: "9007199254740991" },
            },
        ]);
    });

    it("have no factor's block while MFA is off, and the authenticator app's when it is on", () => {
        const mfaOf = (mfa: CognitoSsoArgs["mfa"]) => {
            const { mfaConfiguration, softwareTokenMfaConfiguration } = args({ mfa });
            return [mfaConfiguration, softwareTokenMfaConfiguration];
        };
        assert.deepEqual(mfaOf({ mode: "off" }), ["OFF", undefined]);
        assert.ok(!("softwareTokenMfaConfiguration" in args({ mfa: { mode: "off" } })));
        assert.deepEqual(mfaOf({ mode: "optional" }), ["OPTIONAL", { enabled: true }]);
        assert.deepEqual(mfaOf({ mode: "required" }), ["ON", { enabled: true }]);
    });

    it("name the way of recovery as Cognito does", () => {
        const recoveryOf = (recovery: NonNullable<CognitoSsoArgs["userPool"]>["recovery"]) =>
            args({ userPool: { recovery } }).accountRecoverySetting;
        assert.deepEqual(recoveryOf(["admin"]), { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] });
        assert.deepEqual(recoveryOf(["email"]), { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] });
    });

    it("always name the plan, and threat protection only on the plan that has it", () => {
        const lite = args({ userPool: { featurePlan: "lite" }, loginPages: { version: "classic" } });
        assert.equal(lite.userPoolTier, "LITE");
        assert.ok(!("userPoolAddOns" in lite) && !("userPoolAddOns" in args()));
        assert.deepEqual(args({ userPool: { featurePlan: "plus", threatProtection: "audit" } }).userPoolAddOns, {
            advancedSecurityMode: "AUDIT",
        });
    });

    it("protect the pool in AWS as the stack is protected", () => {
        assert.equal(args({ protect: false }).deletionProtection, "INACTIVE");
        assert.equal(args({ callbackUrl: "http://localhost:8585/callback" }).deletionProtection, "INACTIVE");
        assert.equal(
            args({ callbackUrl: "http://localhost:8585/callback", protect: true }).deletionProtection,
            "ACTIVE",
        );
    });
});

/** What is left of arguments once the absent ones are out, as Pulumi sends them. */
function withoutAbsent(given: object): unknown {
    return JSON.parse(JSON.stringify(given));
}
