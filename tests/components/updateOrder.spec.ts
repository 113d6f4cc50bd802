import assert from "node:assert/strict";
import { updateOrderProblems } from "../../components/updateOrder";
import type { CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";
import { SES, settingsOf } from "./settingsOf";

type Change = Partial<CognitoSsoArgs>;

const update = (before: Change, after: Change) => updateOrderProblems(settingsOf(before), settingsOf(after));

const TWICE = "two updates, one after the other: AWS refuses both at once";

const BY_EMAIL: Change = {
    email: SES,
    userPool: { recovery: ["email", "phone"] },
    mfa: { methods: ["totp", "email"] },
};
const SMS: Change = { mfa: { methods: ["totp", "sms"] } };

describe("the order of updates", () => {
    it("does not matter where nothing depends on it", () => {
        assert.deepEqual(update({}, {}), []);
        assert.deepEqual(update({}, SMS), []);
        assert.deepEqual(update(SMS, { mfa: { mode: "required", methods: ["sms"] } }), []);
        assert.deepEqual(update({}, { mfa: { passkeys: "on" } }), []);
        assert.deepEqual(update({ mfa: { passkeys: "on" } }, {}), []);
        assert.deepEqual(update(BY_EMAIL, {}), []);
        assert.deepEqual(update({}, { userPool: { featurePlan: "plus", threatProtection: "enforced" } }), []);
        assert.deepEqual(update({ userPool: { featurePlan: "plus" } }, {}), []);
    });

    it("does not matter for a stack that recorded nothing, or whose pool is not its own", () => {
        assert.deepEqual(updateOrderProblems({}, settingsOf()), []);
        assert.deepEqual(update(SMS, { userPool: { existingId: "eu-west-1_AbCdEfGhI" } }), []);
    });

    it("is known for what an older version of this program recorded", () => {
        const { mfa, email, messages, ...older } = settingsOf();
        assert.ok(mfa && email && messages);
        const recorded = { ...older, mfa: { mode: "optional" } } as Parameters<typeof updateOrderProblems>[0];
        assert.deepEqual(updateOrderProblems(recorded, settingsOf()), []);
        assert.equal(updateOrderProblems(recorded, settingsOf(BY_EMAIL)).length, 1);
    });

    it("is known for what a newer version of this program recorded, as far as it can be read", () => {
        const { mfa, userPool, ...rest } = settingsOf(SMS);
        const future = [
            { ...rest, userPool, mfa: { ...mfa, hardwareKeys: "on" } },
            { ...rest, userPool: { ...userPool, devices: { remember: "sometimes" } }, mfa },
            { ...rest, userPool, mfa: { ...mfa, passkeys: ["on"] }, logs: { level: "all", format: "json" }, more: 1 },
        ] as unknown as Parameters<typeof updateOrderProblems>[0][];
        future.forEach((recorded) => assert.equal(updateOrderProblems(recorded, settingsOf()).length, 1));
    });

    it("keeps SMS for good", () => {
        const problem = {
            key: "mfa.methods",
            given: "no SMS any more",
            allowed: "sms for good: AWS never takes its settings from a pool, and would go on to offer SMS",
        };
        assert.deepEqual(update(SMS, { mfa: { methods: ["totp"] } }), [
            { ...problem, fix: "keep sms in mfa.methods, or set mfa.mode to off and mfa.methods to [sms]" },
        ]);
        assert.deepEqual(update(SMS, { mfa: { mode: "off" } }), [
            { ...problem, fix: "set mfa.methods to [sms]: while mfa.mode is off, nobody is asked for a code" },
        ]);
        assert.deepEqual(update(SMS, { mfa: { mode: "off", methods: ["sms"] } }), []);
    });

    it("brings what e-mail as a second factor needs before e-mail itself", () => {
        assert.deepEqual(update({}, BY_EMAIL), [
            {
                key: "mfa.methods",
                given: "email, together with what it needs: email, userPool.recovery",
                allowed: TWICE,
                fix: "take email out of mfa.methods, run pulumi up for email and userPool.recovery, then put it back",
            },
        ]);
        const ready: Change = { ...BY_EMAIL, mfa: {} };
        assert.deepEqual(update(ready, BY_EMAIL), []);
        const lite: Change = {
            ...ready,
            userPool: { recovery: ["email", "phone"], featurePlan: "lite" },
            loginPages: { version: "classic" },
        };
        assert.deepEqual(
            update(lite, BY_EMAIL).map(({ given }) => given),
            ["email, together with what it needs: userPool.featurePlan"],
        );
    });

    it("takes the phone from recovery before it becomes a second factor", () => {
        const byPhone: Change = { userPool: { recovery: ["phone"] }, mfa: { mode: "off", methods: ["sms"] } };
        assert.deepEqual(update(byPhone, { mfa: { mode: "required", methods: ["sms"] } }), [
            {
                key: "mfa",
                given: "sms as a second factor, together with phone taken from userPool.recovery",
                allowed: TWICE,
                fix: "change userPool.recovery alone, run pulumi up, then change mfa",
            },
        ]);
        assert.deepEqual(update(byPhone, { mfa: { mode: "off", methods: ["sms"] } }), []);
    });

    it("switches passkeys and codes off before everybody must have a second factor", () => {
        assert.deepEqual(update({ mfa: { passkeys: "on" } }, { mfa: { mode: "required" } }), [
            {
                key: "mfa.mode",
                given: "required, together with mfa.passkeys switched off",
                allowed: TWICE,
                fix: "leave mfa.mode at optional, run pulumi up without mfa.passkeys, then set it to required",
            },
        ]);
        const codes: Change = { mfa: { mode: "off", passwordless: ["email"] }, email: SES };
        assert.deepEqual(
            update(codes, { mfa: { mode: "required" } }).map(({ fix }) => fix),
            ["leave mfa.mode at off, run pulumi up without mfa.passwordless, then set it to required"],
        );
        assert.deepEqual(update({}, { mfa: { mode: "required" } }), []);
    });

    it("raises the plan before passkeys", () => {
        const lite: Change = { userPool: { featurePlan: "lite" }, loginPages: { version: "classic" } };
        assert.deepEqual(update(lite, { mfa: { passkeys: "on" } }), [
            {
                key: "mfa.passkeys",
                given: "on, together with a higher plan",
                allowed: TWICE,
                fix: "set mfa.passkeys to off, run pulumi up for userPool.featurePlan, then set it to on",
            },
        ]);
        assert.deepEqual(update(lite, {}), []);
    });

    it("switches off what a lower plan does not have before the plan goes down", () => {
        const plus: Change = { userPool: { featurePlan: "plus", threatProtection: "audit" } };
        assert.deepEqual(update(plus, {}), [
            {
                key: "userPool.featurePlan",
                given: "essentials, together with what it does not have switched off: userPool.threatProtection",
                allowed: TWICE,
                fix: "leave userPool.featurePlan at plus, run pulumi up, then set it to essentials",
            },
        ]);
        assert.deepEqual(update(plus, { userPool: { featurePlan: "plus" } }), []);
    });

    it("is watched over before an update, also where nothing is guarded", async () => {
        const callbackUrl = "http://localhost:8585/callback";
        const before = await deploy({ callbackUrl, mfa: { methods: ["sms"] } });
        const after = await deploy({ callbackUrl });
        const recorded = before.ofType("openmetadata-cognito-sso:index:CognitoSso")[0].inputs;
        await assert.rejects(
            after.runHook("openmetadata-change-guard", { oldInputs: recorded, newInputs: {} }),
            /Stack dev: 1 problem in the configuration\. Nothing was changed in AWS\.\n\n {2}mfa\.methods\n {4}given {4}no SMS any more/,
        );
        await after.runHook("openmetadata-change-guard", { oldInputs: {}, newInputs: {} });
    });
});
