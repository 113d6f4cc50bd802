import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
    DescribeUserPoolClientCommand,
    DescribeUserPoolCommand,
    GetUserPoolMfaConfigCommand,
    type GetUserPoolMfaConfigCommandOutput,
    type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { parse } from "yaml";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

const LOCAL = { callbackUrl: "http://localhost:8585/callback" };

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:000000000000:identity/mycompany.com",
    from: "Équipe <no-reply@mycompany.com>",
};

/** What the Cognito API itself says of a deployed stack's pool. */
async function poolOf(stack: TestStack): Promise<UserPoolType> {
    const { userPoolId: UserPoolId } = (await stack.outputs()) as Record<string, string>;
    const { UserPool: pool } = await (await cognito()).send(new DescribeUserPoolCommand({ UserPoolId }));
    return pool!;
}

async function mfaOf(stack: TestStack): Promise<Omit<GetUserPoolMfaConfigCommandOutput, "$metadata">> {
    const { userPoolId: UserPoolId } = (await stack.outputs()) as Record<string, string>;
    const { $metadata, ...mfa } = await (await cognito()).send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    assert.equal($metadata.httpStatusCode, 200);
    return mfa;
}

async function flowsOf(stack: TestStack): Promise<string[]> {
    const { userPoolId: UserPoolId, clientId: ClientId } = (await stack.outputs()) as Record<string, string>;
    const api = await cognito();
    const { UserPoolClient } = await api.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    return [...(UserPoolClient?.ExplicitAuthFlows ?? [])].sort();
}

/** Changes the settings, deploys them, and makes sure that nothing is left to do. */
async function settle(stack: TestStack, settings: Readonly<Record<string, unknown>>): Promise<string> {
    await stack.configure(settings);
    const { log } = await stack.up();
    assert.doesNotMatch(log, /replac/);
    assert.equal((await stack.preview()).changed, false);
    return log;
}

/** The paragraph of the key with which an update is refused, after making sure that it was. */
async function refusal(stack: TestStack, settings: Readonly<Record<string, unknown>>): Promise<string> {
    await stack.configure(settings);
    const { log } = await stack.preview({ expectFailure: true });
    return log;
}

describe("second factors by SMS", () => {
    let stack: TestStack;
    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("sms", { ...LOCAL, mfa: { methods: ["totp", "sms"] } });
    });

    it("come with their role", async () => {
        await stack.up();
        assert.equal((await stack.preview()).changed, false);

        const { resources } = (await stack.exportState()).deployment;
        const [role] = resources.filter(({ type }) => type === "aws:iam/role:Role");
        const { SmsConfiguration } = await poolOf(stack);
        assert.equal(SmsConfiguration?.SnsCallerArn, role.outputs.arn);
        assert.equal(SmsConfiguration?.SnsRegion, "eu-west-1");
        const trust = JSON.parse(role.inputs.assumeRolePolicy as string) as { Statement: { Condition: object }[] };
        assert.deepEqual(trust.Statement[0].Condition, {
            StringEquals: { "sts:ExternalId": SmsConfiguration?.ExternalId, "aws:SourceAccount": "000000000000" },
            ArnLike: { "aws:SourceArn": "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/*" },
        });
        const mfa = await mfaOf(stack);
        assert.equal(mfa.MfaConfiguration, "OPTIONAL");
        assert.deepEqual(mfa.SmsMfaConfiguration?.SmsConfiguration, SmsConfiguration);
    });

    it("stay for good, but nobody need be asked", async () => {
        assert.match(
            await refusal(stack, { mfa: { methods: ["totp"] } }),
            /mfa\.methods\n +given +no SMS any more\n +allowed +sms for good/,
        );
        const { SmsConfiguration } = await poolOf(stack);
        await stack.configure({ mfa: { mode: "off", methods: ["sms"] } });
        await stack.up();
        assert.equal((await mfaOf(stack)).MfaConfiguration, "OFF");
        assert.deepEqual((await poolOf(stack)).SmsConfiguration, SmsConfiguration);
    });

    it("go with a pool that is not guarded, role and all", async () => {
        await stack.destroy();
        assert.deepEqual((await stack.exportState()).deployment.resources ?? [], []);
    });
});

describe("second factors by e-mail", () => {
    const byEmail = { email: SES, userPool: { recovery: ["email", "phone"] }, mfa: { methods: ["totp", "email"] } };
    let stack: TestStack;
    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("email-mfa", LOCAL);
    });

    it("are refused together with what they need", async () => {
        await stack.up();
        assert.match(
            await refusal(stack, byEmail),
            /mfa\.methods\n +given +email, together with what it needs: email, userPool\.recovery\n +allowed +two updates/,
        );
    });

    it("come after what they need", async () => {
        await stack.configure({ ...byEmail, mfa: undefined });
        await stack.up();
        await settle(stack, { mfa: byEmail.mfa, messages: { signInCode: { subject: "Code" } } });
        assert.deepEqual(await mfaOf(stack), {
            MfaConfiguration: "OPTIONAL",
            SoftwareTokenMfaConfiguration: { Enabled: true },
            EmailMfaConfiguration: { Subject: "Code", Message: "Your authentication code is {####}." },
        });
        assert.deepEqual((await poolOf(stack)).EmailConfiguration, {
            EmailSendingAccount: "DEVELOPER",
            SourceArn: SES.sesIdentityArn,
            From: "=?UTF-8?B?w4lxdWlwZQ==?= <no-reply@mycompany.com>",
        });
    });

    it("go again, with the sender", async () => {
        await settle(stack, { email: undefined, userPool: undefined, mfa: undefined, messages: undefined });
        const { EmailConfiguration, AccountRecoverySetting } = await poolOf(stack);
        assert.deepEqual(EmailConfiguration, { EmailSendingAccount: "COGNITO_DEFAULT" });
        assert.deepEqual(AccountRecoverySetting?.RecoveryMechanisms, [{ Name: "verified_email", Priority: 1 }]);
        await stack.destroy();
    });
});

describe("first factors and texts", () => {
    let stack: TestStack;
    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("passkeys", { ...LOCAL, mfa: { passkeys: { userVerification: "required" } } });
    });

    it("are passkeys of the login pages' host", async () => {
        await stack.up();
        assert.equal((await stack.preview()).changed, false);
        const pool = await poolOf(stack);
        assert.deepEqual((await mfaOf(stack)).WebAuthnConfiguration, {
            RelyingPartyId: `${pool.Domain}.auth.eu-west-1.amazoncognito.com`,
            UserVerification: "required",
        });
        assert.deepEqual([...pool.Policies!.SignInPolicy!.AllowedFirstAuthFactors!].sort(), ["PASSWORD", "WEB_AUTHN"]);
        assert.ok((await flowsOf(stack)).includes("ALLOW_USER_AUTH"));
    });

    it("are passwords alone again, before everybody needs a second factor", async () => {
        assert.match(
            await refusal(stack, { mfa: { mode: "required" } }),
            /mfa\.mode\n +given +required, together with mfa\.passkeys switched off\n +allowed +two updates/,
        );
        await settle(stack, { mfa: undefined });
        assert.deepEqual((await poolOf(stack)).Policies?.SignInPolicy?.AllowedFirstAuthFactors, ["PASSWORD"]);
        assert.deepEqual(await flowsOf(stack), ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]);
        await settle(stack, { mfa: { mode: "required" } });
        assert.equal((await mfaOf(stack)).MfaConfiguration, "ON");
    });

    it("are the owner's texts, and Cognito's own again", async () => {
        await settle(stack, {
            messages: {
                invitation: { subject: "Welcome", body: "<b>{username}</b> {####}" },
                verification: { body: "<b>{####}</b>", byLink: { body: "{##Here##}" } },
            },
        });
        const own = await poolOf(stack);
        assert.deepEqual(own.AdminCreateUserConfig?.InviteMessageTemplate, {
            EmailSubject: "Welcome",
            EmailMessage: "<b>{username}</b> {####}",
            SMSMessage: "Your username is {username} and temporary password is {####}.",
        });
        assert.deepEqual(own.VerificationMessageTemplate, {
            DefaultEmailOption: "CONFIRM_WITH_LINK",
            EmailSubject: "Your verification code",
            EmailMessage: "<b>{####}</b>",
            EmailSubjectByLink: "Your verification link",
            EmailMessageByLink: "{##Here##}",
        });
        await settle(stack, { messages: undefined });
        const cognitos = await poolOf(stack);
        assert.equal(cognitos.AdminCreateUserConfig?.InviteMessageTemplate?.EmailSubject, "Your temporary password");
        assert.equal(cognitos.VerificationMessageTemplate?.DefaultEmailOption, "CONFIRM_WITH_CODE");
        assert.equal(cognitos.VerificationMessageTemplate?.EmailMessage, "Your verification code is {####}.");
        await stack.destroy();
    });
});

describe("the plan plus", () => {
    const file = path.join(__dirname, "../../examples/locked-down.yaml");
    const { config } = parse(readFileSync(file, "utf8")) as { config: Readonly<Record<string, unknown>> };
    let stack: TestStack;
    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("locked-down", config);
    });

    it("has all of examples/locked-down.yaml", async () => {
        const { log } = await stack.up();
        assert.match(log, /userPool\.threatProtection: its answers to risks are left out, no emulator has them\./);
        assert.equal((await stack.preview()).changed, false);

        const pool = await poolOf(stack);
        assert.equal(pool.UserPoolTier, "PLUS");
        assert.equal(pool.DeletionProtection, "ACTIVE");
        assert.deepEqual(pool.UserPoolAddOns, {
            AdvancedSecurityMode: "ENFORCED",
            AdvancedSecurityAdditionalFlows: { CustomAuthMode: "ENFORCED" },
        });
        assert.deepEqual(pool.Policies?.PasswordPolicy, {
            MinimumLength: 16,
            PasswordHistorySize: 12,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            RequireUppercase: true,
            TemporaryPasswordValidityDays: 1,
        });
        assert.deepEqual(pool.AccountRecoverySetting?.RecoveryMechanisms, [{ Name: "admin_only", Priority: 1 }]);
        assert.deepEqual(await mfaOf(stack), {
            MfaConfiguration: "ON",
            SoftwareTokenMfaConfiguration: { Enabled: true },
        });
    });

    it("goes down only after what it alone has", async () => {
        assert.match(
            await refusal(stack, { userPool: { passwordPolicy: { minimumLength: 16 } }, logs: undefined }),
            /userPool\.featurePlan\n +given +essentials, together with what it does not have switched off: userPool\.threatProtection, logs\.level\n/,
        );
        // What is guarded goes only after the guard.
        const [userPool, logs] = ["userPool", "logs"].map((key) => config[`openmetadata-cognito-sso:${key}`]);
        await stack.configure({ protect: false, userPool, logs });
        await stack.up();
        await stack.destroy();
    });

    it("has answers to risks that the provider takes: no emulator can be told of them", async () => {
        const preview = await deploy("risk", {
            callbackUrl: "https://om.mycompany.com/callback",
            email: SES,
            userPool: {
                featurePlan: "plus",
                threatProtection: {
                    mode: "enforced",
                    accountTakeover: { low: { action: "noAction", notify: true }, high: "block" },
                    allowedIpRanges: ["203.0.113.0/24", "2001:db8::/32"],
                    blockedIpRanges: ["192.0.2.1"],
                },
            },
            // The provider of the engine itself, which the environment leads to the emulator: a preview asks it about every argument.
            endpoint: undefined,
        });
        const { log } = await preview.preview({ words: ["--json"] });
        const risk = /"aws:cognito\/riskConfiguration:RiskConfiguration"/;
        assert.match(log, risk);
    });
});

describe("what AWS forgets and the emulator keeps", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    let stack: TestStack;
    it("is multi-factor authentication that is off", async () => {
        stack = await deploy("forgets", LOCAL);
        await stack.up();
        await settle(stack, { mfa: { mode: "off" } });
        await settle(stack, { mfa: undefined });
    });

    it("are remembered devices and threat protection", async () => {
        const on = { featurePlan: "plus", devices: { remember: "optIn", skipMfa: true }, threatProtection: "audit" };
        await settle(stack, { userPool: on });
        assert.deepEqual((await poolOf(stack)).DeviceConfiguration, {
            ChallengeRequiredOnNewDevice: true,
            DeviceOnlyRememberedOnUserPrompt: true,
        });
        await settle(stack, { userPool: { featurePlan: "plus" } });
    });

    it("is a plan that had threat protection", async () => {
        await settle(stack, { userPool: undefined });
        assert.equal((await poolOf(stack)).UserPoolTier, "ESSENTIALS");
    });

    it("is the authenticator app where another factor takes its place", async () => {
        await settle(stack, { mfa: { mode: "required", methods: ["sms"] } });
        assert.deepEqual((await mfaOf(stack)).SoftwareTokenMfaConfiguration, { Enabled: false });
        await stack.destroy();
    });
});
