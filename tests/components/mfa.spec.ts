import assert from "node:assert/strict";
import { appClientArgs } from "../../components/appClient";
import { firstFactorArgs, mfaArgs } from "../../components/mfa";
import type { CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";
import { SES, settingsOf } from "./settingsOf";

const factors = (mfa: CognitoSsoArgs["mfa"], more: Partial<CognitoSsoArgs> = {}) =>
    mfaArgs(settingsOf({ mfa, ...more }));

describe("the arguments of multi-factor authentication", () => {
    it("switch an authenticator app off in so many words, but not while MFA is off", () => {
        assert.deepEqual(factors({ mode: "required", methods: ["sms"] }).softwareTokenMfaConfiguration, {
            enabled: false,
        });
        assert.deepEqual(factors({ methods: ["totp", "sms"] }).softwareTokenMfaConfiguration, { enabled: true });
        assert.deepEqual(factors({ mode: "off" }), { mfaConfiguration: "OFF" });
        assert.deepEqual(factors({ mode: "off", methods: ["sms"] }), {
            mfaConfiguration: "OFF",
            smsAuthenticationMessage: "Your authentication code is {####}.",
        });
    });

    it("have e-mail's block only where it is a factor", () => {
        const email: Partial<CognitoSsoArgs> = { email: SES, userPool: { recovery: ["email", "phone"] } };
        assert.deepEqual(factors({ methods: ["totp", "email"] }, email), {
            mfaConfiguration: "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            emailMfaConfiguration: {
                subject: "Your authentication code",
                message: "Your authentication code is {####}.",
            },
        });
        assert.ok(!("emailMfaConfiguration" in factors({}, { email: SES })));
    });
});

describe("the arguments of first factors", () => {
    it("say password alone, except on the plan that knows nothing else", () => {
        assert.deepEqual(firstFactorArgs(settingsOf()), { signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } });
        assert.deepEqual(
            firstFactorArgs(settingsOf({ userPool: { featurePlan: "lite" }, loginPages: { version: "classic" } })),
            {},
        );
    });

    it("have passkeys belong to the login pages' host", () => {
        const settings = settingsOf({
            mfa: { passkeys: { userVerification: "required" }, passwordless: ["email"] },
            email: SES,
        });
        assert.deepEqual(firstFactorArgs(settings, "auth.mycompany.com"), {
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] },
            webAuthnConfiguration: { userVerification: "required", relyingPartyId: "auth.mycompany.com" },
        });
    });

    it("give the client the flow of a choice only where there is one", () => {
        const flows = (mfa: CognitoSsoArgs["mfa"]) => appClientArgs(settingsOf({ mfa })).explicitAuthFlows;
        assert.deepEqual(flows({}), ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]);
        assert.deepEqual(flows({ passkeys: "on" }), [
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_USER_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH",
        ]);
    });

    it("take the host from the domain, a prefix as well as a name", async () => {
        const mfa = { passkeys: "on" } as const;
        const callbackUrl = "https://om.mycompany.com/callback";
        const prefixed = await deploy({ callbackUrl, mfa, domain: { prefix: "mycompany-om" } });
        assert.deepEqual(prefixed.find("openmetadata").inputs.webAuthnConfiguration, {
            userVerification: "preferred",
            relyingPartyId: "mycompany-om.auth.eu-west-1.amazoncognito.com",
        });
        assert.deepEqual(prefixed.find("openmetadata").ignoreChanges, ["name"]);
    });

    it("leave a pool's passkey settings as they are while passkeys are off", async () => {
        const { find } = await deploy({ callbackUrl: "https://om.mycompany.com/callback" });
        assert.ok(!("webAuthnConfiguration" in find("openmetadata").inputs));
        assert.deepEqual(find("openmetadata").ignoreChanges, ["name", "webAuthnConfiguration"]);
    });
});
