import assert from "node:assert/strict";
import { appClientArgs } from "../../components/appClient";
import { CognitoSso } from "../../components/cognitoSso";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";
import { REQUIRABLE_ATTRIBUTES } from "../../config/userPool";
import { attempt, deploy } from "./mocks";

const args = (more: Partial<CognitoSsoArgs> = {}) =>
    appClientArgs(checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...more }, "Stack prod"));

describe("the arguments of the app client", () => {
    it("by default are these", () =>
        assert.deepEqual(args(), {
            generateSecret: false,
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthFlows: ["code"],
            allowedOauthScopes: ["openid", "email", "profile"],
            callbackUrls: [
                "https://om.mycompany.com/callback",
                "https://om.mycompany.com/silent-callback",
                "https://om.mycompany.com/auth/callback",
            ],
            logoutUrls: ["https://om.mycompany.com/signin", "https://om.mycompany.com"],
            supportedIdentityProviders: ["COGNITO"],
            explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            idTokenValidity: 1,
            accessTokenValidity: 1,
            refreshTokenValidity: 30,
            tokenValidityUnits: { idToken: "hours", accessToken: "hours", refreshToken: "days" },
            authSessionValidity: 3,
            enableTokenRevocation: true,
            preventUserExistenceErrors: "ENABLED",
        }));

    it("have the redirect URLs of every address, each once", () => {
        const { callbackUrls, logoutUrls } = args({
            additionalUrls: ["http://localhost:8585", "https://OM.mycompany.com/callback"],
        });
        assert.deepEqual(callbackUrls, [
            "https://om.mycompany.com/callback",
            "https://om.mycompany.com/silent-callback",
            "https://om.mycompany.com/auth/callback",
            "http://localhost:8585/callback",
            "http://localhost:8585/silent-callback",
            "http://localhost:8585/auth/callback",
        ]);
        assert.deepEqual(logoutUrls, [
            "https://om.mycompany.com/signin",
            "https://om.mycompany.com",
            "http://localhost:8585/signin",
            "http://localhost:8585",
        ]);
    });

    it("always have all three validities with all three units", () => {
        const { idTokenValidity, accessTokenValidity, refreshTokenValidity, tokenValidityUnits, authSessionValidity } =
            args({ tokens: { id: "300s", access: "90m", refresh: "12h", session: "15m" } });
        assert.deepEqual([idTokenValidity, accessTokenValidity, refreshTokenValidity], [300, 90, 12]);
        assert.deepEqual(tokenValidityUnits, { idToken: "seconds", accessToken: "minutes", refreshToken: "hours" });
        assert.equal(authSessionValidity, 15);
    });

    it("have rotation or the flow that excludes it", () => {
        const { explicitAuthFlows, refreshTokenRotation } = args({
            tokens: { rotation: "on", rotationGracePeriod: "0s" },
        });
        assert.deepEqual(explicitAuthFlows, ["ALLOW_USER_SRP_AUTH"]);
        assert.deepEqual(refreshTokenRotation, { feature: "ENABLED", retryGracePeriodSeconds: 0 });
        const byDefault = args({ tokens: { rotation: "on" } }).refreshTokenRotation;
        assert.deepEqual(byDefault, { feature: "ENABLED", retryGracePeriodSeconds: 60 });
        assert.ok(!("refreshTokenRotation" in args()));
    });

    it("name all attributes once there is a custom one, which people cannot change about themselves", () => {
        const { readAttributes, writeAttributes } = args({
            userPool: { customAttributes: [{ name: "team" }, { name: "department" }] },
            identityProviders: [
                {
                    type: "saml",
                    name: "Azure",
                    metadataUrl: "https://login.mycompany.com/metadata",
                    attributeMapping: { "custom:team": "team" },
                },
            ],
        });
        const filledIn = ["email_verified", "phone_number_verified", "updated_at"];
        const custom = ["custom:department", "custom:team"];
        assert.deepEqual(readAttributes, [...REQUIRABLE_ATTRIBUTES, ...filledIn, ...custom].sort());
        assert.deepEqual(writeAttributes, [...REQUIRABLE_ATTRIBUTES, "updated_at", "custom:team"].sort());
        assert.ok(!("readAttributes" in args()) && !("writeAttributes" in args()));
    });

    it("never have an empty list", () => {
        for (const clientType of ["public", "confidential"] as const) {
            const lists = Object.values(args({ clientType })).filter((value) => Array.isArray(value));
            assert.ok(lists.length > 3 && lists.every(({ length }) => length > 0));
        }
    });
});

describe("the app client", () => {
    it("has a secret exactly where it is confidential, and never in clear", async () => {
        const callbackUrl = "http://localhost:8585/callback";
        const open = await deploy({ callbackUrl });
        assert.equal(open.find("openmetadata-client").inputs.generateSecret, false);

        const confidential = await deploy({ callbackUrl, clientType: "confidential" });
        const client = confidential.find("openmetadata-client");
        assert.equal(client.inputs.generateSecret, true);
        assert.deepEqual(client.additionalSecretOutputs, ["clientSecret"]);
    });

    const imported = (clientType: CognitoSsoArgs["clientType"], clientSecret: string) =>
        attempt(
            () =>
                new CognitoSso("openmetadata", {
                    callbackUrl: "https://om.mycompany.com/callback",
                    clientType,
                    importedClient: true,
                }).outputs,
            { stack: "prod", state: { "aws:cognito/userPoolClient:UserPoolClient": () => ({ clientSecret }) } },
        );

    for (const [clientType, secret] of [
        ["public", ""],
        ["confidential", "the-secret-of-the-console"],
    ] as const) {
        it(`that was imported is not told whether to have a secret: ${clientType}`, async () => {
            const { error, find, inClear } = await imported(clientType, secret);
            assert.equal(error, undefined);
            assert.ok(!("generateSecret" in find("openmetadata-client").inputs));
            assert.ok(secret === "" || !inClear().includes(secret), "the secret stands in clear");
        });
    }

    it("that was imported is of the type that the config says", async () => {
        const message = (given: string, actual: string, word: string) =>
            "Stack prod: 1 problem in the configuration. It has no outputs until that is solved.\n\n" +
            `  clientType\n    given    ${given}, but the imported app client has ${word} secret\n` +
            `    allowed  ${actual}: an app client keeps the type that it was made with\n` +
            `    fix      set clientType to ${actual}; or remove importedClient, and a new app client with another id takes its place\n`;
        const open = await imported("confidential", "");
        assert.equal((open.error as Error).message, message("confidential", "public", "no"));
        const secret = await imported("public", "the-secret-of-the-console");
        assert.equal((secret.error as Error).message, message("public", "confidential", "a"));
    });

    it("has an id that is no secret, imported or not", async () => {
        for (const importedClient of [false, true]) {
            const { secretOutputs, outputs } = await deploy({
                callbackUrl: "http://localhost:8585/callback",
                importedClient,
            });
            assert.deepEqual(secretOutputs, []);
            assert.equal(typeof outputs.clientId, "string");
        }
    });

    it("is named as the pool, and waits for it", async () => {
        const { find } = await deploy({ callbackUrl: "http://localhost:8585/callback", userPool: { name: "People" } });
        const [pool, client] = [find("openmetadata"), find("openmetadata-client")];
        assert.equal(client.inputs.name, "People");
        assert.equal(client.inputs.userPoolId, "eu-west-1_openmetad");
        assert.ok(client.dependencies.includes(pool.urn));
    });
});
