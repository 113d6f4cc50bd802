import assert from "node:assert/strict";
import { riskConfigurationArgs, threatProtectionArgs } from "../../components/threatProtection";
import type { CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";
import { SES, settingsOf } from "./settingsOf";

type ThreatProtection = NonNullable<CognitoSsoArgs["userPool"]>["threatProtection"];

const onPlus = (threatProtection: ThreatProtection, more: Partial<CognitoSsoArgs> = {}) =>
    settingsOf({ userPool: { featurePlan: "plus", threatProtection }, ...more });

const RISK = "aws:cognito/riskConfiguration:RiskConfiguration";
const CALLBACK = "https://om.mycompany.com/callback";

describe("the pool's part of threat protection", () => {
    it("is written out on the plan that has it, also when it is off, and never on another", () => {
        assert.deepEqual(threatProtectionArgs(settingsOf()), {});
        assert.deepEqual(threatProtectionArgs(onPlus("off")), { userPoolAddOns: { advancedSecurityMode: "OFF" } });
        assert.deepEqual(threatProtectionArgs(onPlus("enforced")), {
            userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
        });
        assert.deepEqual(threatProtectionArgs(onPlus({ mode: "audit", customAuth: "enforced" })), {
            userPoolAddOns: {
                advancedSecurityMode: "AUDIT",
                advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
            },
        });
        assert.deepEqual(threatProtectionArgs(onPlus({ mode: "off", customAuth: "enforced" })), {
            userPoolAddOns: { advancedSecurityMode: "OFF" },
        });
    });
});

describe("the answers to risks", () => {
    it("by default ask for a second factor and block passwords from leaks", () => {
        assert.deepEqual(riskConfigurationArgs(onPlus("enforced")), {
            accountTakeoverRiskConfiguration: {
                actions: {
                    lowAction: { eventAction: "NO_ACTION", notify: false },
                    mediumAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
                    highAction: { eventAction: "MFA_REQUIRED", notify: false },
                },
            },
            compromisedCredentialsRiskConfiguration: {
                actions: { eventAction: "BLOCK" },
                eventFilters: ["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"],
            },
        });
    });

    it("are what the owner says, with addresses in one order and each once", () => {
        const settings = onPlus({
            mode: "enforced",
            accountTakeover: { medium: "block", high: "block" },
            compromisedCredentials: { action: "noAction", events: ["signIn"] },
            allowedIpRanges: ["203.0.113.0/24", "198.51.100.0/24", "203.0.113.0/24"],
            blockedIpRanges: ["192.0.2.1"],
        });
        assert.deepEqual(riskConfigurationArgs(settings), {
            accountTakeoverRiskConfiguration: {
                actions: {
                    lowAction: { eventAction: "NO_ACTION", notify: false },
                    mediumAction: { eventAction: "BLOCK", notify: false },
                    highAction: { eventAction: "BLOCK", notify: false },
                },
            },
            compromisedCredentialsRiskConfiguration: {
                actions: { eventAction: "NO_ACTION" },
                eventFilters: ["SIGN_IN"],
            },
            riskExceptionConfiguration: {
                blockedIpRangeLists: ["192.0.2.1/32"],
                skippedIpRangeLists: ["198.51.100.0/24", "203.0.113.0/24"],
            },
        });
    });

    it("have no list of addresses that would be empty", () => {
        const { riskExceptionConfiguration } = riskConfigurationArgs(
            onPlus({ mode: "audit", blockedIpRanges: ["192.0.2.1"] }),
        );
        assert.deepEqual(riskExceptionConfiguration, { blockedIpRangeLists: ["192.0.2.1/32"] });
    });

    it("tell people by e-mail, from the pool's own sender, in texts that Cognito takes", () => {
        const settings = onPlus(
            { mode: "enforced", accountTakeover: { low: { action: "noAction", notify: true } } },
            { email: { ...SES, from: "Équipe <no-reply@mycompany.com>", replyTo: "help@mycompany.com" } },
        );
        const takeover = riskConfigurationArgs(settings).accountTakeoverRiskConfiguration as unknown as {
            actions: Record<string, unknown>;
            notifyConfiguration: Record<string, unknown>;
        };
        assert.deepEqual(takeover.actions.lowAction, { eventAction: "NO_ACTION", notify: true });
        const { blockEmail, mfaEmail, noActionEmail, ...sender } = takeover.notifyConfiguration;
        assert.deepEqual(sender, {
            sourceArn: SES.sesIdentityArn,
            from: "=?UTF-8?B?w4lxdWlwZQ==?= <no-reply@mycompany.com>",
            replyTo: "help@mycompany.com",
        });
        for (const email of [blockEmail, mfaEmail, noActionEmail] as Record<string, string>[]) {
            assert.deepEqual(Object.keys(email).sort(), ["htmlBody", "subject", "textBody"]);
            assert.match(email.subject, /^.{1,140}$/);
            for (const body of [email.htmlBody, email.textBody]) {
                assert.ok(body.length >= 6 && body.length <= 20_000);
                assert.match(body, /\{login-time\}[^]*\{device-name\}[^]*\{city\}[^]*\{one-click-link-invalid\}/);
            }
        }
    });

    it("are made for the whole pool, and may leave the stack without leaving AWS", async () => {
        const { find, ofType } = await deploy({
            callbackUrl: CALLBACK,
            userPool: { featurePlan: "plus", threatProtection: "enforced" },
        });
        const risk = find("openmetadata-risk");
        assert.deepEqual(ofType(RISK), [risk]);
        assert.equal(risk.inputs.userPoolId, "eu-west-1_openmetad");
        assert.ok(!("clientId" in risk.inputs));
        assert.deepEqual([risk.protect, risk.retainOnDelete], [false, true]);
    });

    it("are not made while threat protection is off, nor on an emulator, which is told", async () => {
        const off = await deploy({ callbackUrl: CALLBACK, userPool: { featurePlan: "plus" } });
        assert.deepEqual(off.ofType(RISK), []);

        const emulated = await deploy({
            callbackUrl: CALLBACK,
            userPool: { featurePlan: "plus", threatProtection: "enforced" },
            endpoint: "http://127.0.0.1:4566",
        });
        assert.deepEqual(emulated.ofType(RISK), []);
        const message = "userPool.threatProtection: its answers to risks are left out, no emulator has them.";
        assert.ok(emulated.logs.some((log) => log.severity === "warning" && log.message === message));
    });
});
