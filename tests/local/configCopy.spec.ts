import assert from "node:assert/strict";

import { parse } from "yaml";

import { configuredRegion, localStackConfig, programConfig } from "../../local/configCopy";

const ENDPOINT = { endpoint: "http://127.0.0.1:4566" };

function copied(source: string, previous = "", overrides: Record<string, unknown> = ENDPOINT) {
    const { text, omittedSecrets } = localStackConfig(source, previous, overrides);
    return { copy: parse(text) as { config: Record<string, unknown>; [key: string]: unknown }, omittedSecrets };
}

describe("the copy of a stack's config", () => {
    it("is the user's, for the emulator", () => {
        const { copy, omittedSecrets } = copied(`
config:
  aws:region: eu-central-1
  openmetadata-cognito-sso:callbackUrl: https://om.mycompany.com/callback
  openmetadata-cognito-sso:mfa: { mode: required, methods: [totp] }
`);
        assert.deepEqual(copy, {
            config: {
                "aws:region": "eu-central-1",
                "openmetadata-cognito-sso:callbackUrl": "https://om.mycompany.com/callback",
                "openmetadata-cognito-sso:mfa": { mode: "required", methods: ["totp"] },
                "openmetadata-cognito-sso:endpoint": "http://127.0.0.1:4566",
            },
        });
        assert.deepEqual(omittedSecrets, []);
    });

    it("has a region and an endpoint even if the user's file is empty", () => {
        assert.deepEqual(copied("").copy, {
            config: { "aws:region": "eu-west-1", "openmetadata-cognito-sso:endpoint": "http://127.0.0.1:4566" },
        });
    });

    it("takes the overrides that are given, and leaves the others alone", () => {
        const source = "config: { 'openmetadata-cognito-sso:callbackUrl': 'https://a.example.com/callback' }";
        const callback = "openmetadata-cognito-sso:callbackUrl";
        const url = "https://om.mycompany.com/callback";
        assert.equal(copied(source, "", { ...ENDPOINT, callbackUrl: url }).copy.config[callback], url);
        const untouched = copied(source, "", { ...ENDPOINT, callbackUrl: undefined }).copy.config[callback];
        assert.equal(untouched, "https://a.example.com/callback");
    });

    it("leaves the user's encryption and secrets out, and says which", () => {
        const { copy, omittedSecrets } = copied(`
secretsprovider: awskms://alias/pulumi
encryptedkey: AAAA
encryptionsalt: v1:users
config:
  openmetadata-cognito-sso:identityProviderSecrets:
    Google: { secure: v1:users-google }
    Okta: { secure: v1:users-okta }
  other:password: { secure: v1:users }
`);
        assert.equal(JSON.stringify(copy).includes("users"), false);
        assert.deepEqual(Object.keys(copy), ["config"]);
        assert.deepEqual(omittedSecrets, [
            "identityProviderSecrets.Google",
            "identityProviderSecrets.Okta",
            "other:password",
        ]);
    });

    it("keeps the secrets that were set on the copy, and nothing else of it", () => {
        const { copy, omittedSecrets } = copied(
            `
encryptionsalt: v1:users
config:
  openmetadata-cognito-sso:identityProviderSecrets:
    Google: { secure: v1:users-google }
  openmetadata-cognito-sso:tags: { team: data }
`,
            `
encryptionsalt: v1:own
config:
  openmetadata-cognito-sso:identityProviderSecrets:
    Google: { secure: v1:own-google }
    Okta: { secure: v1:own-okta }
    Apple: plain
  openmetadata-cognito-sso:tags: { team: other, more: x }
  openmetadata-cognito-sso:clientType: confidential
`,
        );
        assert.deepEqual(copy, {
            encryptionsalt: "v1:own",
            config: {
                "aws:region": "eu-west-1",
                "openmetadata-cognito-sso:identityProviderSecrets": {
                    Google: { secure: "v1:own-google" },
                    Okta: { secure: "v1:own-okta" },
                },
                "openmetadata-cognito-sso:tags": { team: "data" },
                "openmetadata-cognito-sso:endpoint": "http://127.0.0.1:4566",
            },
        });
        assert.deepEqual(omittedSecrets, []);
    });

    it("finds secrets in lists", () => {
        const list = (value: string) =>
            `config: { 'openmetadata-cognito-sso:list': [{ name: a, secret: { secure: ${value} } }] }`;
        assert.deepEqual(copied(list("v1:users")).omittedSecrets, ["list[0].secret"]);
        const { copy } = copied(list("v1:users"), list("v1:own"));
        assert.deepEqual(copy.config["openmetadata-cognito-sso:list"], [{ name: "a", secret: { secure: "v1:own" } }]);
    });

    it("does not take a value named secure among others for a secret", () => {
        const { copy, omittedSecrets } = copied("config: { 'p:cookie': { secure: 'yes', path: / } }");
        assert.deepEqual(copy.config["p:cookie"], { secure: "yes", path: "/" });
        assert.deepEqual(omittedSecrets, []);
    });
});

describe("the region of a stack", () => {
    it("is the one in its config, or the default", () => {
        assert.equal(configuredRegion("config: { 'aws:region': eu-central-1 }"), "eu-central-1");
        assert.equal(configuredRegion("config: {}"), "eu-west-1");
        assert.equal(configuredRegion(""), "eu-west-1");
    });
});

describe("the config as a program is given it", () => {
    it("has texts as they are, JSON for the rest, and no secrets", () => {
        const text = `
config:
  openmetadata-cognito-sso:callbackUrl: https://a.example.com/callback
  openmetadata-cognito-sso:protect: true
  openmetadata-cognito-sso:groups: [{ name: admins }]
  openmetadata-cognito-sso:identityProviderSecrets: { Google: { secure: v1:x } }
`;
        assert.deepEqual(programConfig(text, { callbackUrl: "https://b.example.com/callback" }), {
            "aws:region": "eu-west-1",
            "openmetadata-cognito-sso:callbackUrl": "https://b.example.com/callback",
            "openmetadata-cognito-sso:protect": "true",
            "openmetadata-cognito-sso:groups": '[{"name":"admins"}]',
            "openmetadata-cognito-sso:identityProviderSecrets": "{}",
        });
    });
});
