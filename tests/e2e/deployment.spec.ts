import assert from "node:assert/strict";
import {
    DescribeUserPoolClientCommand,
    DescribeUserPoolCommand,
    DescribeUserPoolDomainCommand,
    ListUserPoolsCommand,
    type UserPoolClientType,
    type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

const PROD_URL = "https://openmetadata.mycompany.com";

/** What the Cognito API itself says of a deployed stack. */
async function deployed(stack: TestStack) {
    const api = await cognito();
    const outputs = await stack.outputs();
    const { userPoolId: UserPoolId, clientId: ClientId } = outputs as Record<string, string>;
    const { UserPool: pool } = await api.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { UserPoolClient: client } = await api.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    const Domain = pool?.Domain;
    const { DomainDescription: domain } = await api.send(new DescribeUserPoolDomainCommand({ Domain }));
    return { outputs, pool: pool!, client: client!, domain: domain! };
}

function poolArguments({ SchemaAttributes, ...pool }: UserPoolType) {
    return {
        Name: pool.Name,
        UsernameAttributes: pool.UsernameAttributes,
        CaseSensitive: pool.UsernameConfiguration?.CaseSensitive,
        AutoVerifiedAttributes: pool.AutoVerifiedAttributes,
        VerifiedBeforeUpdate: pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate,
        AllowAdminCreateUserOnly: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly,
        RecoveryMechanisms: pool.AccountRecoverySetting?.RecoveryMechanisms,
        PasswordPolicy: pool.Policies?.PasswordPolicy,
        Email: SchemaAttributes?.find(({ Name }) => Name === "email"),
        MfaConfiguration: pool.MfaConfiguration,
        UserPoolTier: pool.UserPoolTier,
        DeletionProtection: pool.DeletionProtection,
        UserPoolTags: pool.UserPoolTags,
    };
}

function clientArguments(client: UserPoolClientType) {
    const { CreationDate, LastModifiedDate, ClientId, UserPoolId, ...rest } = client;
    assert.ok(CreationDate && LastModifiedDate && ClientId && UserPoolId);
    return rest;
}

const EMAIL = {
    Name: "email",
    AttributeDataType: "String",
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: true,
    StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
};

describe("dev and prod on the real engine", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    // The emulator is shared: what a failed test leaves behind would take the next one's domain prefix.
    const started: TestStack[] = [];
    const start = async (...args: Parameters<typeof deploy>) => {
        const stack = await deploy(...args);
        started.push(stack);
        return stack;
    };
    afterEach(async () => {
        for (const stack of started.splice(0)) {
            const { resources = [] } = (await stack.exportState()).deployment;
            if (resources.length > 0) {
                await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
                await stack.destroy();
            }
        }
    });

    it("dev: outputs equal what the Cognito API says, argument by argument, and a second up changes nothing", async () => {
        const stack = await start("dev");
        await stack.up();
        const { outputs, pool, client, domain } = await deployed(stack);

        assert.deepEqual(poolArguments(pool), {
            Name: "openmetadata-dev",
            UsernameAttributes: ["email"],
            CaseSensitive: false,
            AutoVerifiedAttributes: ["email"],
            VerifiedBeforeUpdate: ["email"],
            AllowAdminCreateUserOnly: true,
            RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }],
            PasswordPolicy: {
                MinimumLength: 12,
                PasswordHistorySize: 0,
                RequireLowercase: true,
                RequireUppercase: true,
                RequireNumbers: true,
                RequireSymbols: true,
                TemporaryPasswordValidityDays: 7,
            },
            Email: EMAIL,
            MfaConfiguration: "OPTIONAL",
            UserPoolTier: "ESSENTIALS",
            DeletionProtection: "INACTIVE",
            UserPoolTags: { project: "openmetadata-cognito-sso", stack: "dev" },
        });
        assert.deepEqual(clientArguments(client), {
            ClientName: "openmetadata-dev",
            ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
            SupportedIdentityProviders: ["COGNITO"],
            CallbackURLs: ["auth/callback", "callback", "silent-callback"].map(
                (path) => `http://localhost:8585/${path}`,
            ),
            LogoutURLs: ["http://localhost:8585", "http://localhost:8585/signin"],
            AllowedOAuthFlows: ["code"],
            AllowedOAuthScopes: ["email", "openid", "profile"],
            AllowedOAuthFlowsUserPoolClient: true,
            PreventUserExistenceErrors: "ENABLED",
            EnableTokenRevocation: true,
            IdTokenValidity: 1,
            AccessTokenValidity: 1,
            RefreshTokenValidity: 30,
            TokenValidityUnits: { IdToken: "hours", AccessToken: "hours", RefreshToken: "days" },
            AuthSessionValidity: 3,
            // What was never sent, in the emulator's own words for it.
            DefaultRedirectURI: "",
            EnablePropagateAdditionalUserContextData: false,
            ReadAttributes: [],
            WriteAttributes: [],
        });
        assert.match(domain.Domain!, /^om-dev-[0-9a-f]{8}$/);
        assert.equal(domain.UserPoolId, pool.Id);
        assert.equal(domain.ManagedLoginVersion, 2);

        const authority = `${stack.endpoint}/${pool.Id}`;
        const query = (all: Record<string, string>) => new URLSearchParams(all).toString();
        const signIn = { client_id: client.ClientId!, response_type: "code", scope: "openid email profile" };
        const known = Object.fromEntries(
            Object.entries(outputs).filter(([name]) => !name.startsWith("openMetadata") && name !== "collateHandOff"),
        );
        assert.deepEqual(known, {
            clientId: client.ClientId,
            userPoolId: pool.Id,
            region: "eu-west-1",
            authority,
            discoveryUrl: `${authority}/.well-known/openid-configuration`,
            jwksUrl: `${authority}/.well-known/jwks.json`,
            domainUrl: stack.endpoint,
            signInUrl: `${stack.endpoint}/oauth2/authorize?${query({ ...signIn, redirect_uri: "http://localhost:8585/callback" })}`,
            signOutUrl: `${stack.endpoint}/logout?${query({ client_id: client.ClientId!, logout_uri: "http://localhost:8585/signin" })}`,
            callbackUrls: ["callback", "silent-callback", "auth/callback"].map(
                (path) => `http://localhost:8585/${path}`,
            ),
            logoutUrls: ["http://localhost:8585/signin", "http://localhost:8585"],
        });
        assert.equal((await stack.up()).changed, false);
    });

    it("prod: an up with the example domain is refused before anything is created", async () => {
        const stack = await start("prod");
        const preview = await stack.preview();
        assert.match(preview.log, /warning: Stack prod: callbackUrl is still the example/);

        const { log } = await stack.up({ expectFailure: true });

        assert.match(
            log,
            /error: Stack prod: callbackUrl is still the example https:\/\/openmetadata\.example\.com\/callback/,
        );
        assert.match(log, /pulumi config set callbackUrl https:\/\/<your OpenMetadata>\/callback --stack prod/);
        const pools = await (await cognito()).send(new ListUserPoolsCommand({ MaxResults: 60 }));
        assert.deepEqual(
            pools.UserPools?.filter(({ Name }) => Name === "openmetadata-prod"),
            [],
        );
    });

    it("prod: stricter and guarded; destroy is refused with nothing lost, until the guard is taken off", async () => {
        const stack = await start("prod", { callbackUrl: `${PROD_URL}/callback` });
        await stack.up();
        const before = await deployed(stack);
        assert.deepEqual(before.pool.Policies?.PasswordPolicy, {
            MinimumLength: 14,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            PasswordHistorySize: 5,
            TemporaryPasswordValidityDays: 3,
        });
        assert.equal(before.pool.MfaConfiguration, "ON");
        assert.equal(before.pool.DeletionProtection, "ACTIVE");
        assert.equal(before.client.RefreshTokenValidity, 7);
        assert.deepEqual(
            before.client.CallbackURLs,
            ["auth/callback", "callback", "silent-callback"].map((path) => `${PROD_URL}/${path}`),
        );
        assert.equal((await stack.up()).changed, false);

        const refused = await stack.destroy({ expectFailure: true });

        assert.match(refused.log, /cannot be deleted\s+because it is protected/);
        assert.equal((await stack.preview()).changed, false, "a refused destroy must leave every resource in place");
        assert.deepEqual((await deployed(stack)).pool, before.pool);

        await stack.configure({ protect: false });
        await stack.up();
        assert.equal((await deployed(stack)).pool.DeletionProtection, "INACTIVE");
        await stack.destroy();
        const api = await cognito();
        await assert.rejects(api.send(new DescribeUserPoolCommand({ UserPoolId: before.pool.Id })), {
            name: "ResourceNotFoundException",
        });
    });

    it("refuses a change that would replace the pool, and a schema change, with nothing lost", async () => {
        const stack = await start("prod", {
            callbackUrl: `${PROD_URL}/callback`,
            userPool: { customAttributes: [{ name: "department" }] },
            groups: [{ name: "stewards" }],
        });
        await stack.up();
        const before = await deployed(stack);

        // The provider of this engine replaces a pool that is renamed; newer ones rename it.
        await stack.configure({ userPool: { name: "other", customAttributes: [{ name: "department" }] } });
        assert.match(
            (await stack.preview({ expectFailure: true })).log,
            /unable to replace resource .*UserPool::openmetadata"/s,
        );
        assert.match((await stack.up({ expectFailure: true })).log, /currently marked for protection/);

        await stack.configure({ userPool: undefined });
        assert.match((await stack.up({ expectFailure: true })).log, /department removed/);
        await stack.configure({
            userPool: { customAttributes: [{ name: "department" }] },
            clientType: "confidential",
            domain: { prefix: "another" },
            groups: [],
        });
        const { log } = await stack.up({ expectFailure: true });
        assert.match(log, /clientType\s+given\s+confidential, until now public/);
        assert.match(log, /domain\.prefix\s+given\s+another, until now nothing/);
        assert.match(log, /groups\s+given\s+stewards removed or renamed/);

        await stack.configure({ clientType: undefined, domain: undefined, groups: [{ name: "stewards" }] });
        const after = await deployed(stack);
        assert.deepEqual([after.pool, after.client], [before.pool, before.client]);
        await stack.up();
        assert.equal((await stack.preview()).changed, false);
    });

    it("updates the client in place when the callback changes", async () => {
        const stack = await start("dev");
        await stack.up();
        const before = await deployed(stack);

        await stack.configure({
            callbackUrl: "http://localhost:9000/callback",
            additionalUrls: ["https://om.mycompany.com"],
        });
        await stack.up();

        const after = await deployed(stack);
        assert.equal(after.client.ClientId, before.client.ClientId);
        assert.equal(after.pool.Id, before.pool.Id);
        assert.deepEqual(after.client.CallbackURLs, [
            "http://localhost:9000/auth/callback",
            "http://localhost:9000/callback",
            "http://localhost:9000/silent-callback",
            "https://om.mycompany.com/auth/callback",
            "https://om.mycompany.com/callback",
            "https://om.mycompany.com/silent-callback",
        ]);
        assert.equal((await stack.up()).changed, false);
    });

    it("keeps a confidential client's secret out of outputs, state and logs", async () => {
        const stack = await start("dev", { clientType: "confidential", secretsManager: {} });
        const logs = [(await stack.up()).log, (await stack.up()).log, (await stack.preview({ words: ["--diff"] })).log];
        const { client } = await deployed(stack);
        const secret = client.ClientSecret!;
        assert.ok(secret.length >= 20);

        const texts = [...logs, JSON.stringify(await stack.outputs()), await stack.stateText()];
        texts.forEach((text) => assert.ok(!text.includes(secret), "the secret stands in clear"));
        const clear = await stack.outputs({ showSecrets: true });
        assert.equal(clear.clientSecret, secret);
        assert.ok((clear.openMetadataDockerEnv as string).includes(secret));
        assert.ok(!(clear.openMetadataHelmValues as string).includes(secret));
        assert.match(
            clear.clientSecretArn as string,
            /^arn:aws:secretsmanager:eu-west-1:\d{12}:secret:openmetadata-oidc-dev-/,
        );
        await stack.destroy();
    });

    it("two stacks side by side share nothing", async () => {
        const dev = await start("dev");
        const prod = await start("prod", { callbackUrl: `${PROD_URL}/callback`, protect: false }, dev);
        await dev.up();
        await prod.up();
        const [one, other] = [await deployed(dev), await deployed(prod)];
        assert.notEqual(one.pool.Id, other.pool.Id);
        assert.notEqual(one.client.ClientId, other.client.ClientId);
        assert.notEqual(one.domain.Domain, other.domain.Domain);

        await prod.destroy();

        assert.deepEqual((await deployed(dev)).pool, one.pool);
        assert.equal((await dev.preview()).changed, false);
    });
});
