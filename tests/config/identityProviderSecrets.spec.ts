import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { identityProvidersSchema } from "../../config/identityProviders";
import { identityProviderSecretsSchema, readSecret, setCommand } from "../../config/identityProviderSecrets";
import { readStackConfig, secretsInClear } from "../../config/stackConfig";
import { attempt } from "../components/mocks";

const APPLE = { type: "apple", clientId: "a", teamId: "A1B2C3D4E5", keyId: "F6G7H8J9K0" } as const;
const GOOGLE = { type: "google", clientId: "a" } as const;
const [apple, google] = identityProvidersSchema.parse([APPLE, GOOGLE]);

describe("secrets of identity providers", () => {
    it("are texts, or what becomes one later", async () => {
        const later = pulumi.secret("s");
        const promise = Promise.resolve("s");
        const parsed = identityProviderSecretsSchema.parse({ Google: " s\n", Okta: later, Azure: promise, Number: 12 });
        assert.equal(parsed.Google, "s");
        assert.equal(parsed.Okta, later);
        assert.equal(parsed.Azure, promise);
        assert.equal(parsed.Number, "12");
        assert.equal(await promise, "s");
    });

    it("mean the same when they are read again", () => {
        const parsed = identityProviderSecretsSchema.parse({ Google: " s ", Okta: pulumi.secret("s") });
        assert.deepEqual(identityProviderSecretsSchema.parse(parsed), parsed);
    });

    it("are set by a command that a shell takes as it is meant", () => {
        const set = "pulumi config set --secret --path";
        assert.equal(setCommand("Google"), `${set} 'identityProviderSecrets.Google'`);
        assert.equal(setCommand("my.idp"), `${set} 'identityProviderSecrets["my.idp"]'`);
        assert.equal(setCommand("O'Neill"), String.raw`${set} 'identityProviderSecrets["O'\''Neill"]'`);
        assert.equal(setCommand("Apple", "AuthKey.p8"), `${set} 'identityProviderSecrets.Apple' < AuthKey.p8`);
    });
});

describe("the private key of Sign in with Apple", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const file = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const key = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");

    it("is sent without its frame on one line, however it was written", () => {
        const onOneLine = file.replaceAll("\n", "");
        const escaped = file.replaceAll("\n", String.raw`\n`);
        for (const written of [file, file.replaceAll("\n", "\r\n"), onOneLine, escaped, key, ` ${key}\n`]) {
            assert.equal(readSecret(apple, written), key);
        }
    });

    it("is neither a path, nor a key of another kind, nor a client secret", () => {
        const encrypted = file.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        for (const written of ["AuthKey_F6G7H8J9K0.p8", "/home/me/AuthKey.p8", encrypted, "GOCSPX-0123456789", ""]) {
            assert.equal(readSecret(apple, written), undefined, written);
        }
    });

    it("is the only secret that is looked into", () => {
        assert.equal(readSecret(google, " -----BEGIN anything\n"), "-----BEGIN anything");
        assert.equal(readSecret(google, " \n"), undefined);
    });
});

describe("a stack's file", () => {
    const inClear = (secrets: string) => secretsInClear(`config:\n  p:identityProviderSecrets:${secrets}`, "p");

    it("tells which secrets stand in it in clear", () => {
        assert.deepEqual(inClear("\n    Google: leaked\n    Okta:\n      secure: v1:abc\n    Apple: leaked"), [
            "Google",
            "Apple",
        ]);
        assert.deepEqual(inClear("\n    Google:\n      secure: v1:abc"), []);
        assert.deepEqual(inClear("\n      secure: v1:abc"), []);
    });

    it("may have none, or be empty", () => {
        assert.deepEqual(inClear(""), []);
        assert.deepEqual(secretsInClear("config: {}", "p"), []);
        assert.deepEqual(secretsInClear("encryptionsalt: v1:abc", "p"), []);
        assert.deepEqual(secretsInClear("", "p"), []);
    });
});

describe("the secrets of a stack's config", () => {
    const KEY = "openmetadata-cognito-sso:identityProviderSecrets";
    const config = {
        "openmetadata-cognito-sso:callbackUrl": "http://localhost:8585/callback",
        "openmetadata-cognito-sso:identityProviders": JSON.stringify([GOOGLE, APPLE]),
    };
    const read = (secrets: object, secretKeys: string[]) =>
        attempt(() => {
            pulumi.runtime.setAllConfig({ ...config, [KEY]: JSON.stringify(secrets) }, secretKeys);
            return readStackConfig();
        });

    it("are refused where they are not Pulumi secrets, each with the command that makes it one", async () => {
        const { error } = await read({ Google: "leaked-1", SignInWithApple: "leaked-2" }, []);
        const problem = (name: string, command: string) =>
            `  identityProviderSecrets.${name}\n` +
            "    given    a secret in clear\n" +
            "    allowed  a Pulumi secret, which is encrypted in the stack's file\n" +
            `    fix      pulumi config set --secret --path '${command}' (with a new secret, if anybody else has seen the file)\n`;
        assert.match(
            (error as Error).message,
            /^Stack dev: 3 problems in the configuration\. Nothing was changed in AWS\.\n/,
        );
        assert.ok((error as Error).message.includes(problem("Google", "identityProviderSecrets.Google")));
        assert.ok(
            (error as Error).message.includes(problem("SignInWithApple", "identityProviderSecrets.SignInWithApple")),
        );
        assert.doesNotMatch((error as Error).message, /leaked/);
    });

    it("are secret outputs", async () => {
        const { error, value } = await read({ Google: "leaked-1", SignInWithApple: "A".repeat(48) }, [KEY]);
        assert.equal(error, undefined);
        const secrets = value?.identityProviderSecrets as Record<string, pulumi.Output<string>>;
        assert.deepEqual(Object.keys(secrets), ["Google", "SignInWithApple"]);
        for (const secret of Object.values(secrets)) {
            assert.ok(pulumi.Output.isInstance(secret));
            assert.equal(await pulumi.isSecret(secret), true);
        }
    });

    it("are not there where the config has none", async () => {
        const { value } = await attempt(() => readStackConfig(), {
            config: { "openmetadata-cognito-sso:callbackUrl": "http://localhost:8585/callback" },
        });
        assert.deepEqual(value, { callbackUrl: "http://localhost:8585/callback" });
    });
});
