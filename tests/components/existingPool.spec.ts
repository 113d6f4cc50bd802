import assert from "node:assert/strict";
import type { PoolFacts } from "../../components/poolFacts";
import type { CognitoSsoArgs } from "../../config/settings";
import { UserError } from "../../config/userError";
import { attempt, deploy, type Situation } from "./mocks";
import { CognitoSso } from "../../components/cognitoSso";

const ID = "eu-west-1_AbCdEfGhI";
const ARGS = {
    callbackUrl: "https://om.mycompany.com/callback",
    userPool: { existingId: ID },
} satisfies CognitoSsoArgs;

const POOL: PoolFacts = {
    id: ID,
    arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${ID}`,
    usernameAttributes: ["email"],
    autoVerifiedAttributes: ["email"],
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    usernameConfiguration: { caseSensitive: false },
    userPoolTier: "ESSENTIALS",
};

/** A deployment on a pool of which the provider reads these facts. */
const onPool = (facts: Partial<PoolFacts> & { name?: string } = {}): Situation => ({
    state: { "aws:cognito/userPool:UserPool": () => ({ ...POOL, name: "Shared", ...facts }) },
});

describe("a stack on an existing pool", () => {
    it("makes client, domain and login pages, and no pool", async () => {
        const run = await deploy(ARGS, onPool());
        assert.deepEqual(run.ofType("aws:cognito/userPool:UserPool"), []);
        for (const name of ["openmetadata-client", "openmetadata-domain", "openmetadata-login-pages"]) {
            assert.equal(run.find(name).inputs.userPoolId, ID);
        }
        assert.equal(run.find("openmetadata-client").inputs.name, "Shared");
        assert.equal(run.outputs.userPoolId, ID);
        assert.ok(run.logs.some(({ message }) => message.startsWith(`Pool ${ID} is shared`)));
    });

    it("puts groups, identity providers and the secret there too", async () => {
        const run = await deploy(
            {
                ...ARGS,
                clientType: "confidential",
                secretsManager: {},
                groups: [{ name: "stewards" }],
                identityProviders: [{ type: "google", clientId: "1-a.apps.googleusercontent.com" }],
                identityProviderSecrets: { Google: "s" },
            },
            onPool(),
        );
        assert.equal(run.find("openmetadata-group-stewards").inputs.userPoolId, ID);
        assert.equal(run.find("openmetadata-identity-provider-Google").inputs.userPoolId, ID);
        assert.equal(run.find("openmetadata-oidc").inputs.name, "openmetadata-oidc-dev");
    });

    it("offers the identity providers that the pool has, and makes none of them", async () => {
        const userPool = { existingId: ID, existingIdentityProviders: ["Okta", "Azure"] };
        const run = await deploy({ ...ARGS, userPool, passwordSignIn: false }, onPool());
        assert.deepEqual(run.find("openmetadata-client").inputs.supportedIdentityProviders, ["Azure", "Okta"]);
        assert.deepEqual(run.ofType("aws:cognito/identityProvider:IdentityProvider"), []);
        assert.ok(!("identityProviderRegistrations" in run.outputs));
    });

    it("uses the domain that is there, a host name before a prefix", async () => {
        const args = { ...ARGS, domain: { existing: true } };
        const prefix = await deploy(args, onPool({ domain: "mycompany" }));
        assert.deepEqual(prefix.ofType("aws:cognito/userPoolDomain:UserPoolDomain"), []);
        assert.equal(prefix.outputs.domainUrl, "https://mycompany.auth.eu-west-1.amazoncognito.com");
        const name = await deploy(args, onPool({ domain: "mycompany", customDomain: "auth.mycompany.com" }));
        assert.equal(name.outputs.domainUrl, "https://auth.mycompany.com");
        assert.equal(
            name.outputs.signOutUrl,
            `https://auth.mycompany.com/logout?client_id=${String(name.outputs.clientId)}&logout_uri=https%3A%2F%2Fom.mycompany.com%2Fsignin`,
        );
    });

    const refusalOn = async (situation: Situation, args: CognitoSsoArgs = ARGS) => {
        const run = await attempt(() => new CognitoSso("openmetadata", args), situation);
        assert.ok(run.error instanceof UserError, String(run.error));
        const made = run.resources.filter(({ custom }) => custom).map(({ type }) => type);
        assert.deepEqual(made, [], "made before the refusal");
        return run.error.message;
    };

    it("makes nothing on a pool that does not fit", async () => {
        assert.equal(
            await refusalOn(onPool({ usernameAttributes: [] })),
            `User pool ${ID}: 1 problem in the configuration. Nothing was changed in AWS.

  userPool.existingId
    given    ${ID}, whose people sign in with a user name
    allowed  a pool whose people sign in with their e-mail address, which OpenMetadata takes as the user's identity
    fix      leave userPool.existingId out to get a pool of its own: how people sign in can never be changed
`,
        );
    });

    it("makes nothing on a pool of another region or account", async () => {
        assert.equal(
            await refusalOn({ ...onPool(), region: "eu-west-2" }),
            `Stack dev: 1 problem in the configuration. Nothing was changed in AWS.

  userPool.existingId
    given    ${ID}, while the stack is deployed to eu-west-2
    allowed  a pool in eu-west-2
    fix      pulumi config set aws:region eu-west-1
`,
        );
        assert.match(
            await refusalOn({ ...onPool(), account: "999999999999" }),
            /^Stack dev has its user pool eu-west-1_AbCdEfGhI in account 123456789012, not 999999999999\. Nothing was changed in AWS\./,
        );
    });
});
