import assert from "node:assert/strict";
import { existingPoolFactProblems, existingPoolWarnings, type PoolFacts } from "../../components/existingPool";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";
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
    userPoolTier: "ESSENTIALS",
};

const problems = (pool: PoolFacts, more: Partial<CognitoSsoArgs> = {}, wantedDomain = "om-prod-0a1b2c3d") =>
    existingPoolFactProblems(pool, checkedSettings({ ...ARGS, ...more }, "Stack prod"), wantedDomain);

/** A deployment on a pool of which the provider reads these facts. */
const onPool = (facts: Partial<PoolFacts> & { name?: string } = {}): Situation => ({
    state: { "aws:cognito/userPool:UserPool": () => ({ ...POOL, name: "Shared", ...facts }) },
});

describe("what an existing pool must be like", () => {
    it("fits: people sign in with their e-mail address", () => {
        assert.deepEqual(problems(POOL), []);
        assert.deepEqual(problems({ ...POOL, usernameAttributes: [], aliasAttributes: ["email"] }), []);
        assert.deepEqual(problems({ ...POOL, usernameAttributes: ["phone_number", "email"] }), []);
    });

    it("does not exist", () => {
        assert.deepEqual(problems({ id: ID }), [
            {
                key: "userPool.existingId",
                given: `${ID}, which is not among the user pools of this AWS account`,
                allowed: "the id of a user pool that is there",
                fix: "aws cognito-idp list-user-pools --max-results 60 shows them",
            },
        ]);
    });

    it("signs people in with something else", () => {
        const refusal = (mode: string) => [
            {
                key: "userPool.existingId",
                given: `${ID}, whose people sign in with ${mode}`,
                allowed:
                    "a pool whose people sign in with their e-mail address, which OpenMetadata takes as the user's identity",
                fix: "leave userPool.existingId out to get a pool of its own: how people sign in can never be changed",
            },
        ];
        assert.deepEqual(problems({ ...POOL, usernameAttributes: undefined }), refusal("a user name"));
        assert.deepEqual(problems({ ...POOL, usernameAttributes: ["phone_number"] }), refusal("phone_number"));
        assert.deepEqual(
            problems({ ...POOL, usernameAttributes: [], aliasAttributes: ["preferred_username"] }),
            refusal("preferred_username"),
        );
    });

    it("has attributes that can never change, which no identity provider may fill in", () => {
        const google = { type: "google", clientId: "1.apps.googleusercontent.com" } as const;
        const saml = {
            type: "saml",
            name: "Azure",
            metadataUrl: "https://login.mycompany.com/metadata",
            attributeMapping: { "custom:team": "team" },
        } as const;
        const refusals = (pool: PoolFacts, ...identityProviders: (typeof google | typeof saml)[]) =>
            problems(pool, {
                identityProviders,
                ...(identityProviders.includes(google) && { identityProviderSecrets: { Google: "a-secret" } }),
            });
        const frozen = {
            ...POOL,
            schemas: [
                { name: "email", mutable: false },
                { name: "team", mutable: false },
            ],
        };
        const allowed = "only attributes that can change: they are written anew at each sign-in through the provider";
        assert.deepEqual(refusals(frozen, google), [
            {
                key: "identityProviders",
                given: `Google fills in email, which can never change in pool ${ID}`,
                allowed,
                fix: "leave userPool.existingId out to get a pool of its own, or remove the provider",
            },
        ]);
        const [, team] = refusals(frozen, saml);
        assert.deepEqual(team, {
            key: "identityProviders",
            given: `Azure fills in custom:team, which can never change in pool ${ID}`,
            allowed,
            fix: "take custom:team out of the provider's attributeMapping",
        });
        assert.deepEqual(refusals(frozen), []);
        const changing = frozen.schemas.map(({ name }) => ({ name, mutable: true }));
        assert.deepEqual(refusals({ ...POOL, schemas: changing }, google, saml), []);
        assert.deepEqual(refusals(POOL, google, saml), []);
    });

    it("has a plan without managed login", () => {
        assert.deepEqual(problems({ ...POOL, userPoolTier: "LITE" }), [
            {
                key: "loginPages.version",
                given: `managed, on pool ${ID} with the plan lite`,
                allowed: "classic, or a pool with the plan essentials or plus",
                fix: "set loginPages.version to classic, or raise the pool's plan in Cognito",
            },
        ]);
        assert.deepEqual(problems({ ...POOL, userPoolTier: "LITE" }, { loginPages: { version: "classic" } }), []);
        assert.deepEqual(problems({ ...POOL, userPoolTier: "PLUS" }), []);
        assert.deepEqual(problems({ ...POOL, userPoolTier: undefined }), []);
    });

    it("has a domain of that kind already", () => {
        const taken = (wanted: string, present: string, key = "domain.prefix") => [
            {
                key: "domain",
                given: `${wanted}, but pool ${ID} already has the domain ${present}`,
                allowed: "one prefix and one custom domain a pool",
                fix: `if this stack made it: set ${key} to ${present}; otherwise use it: set domain.existing to true`,
            },
        ];
        const both = { ...POOL, domain: "mycompany", customDomain: "auth.mycompany.com" };
        assert.deepEqual(problems(both), taken("om-prod-0a1b2c3d", "mycompany"));
        assert.deepEqual(
            problems(both, {}, "login.mycompany.com"),
            taken("login.mycompany.com", "auth.mycompany.com", "domain.name"),
        );
        // The stack's own, on every update after the first.
        assert.deepEqual(problems({ ...POOL, domain: "om-prod-0a1b2c3d" }), []);
        assert.deepEqual(problems({ ...POOL, domain: "mycompany" }, {}, "login.mycompany.com"), []);
        assert.deepEqual(problems({ ...POOL, domain: "", customDomain: "" }), []);
    });

    it("has, or has not, the domain that domain.existing means", () => {
        const domain = { existing: true };
        assert.deepEqual(problems({ ...POOL, domain: "mycompany" }, { domain }), []);
        assert.deepEqual(problems({ ...POOL, customDomain: "auth.mycompany.com" }, { domain }), []);
        assert.deepEqual(problems(POOL, { domain }), [
            {
                key: "domain.existing",
                given: `true, but pool ${ID} has no domain`,
                allowed: "true only for a pool that has a domain",
                fix: "remove domain.existing: the pool then gets a domain",
            },
        ]);
    });

    it("surprises its owner", () => {
        const shared = `Pool ${ID} is shared: OpenMetadata accepts tokens of every app client of its pool, so each person of this pool can sign in.`;
        assert.deepEqual(existingPoolWarnings(POOL), [shared]);
        assert.deepEqual(existingPoolWarnings({ id: ID }), [
            shared,
            `Pool ${ID} does not verify e-mail addresses: people with an unverified one cannot recover their password.`,
            `Pool ${ID} lets anybody sign up: whoever does can sign in to OpenMetadata.`,
        ]);
    });
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
            `User pool ${ID}: 1 problem in the configuration. Nothing was changed.

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
            `Stack dev: 1 problem in the configuration. Nothing was changed.

  userPool.existingId
    given    ${ID}, while the stack is deployed to eu-west-2
    allowed  a pool in eu-west-2
    fix      pulumi config set aws:region eu-west-1
`,
        );
        assert.match(
            await refusalOn({ ...onPool(), account: "999999999999" }),
            /^Stack dev has its user pool eu-west-1_AbCdEfGhI in account 123456789012, not 999999999999\. Nothing was changed\./,
        );
    });
});
