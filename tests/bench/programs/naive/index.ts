/** The flat program as most projects have it: the whole AWS SDK imported, and each start type-checked by ts-node. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const endpoint = config.require("endpoint");
const callbackUrl = config.require("callbackUrl");
const openMetadata = new URL(callbackUrl).origin;

const emulator = new aws.Provider("openmetadata-emulator", {
    region: new pulumi.Config("aws").require("region") as aws.ProviderArgs["region"],
    endpoints: [
        {
            cognitoidp: endpoint,
            sts: endpoint,
            iam: endpoint,
            acm: endpoint,
            route53: endpoint,
            wafv2: endpoint,
            logs: endpoint,
            secretsmanager: endpoint,
        },
    ],
    accessKey: "test",
    secretKey: "test",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    s3UsePathStyle: true,
});
const options = { provider: emulator };

const pool = new aws.cognito.UserPool(
    "openmetadata",
    {
        name: "openmetadata-dev",
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        schemas: [
            {
                name: "email",
                attributeDataType: "String",
                required: true,
                mutable: true,
                developerOnlyAttribute: false,
                stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
            },
        ],
        autoVerifiedAttributes: ["email"],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
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
        deletionProtection: "INACTIVE",
        tags: { project: pulumi.getProject(), stack: pulumi.getStack() },
    },
    options,
);

const client = new aws.cognito.UserPoolClient(
    "openmetadata-client",
    {
        name: pool.name,
        userPoolId: pool.id,
        generateSecret: false,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        supportedIdentityProviders: ["COGNITO"],
        explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        callbackUrls: [callbackUrl, `${openMetadata}/silent-callback`, `${openMetadata}/auth/callback`],
        logoutUrls: [`${openMetadata}/signin`, openMetadata],
        idTokenValidity: 1,
        accessTokenValidity: 1,
        refreshTokenValidity: 30,
        tokenValidityUnits: { idToken: "hours", accessToken: "hours", refreshToken: "days" },
        authSessionValidity: 3,
        enableTokenRevocation: true,
        preventUserExistenceErrors: "ENABLED",
    },
    options,
);

const domain = new aws.cognito.UserPoolDomain(
    "openmetadata-domain",
    { userPoolId: pool.id, domain: config.require("domainPrefix"), managedLoginVersion: 2 },
    options,
);

new aws.cognito.ManagedLoginBranding(
    "openmetadata-login-pages",
    { userPoolId: pool.id, clientId: client.id, useCognitoProvidedValues: true },
    { ...options, dependsOn: domain },
);

export const clientId = client.id;
export const userPoolId = pool.id;
