import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
    CreateUserPoolCommand,
    DescribeIdentityProviderCommand,
    DescribeUserPoolClientCommand,
    DescribeUserPoolCommand,
    ListGroupsCommand,
    type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { parse } from "yaml";
import { cognito, deploy, skipWithoutEngine, type Config, type TestStack } from "./harness";

const FOLDER = path.join(__dirname, "../../examples");
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));

/** Has a spec of its own, because it needs a hosted zone. */
const ELSEWHERE = { "custom-domain.yaml": "customDomain.spec.ts" };

const URLS = ["auth/callback", "callback", "silent-callback"].map(
    (page) => `https://openmetadata.mycompany.com/${page}`,
);

const DEFAULT_PASSWORDS = {
    MinimumLength: 12,
    PasswordHistorySize: 0,
    RequireLowercase: true,
    RequireUppercase: true,
    RequireNumbers: true,
    RequireSymbols: true,
    TemporaryPasswordValidityDays: 7,
};

/** What the API says of every example that says nothing else. */
const DEFAULTS = {
    plan: "ESSENTIALS",
    mfa: "OPTIONAL",
    passwords: DEFAULT_PASSWORDS,
    recovery: [{ Name: "verified_email", Priority: 1 }],
    deletionProtection: "ACTIVE",
    sender: "COGNITO_DEFAULT",
    callbackUrls: URLS,
    flows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    providers: ["COGNITO"],
    hasSecret: false,
    refresh: "30 days",
    groups: [] as string[],
    custom: [] as string[],
};

const EXPECTED: Record<string, Partial<typeof DEFAULTS>> = {
    "smallest.yaml": {},
    "google.yaml": { providers: ["Google"] },
    "okta-oidc.yaml": { providers: ["COGNITO", "Okta"], custom: ["custom:department"] },
    "azure-saml.yaml": { providers: ["Azure"] },
    "confidential-kubernetes.yaml": { hasSecret: true, groups: ["data-engineers", "stewards"] },
    "locked-down.yaml": {
        plan: "PLUS",
        mfa: "ON",
        passwords: {
            ...DEFAULT_PASSWORDS,
            MinimumLength: 16,
            PasswordHistorySize: 12,
            TemporaryPasswordValidityDays: 1,
        },
        recovery: [{ Name: "admin_only", Priority: 1 }],
        sender: "DEVELOPER",
        hasSecret: true,
        refresh: "1 days",
    },
    // Another owner's pool keeps what it has.
    "existing-pool.yaml": {
        plan: "ESSENTIALS",
        mfa: "OFF",
        passwords: { ...DEFAULT_PASSWORDS, MinimumLength: 8, PasswordHistorySize: 0 },
        recovery: [{ Name: "verified_email", Priority: 1 }],
        deletionProtection: "INACTIVE",
    },
};

/** Details of the providers, as the API gives them without what AWS derives. */
const PROVIDERS: Record<string, Record<string, string>> = {
    Google: {
        client_id: "123456789012-0123456789abcdef.apps.googleusercontent.com",
        authorize_scopes: "email profile openid",
    },
    Okta: {
        client_id: "0oa1b2c3d4e5f6g7h8i9",
        oidc_issuer: "https://mycompany.okta.com",
        authorize_scopes: "openid email profile",
        attributes_request_method: "GET",
    },
    Azure: { RequestSigningAlgorithm: "rsa-sha256" },
};

const SECRETS: Record<string, string[]> = { "google.yaml": ["Google"], "okta-oidc.yaml": ["Okta"] };

/** The API's answers in the terms of `DEFAULTS`. */
async function deployed(stack: TestStack, api: CognitoIdentityProviderClient) {
    const { userPoolId: UserPoolId, clientId: ClientId } = (await stack.outputs()) as Record<string, string>;
    const { UserPool: pool } = await api.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { UserPoolClient: client } = await api.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    const { Groups } = await api.send(new ListGroupsCommand({ UserPoolId }));
    const names = (pool?.SchemaAttributes ?? []).map(({ Name }) => Name!);
    return {
        plan: pool?.UserPoolTier,
        mfa: pool?.MfaConfiguration,
        passwords: pool?.Policies?.PasswordPolicy,
        recovery: pool?.AccountRecoverySetting?.RecoveryMechanisms,
        deletionProtection: pool?.DeletionProtection,
        sender: pool?.EmailConfiguration?.EmailSendingAccount ?? "COGNITO_DEFAULT",
        callbackUrls: client?.CallbackURLs,
        flows: client?.ExplicitAuthFlows,
        providers: [...(client?.SupportedIdentityProviders ?? [])].sort(),
        hasSecret: Boolean(client?.ClientSecret),
        refresh: `${client?.RefreshTokenValidity} ${client?.TokenValidityUnits?.RefreshToken}`,
        // Cognito makes one for each identity provider by itself.
        groups: (Groups ?? [])
            .map(({ GroupName }) => GroupName!)
            .filter((name) => !name.startsWith(`${UserPoolId}_`))
            .sort(),
        custom: names.filter((name) => name.startsWith("custom:")),
    };
}

/** A pool of somebody else, as the console makes it. */
async function foreignPool(api: CognitoIdentityProviderClient): Promise<string> {
    const { UserPool } = await api.send(
        new CreateUserPoolCommand({
            PoolName: "somebody else",
            UsernameAttributes: ["email"],
            UsernameConfiguration: { CaseSensitive: false },
            AutoVerifiedAttributes: ["email"],
            UserPoolTier: "ESSENTIALS",
            AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
            AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
            Policies: { PasswordPolicy: { ...DEFAULT_PASSWORDS, MinimumLength: 8 } },
        }),
    );
    return UserPool!.Id!;
}

describe("the examples", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("are at least eight, and each is deployed by a spec", () => {
        assert.ok(FILES.length >= 8, FILES.join(", "));
        assert.deepEqual([...Object.keys(EXPECTED), ...Object.keys(ELSEWHERE)].sort(), [...FILES].sort());
    });

    for (const [file, expected] of Object.entries(EXPECTED)) {
        it(`${file}: up, what the API says, no change at the second up, destroy`, async () => {
            const { config } = parse(readFileSync(path.join(FOLDER, file), "utf8")) as { config: Config };
            const api = await cognito();
            const existingId = file === "existing-pool.yaml" ? await foreignPool(api) : undefined;
            const pool = existingId === undefined ? {} : { userPool: { existingId } };
            const stack = await deploy(path.basename(file, ".yaml"), { ...config, ...pool });
            for (const name of SECRETS[file] ?? []) {
                await stack.configureSecret(`identityProviderSecrets.${name}`, `made-up-secret-of-${name}`);
            }

            await stack.up();

            assert.deepEqual(await deployed(stack, api), { ...DEFAULTS, ...expected });
            const { userPoolId: UserPoolId } = (await stack.outputs()) as Record<string, string>;
            for (const ProviderName of (expected.providers ?? []).filter((name) => name in PROVIDERS)) {
                const answer = await api.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName }));
                const details = answer.IdentityProvider?.ProviderDetails ?? {};
                for (const [key, value] of Object.entries(PROVIDERS[ProviderName])) {
                    assert.equal(details[key], value, `${ProviderName}: ${key}`);
                }
                assert.ok(answer.IdentityProvider?.AttributeMapping?.email, `${ProviderName} gives no e-mail address`);
            }
            assert.equal((await stack.up()).changed, false);

            await stack.configure({ protect: false });
            await stack.up();
            await stack.destroy();
            const left = api.send(new DescribeUserPoolCommand({ UserPoolId }));
            await (existingId === undefined ? assert.rejects(left, { name: "ResourceNotFoundException" }) : left);
        });
    }
});
