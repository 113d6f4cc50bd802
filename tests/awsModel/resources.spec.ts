import assert from "node:assert/strict";

import { deploy } from "../components/mocks";
import { awsModels } from "./installed";
import type { AwsModels } from "./model";
import { createRequests } from "./resources";

describe("the requests that resources become", () => {
    let models: AwsModels;

    before(async function () {
        models = await awsModels(this);
    });

    const requestsOf = (type: string, inputs: Record<string, unknown>) =>
        createRequests(models, { type: `aws:${type}`, name: "om", inputs }).map(({ operation, input }) => [
            operation,
            input,
        ]);

    it("are for a pool its creation, and what only SetUserPoolMfaConfig takes", () => {
        const smsConfiguration = { snsCallerArn: "arn:role", externalId: "id", snsRegion: "eu-west-1" };
        const pool = {
            name: "om",
            tags: { team: "data" },
            usernameConfiguration: { caseSensitive: false },
            passwordPolicy: { minimumLength: 12 },
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
            emailConfiguration: { fromEmailAddress: "a@b.com", replyToEmailAddress: "c@d.com" },
            schemas: [{ name: "email", stringAttributeConstraints: { minLength: "0" } }],
            mfaConfiguration: "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            smsConfiguration,
            smsAuthenticationMessage: "{####}",
            lambdaConfig: { kmsKeyId: "arn:key", customSmsSender: { lambdaArn: "arn:f", lambdaVersion: "V1_0" } },
        };
        const SmsConfiguration = { SnsCallerArn: "arn:role", ExternalId: "id", SnsRegion: "eu-west-1" };
        assert.deepEqual(requestsOf("cognito/userPool:UserPool", pool), [
            [
                "CreateUserPool",
                {
                    PoolName: "om",
                    UserPoolTags: { team: "data" },
                    UsernameConfiguration: { CaseSensitive: false },
                    Policies: {
                        PasswordPolicy: { MinimumLength: 12 },
                        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
                    },
                    EmailConfiguration: { From: "a@b.com", ReplyToEmailAddress: "c@d.com" },
                    Schema: [{ Name: "email", StringAttributeConstraints: { MinLength: "0" } }],
                    SmsConfiguration,
                    SmsAuthenticationMessage: "{####}",
                    LambdaConfig: {
                        KMSKeyID: "arn:key",
                        CustomSMSSender: { LambdaArn: "arn:f", LambdaVersion: "V1_0" },
                    },
                },
            ],
            [
                "SetUserPoolMfaConfig",
                {
                    UserPoolId: "eu-west-1_AbCdEfGhI",
                    MfaConfiguration: "OPTIONAL",
                    SoftwareTokenMfaConfiguration: { Enabled: true },
                    SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "{####}" },
                },
            ],
        ]);
    });

    it("are for the login pages their style, with what is written in it as it is, and their images", () => {
        const style = { components: { form: { logo: { enabled: true } } } };
        const asset = { category: "FORM_LOGO", colorMode: "LIGHT", extension: "PNG", bytes: "YQ==" };
        assert.deepEqual(
            requestsOf("cognito/managedLoginBranding:ManagedLoginBranding", {
                userPoolId: "eu-west-1_AbCdEfGhI",
                clientId: "client",
                settings: JSON.stringify(style),
                assets: [asset],
            }),
            [
                [
                    "CreateManagedLoginBranding",
                    {
                        UserPoolId: "eu-west-1_AbCdEfGhI",
                        ClientId: "client",
                        Settings: style,
                        Assets: [{ Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "PNG", Bytes: "YQ==" }],
                    },
                ],
            ],
        );
    });

    it("are for logs and risks all that the program has written out", async () => {
        const { find } = await deploy({
            callbackUrl: "https://om.mycompany.com/callback",
            userPool: { featurePlan: "plus", threatProtection: { mode: "audit", blockedIpRanges: ["192.0.2.0/24"] } },
            logs: { level: "info" },
        });
        const [[, logs]] = requestsOf(
            "cognito/logDeliveryConfiguration:LogDeliveryConfiguration",
            find("openmetadata-logs-delivery").inputs,
        );
        const CloudWatchLogsConfiguration = { LogGroupArn: "arn:aws:test:eu-west-1::openmetadata-logs" };
        assert.deepEqual(logs, {
            UserPoolId: "eu-west-1_openmetad",
            LogConfigurations: [
                { EventSource: "userNotification", LogLevel: "ERROR", CloudWatchLogsConfiguration },
                { EventSource: "userAuthEvents", LogLevel: "INFO", CloudWatchLogsConfiguration },
            ],
        });
        const [[, risk]] = requestsOf("cognito/riskConfiguration:RiskConfiguration", find("openmetadata-risk").inputs);
        assert.deepEqual(risk, {
            UserPoolId: "eu-west-1_openmetad",
            AccountTakeoverRiskConfiguration: {
                Actions: {
                    LowAction: { EventAction: "NO_ACTION", Notify: false },
                    MediumAction: { EventAction: "MFA_IF_CONFIGURED", Notify: false },
                    HighAction: { EventAction: "MFA_REQUIRED", Notify: false },
                },
            },
            CompromisedCredentialsRiskConfiguration: {
                Actions: { EventAction: "BLOCK" },
                EventFilter: ["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"],
            },
            RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24"] },
        });
    });

    it("never leave an argument or a resource out in silence", () => {
        assert.throws(
            () => requestsOf("cognito/userGroup:UserGroup", { name: "a", colour: "red" }),
            /CreateGroup has no member for colour/,
        );
        assert.throws(
            () => requestsOf("s3/bucket:Bucket", {}),
            /what becomes of aws:s3\/bucket:Bucket is not known here/,
        );
    });
});
