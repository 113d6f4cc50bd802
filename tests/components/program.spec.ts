import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { attemptProgram, CLIENT_SECRET, deployProgram, refusal, stackConfig, type Recorded } from "./mocks";
import { runInHost } from "./runHost";

const PROJECT = "openmetadata-cognito-sso";

/** What marks a secret on the wire. */
const { specialSigKey: SIGNATURE, specialSecretSig: SECRET } = pulumi.runtime;

const OWN = { [`${PROJECT}:callbackUrl`]: "https://om.mycompany.com/callback" };

/** What the two stacks have in common. Another name, parent or type would make another pool, and lose everybody in the old one. */
const urn = (stack: string, type: string, name: string) =>
    `urn:pulumi:${stack}::${PROJECT}::${PROJECT}:index:CognitoSso${type && `$${type}`}::${name}`;

const POOL = {
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
    softwareTokenMfaConfiguration: { enabled: true },
    signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
    userPoolTier: "ESSENTIALS",
};

const PASSWORD_POLICY = {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 7,
    passwordHistorySize: 0,
};

const CLIENT = {
    userPoolId: "eu-west-1_openmetad",
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: ["code"],
    allowedOauthScopes: ["openid", "email", "profile"],
    supportedIdentityProviders: ["COGNITO"],
    generateSecret: false,
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    idTokenValidity: 1,
    accessTokenValidity: 1,
    tokenValidityUnits: { idToken: "hours", accessToken: "hours", refreshToken: "days" },
    authSessionValidity: 3,
    enableTokenRevocation: true,
    preventUserExistenceErrors: "ENABLED",
};

const STYLE = {
    userPoolId: "eu-west-1_openmetad",
    clientId: "openmetadataclient00000000",
    useCognitoProvidedValues: true,
};

const DEV = {
    [urn("dev", "aws:cognito/userPool:UserPool", "openmetadata")]: {
        ...POOL,
        name: "openmetadata-dev",
        passwordPolicy: PASSWORD_POLICY,
        mfaConfiguration: "OPTIONAL",
        deletionProtection: "INACTIVE",
        tags: { project: PROJECT, stack: "dev" },
    },
    [urn("dev", "aws:cognito/userPoolClient:UserPoolClient", "openmetadata-client")]: {
        ...CLIENT,
        name: "openmetadata-dev",
        callbackUrls: [
            "http://localhost:8585/callback",
            "http://localhost:8585/silent-callback",
            "http://localhost:8585/auth/callback",
        ],
        logoutUrls: ["http://localhost:8585/signin", "http://localhost:8585"],
        refreshTokenValidity: 30,
    },
    [urn("dev", "aws:cognito/userPoolDomain:UserPoolDomain", "openmetadata-domain")]: {
        userPoolId: "eu-west-1_openmetad",
        domain: "om-dev-515b7099",
        managedLoginVersion: 2,
    },
    [urn("dev", "aws:cognito/managedLoginBranding:ManagedLoginBranding", "openmetadata-login-pages")]: STYLE,
};

const PROD = {
    [urn("prod", "aws:cognito/userPool:UserPool", "openmetadata")]: {
        ...POOL,
        name: "openmetadata-prod",
        passwordPolicy: {
            ...PASSWORD_POLICY,
            minimumLength: 14,
            passwordHistorySize: 5,
            temporaryPasswordValidityDays: 3,
        },
        mfaConfiguration: "ON",
        deletionProtection: "ACTIVE",
        tags: { project: PROJECT, stack: "prod" },
    },
    [urn("prod", "aws:cognito/userPoolClient:UserPoolClient", "openmetadata-client")]: {
        ...CLIENT,
        name: "openmetadata-prod",
        callbackUrls: [
            "https://om.mycompany.com/callback",
            "https://om.mycompany.com/silent-callback",
            "https://om.mycompany.com/auth/callback",
        ],
        logoutUrls: ["https://om.mycompany.com/signin", "https://om.mycompany.com"],
        refreshTokenValidity: 7,
    },
    [urn("prod", "aws:cognito/userPoolDomain:UserPoolDomain", "openmetadata-domain")]: {
        userPoolId: "eu-west-1_openmetad",
        domain: "om-prod-92967bc5",
        managedLoginVersion: 2,
    },
    [urn("prod", "aws:cognito/managedLoginBranding:ManagedLoginBranding", "openmetadata-login-pages")]: STYLE,
};

describe("the program", () => {
    it("makes of Pulumi.dev.yaml exactly this", async () => {
        const { resources } = await deployProgram(stackConfig("dev"), { stack: "dev" });
        assertIsExactly(resources, "dev", DEV);
        resources.forEach(({ protect, retainOnDelete, name }) =>
            assert.deepEqual([protect ?? false, retainOnDelete ?? false], [false, false], name),
        );
    });

    it("makes of Pulumi.prod.yaml, once it has a domain of its own, exactly this", async () => {
        const { resources, find } = await deployProgram({ ...stackConfig("prod"), ...OWN }, { stack: "prod" });
        assertIsExactly(resources, "prod", PROD);
        const children = resources.filter(({ custom }) => custom);
        children.forEach(({ protect, name }) => assert.equal(protect, true, name));
        assert.equal(find("openmetadata").retainOnDelete, true);
    });

    it("refuses the example domain of Pulumi.prod.yaml before it registers anything", async () =>
        assert.equal(
            refusal(await attemptProgram(stackConfig("prod"), { stack: "prod" })),
            `Stack prod: callbackUrl is still the example https://openmetadata.example.com/callback. Set the address of your own OpenMetadata:
    pulumi config set callbackUrl https://<your OpenMetadata>/callback --stack prod
Nothing was changed in AWS.`,
        ));

    it("previews the example domain of Pulumi.prod.yaml with a warning", async () => {
        const { logs, resources } = await deployProgram(stackConfig("prod"), { stack: "prod", preview: true });
        const { severity, message } = logs[0];
        assert.equal(severity, "warning");
        assert.match(message, /^Stack prod: callbackUrl is still the example .*\n.*\nUntil then `pulumi up` refuses /);
        assert.deepEqual(
            resources
                .filter(({ custom }) => custom)
                .map((each) => each.urn)
                .sort(),
            Object.keys(PROD).sort(),
        );
    });

    it("has the outputs of the component", async () => {
        const { outputs } = await deployProgram(stackConfig("dev"), { stack: "dev" });
        assert.deepEqual(Object.keys(outputs), [
            "clientId",
            "userPoolId",
            "region",
            "authority",
            "discoveryUrl",
            "jwksUrl",
            "domainUrl",
            "signInUrl",
            "signOutUrl",
            "callbackUrls",
            "logoutUrls",
            "openMetadataDockerEnv",
            "openMetadataYaml",
            "openMetadataHelmValues",
            "openMetadataSsoForm",
            "collateHandOff",
        ]);
        assert.equal(outputs.authority, "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_openmetad");
    });

    it("tells every problem of its config at once", async () => {
        const run = await attemptProgram({ [`${PROJECT}:clientType`]: "private", [`${PROJECT}:tags`]: "team" });
        assert.deepEqual(refusal(run).match(/^ {2}\S+$/gm), ["  callbackUrl", "  clientType", "  tags"]);
    });
});

describe("the program in a process of its own", function () {
    // Each starts Node.js and compiles the program, on a machine that may be busy with other tests.
    this.timeout(120_000);

    it("tells a bad config in its own words, without a stack trace, and registers nothing", async () => {
        const config = { "aws:region": "eu-west-1", [`${PROJECT}:callbackUrl`]: "https://om.mycompany.com" };
        const { exitCode, logs, printed, registered, outputs } = await runInHost(config, { stack: "prod" });
        assert.notEqual(exitCode, 0);
        assert.deepEqual(logs, [
            {
                severity: "error",
                message: `Stack prod: 1 problem in the configuration. Nothing was changed in AWS.

  callbackUrl
    given    "https://om.mycompany.com"
    allowed  OpenMetadata's own URL followed by /callback: https, or http on localhost, without query, fragment, wildcard or password
    fix      for example: https://om.mycompany.com/callback
`,
            },
        ]);
        assert.equal(printed, "");
        assert.deepEqual(registered, ["pulumi:pulumi:Stack"]);
        assert.deepEqual(outputs, {});
    });

    it("hands its outputs to the stack, the secret ones as secrets", async () => {
        const config = { ...stackConfig("dev"), [`${PROJECT}:clientType`]: "confidential" };
        const { exitCode, logs, outputs, registered } = await runInHost(config);
        assert.deepEqual([exitCode, logs.filter(({ severity }) => severity === "error")], [0, []]);
        assert.deepEqual([...registered].sort(), [
            "aws:cognito/managedLoginBranding:ManagedLoginBranding",
            "aws:cognito/userPool:UserPool",
            "aws:cognito/userPoolClient:UserPoolClient",
            "aws:cognito/userPoolDomain:UserPoolDomain",
            "openmetadata-cognito-sso:index:CognitoSso",
            "pulumi:pulumi:Stack",
        ]);
        assert.equal(outputs.clientId, "openmetadata-client-id");
        const secret = Object.keys(outputs).filter((name) => JSON.stringify(outputs[name]).includes(CLIENT_SECRET));
        secret.forEach((name) => assert.equal((outputs[name] as Record<string, string>)[SIGNATURE], SECRET, name));
        assert.deepEqual(secret.sort(), [
            "clientSecret",
            "openMetadataDockerEnv",
            "openMetadataSsoForm",
            "openMetadataYaml",
        ]);
    });

    it("loads of @pulumi/aws only what it uses", () => {
        const script = `
            try { require("./index"); } catch (error) { if (error.name !== "UserError") throw error; }
            const loaded = Object.keys(require.cache).filter((file) => file.includes("/@pulumi/aws/"));
            console.log(JSON.stringify(loaded.map((file) => file.split("/@pulumi/aws/")[1])));
        `;
        const { stdout, stderr } = spawnSync(process.execPath, ["-r", "./compileCache/register.cjs", "-e", script], {
            cwd: path.join(__dirname, "../.."),
            encoding: "utf8",
        });
        assert.equal(stderr, "");
        const loaded = JSON.parse(stdout) as string[];
        assert.ok(loaded.includes("cognito/index.js"));
        assert.ok(!loaded.includes("index.js"), "the root of @pulumi/aws was loaded");
    });
});

/** The component and below it exactly these resources, with exactly these inputs. */
function assertIsExactly(resources: readonly Recorded[], stack: string, golden: Record<string, unknown>): void {
    const [component, ...others] = resources.filter(({ custom }) => !custom);
    assert.deepEqual(others, []);
    assert.equal(component.urn, urn(stack, "", "openmetadata"));
    const children = resources.filter(({ custom }) => custom);
    children.forEach(({ parent, name }) => assert.equal(parent, component.urn, name));
    const found = Object.fromEntries(children.map((child) => [child.urn, child.inputs]));
    // One resource at a time, for a readable difference.
    Object.entries(golden).forEach(([key, inputs]) => assert.deepEqual(found[key], inputs, key));
    assert.ok(isDeepStrictEqual(found, golden), `there are ${Object.keys(found).join(", ")}`);
}
