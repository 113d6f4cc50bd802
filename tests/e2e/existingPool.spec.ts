import assert from "node:assert/strict";

import {
    DescribeUserPoolClientCommand,
    DescribeUserPoolDomainCommand,
    GetGroupCommand,
    ListUserPoolClientsCommand,
    ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";

import { makeForeignPool, type ForeignPool } from "./foreignPool";
import { cognito, deploy, skipWithoutEngine, type Config, type TestStack } from "./harness";

const OPENMETADATA = "https://om.mycompany.com";

const METADATA =
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp"><IDPSSODescriptor /></EntityDescriptor>';

describe("a pool that is already there", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    // The emulator is shared by all specs: nothing is left behind.
    const made: ForeignPool[] = [];
    const started: TestStack[] = [];
    const makePool = async (...args: Parameters<typeof makeForeignPool>) => {
        const pool = await makeForeignPool(...args);
        made.push(pool);
        return pool;
    };
    const start = async (config: Config) => {
        const stack = await deploy("shared", { callbackUrl: `${OPENMETADATA}/callback`, ...config });
        started.push(stack);
        return stack;
    };
    afterEach(async () => {
        for (const stack of started.splice(0)) {
            if ((await resourceTypes(stack)).length > 0) {
                await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
                await stack.destroy();
            }
        }
        for (const pool of made.splice(0)) {
            await pool.remove();
        }
    });

    it("gets a client, a domain, groups and login pages on top, and is never changed itself", async () => {
        const pool = await makePool();
        await pool.addUser("alice@mycompany.com");
        await pool.addProvider("Okta");
        const before = { settings: await ownSettings(pool), users: await pool.users() };
        const stack = await start({
            userPool: { existingId: pool.id, existingIdentityProviders: ["Okta"] },
            clientType: "confidential",
            groups: [{ name: "stewards", description: "People who own data" }],
            identityProviders: [{ type: "google", clientId: "1-a.apps.googleusercontent.com" }],
            openMetadata: { principalDomain: "mycompany.com" },
            secretsManager: {},
        });
        await stack.configureSecret("identityProviderSecrets.Google", "made-up-secret-of-google");
        const { log } = await stack.up();
        assert.match(log, new RegExp(`Pool ${pool.id} is shared: OpenMetadata accepts tokens of every app client`));
        assert.match(log, new RegExp(`Pool ${pool.id} lets anybody sign up`));

        const outputs = (await stack.outputs()) as Record<string, string>;
        assert.equal(outputs.userPoolId, pool.id);
        const api = await cognito();
        const inPool = { UserPoolId: pool.id };
        const { UserPoolClient: client } = await api.send(
            new DescribeUserPoolClientCommand({ ...inPool, ClientId: outputs.clientId }),
        );
        assert.deepEqual(client?.SupportedIdentityProviders, ["COGNITO", "Google", "Okta"]);
        const { Domain } = await pool.describe();
        assert.match(Domain!, /^om-shared-[0-9a-f]{8}$/);
        const { DomainDescription } = await api.send(new DescribeUserPoolDomainCommand({ Domain }));
        assert.equal(DomainDescription?.ManagedLoginVersion, 2);
        const { Group } = await api.send(new GetGroupCommand({ ...inPool, GroupName: "stewards" }));
        assert.equal(Group?.Description, "People who own data");
        assert.deepEqual(await ownSettings(pool), before.settings);
        assert.equal((await stack.up()).changed, false);

        assert.match((await stack.destroy({ expectFailure: true })).log, /cannot be deleted\s+because it is protected/);
        await stack.configure({ protect: false });
        await stack.up();
        await stack.destroy();

        assert.deepEqual(await pool.users(), before.users);
        assert.deepEqual(await pool.providers(), ["Okta"]);
        assert.deepEqual(await ownSettings(pool), before.settings);
        assert.equal((await pool.describe()).Domain, undefined);
        assert.deepEqual(
            (await api.send(new ListUserPoolClientsCommand({ ...inPool, MaxResults: 60 }))).UserPoolClients,
            [],
        );
    });

    it("is refused when its people sign in with a user name, at preview too, and nothing is made", async () => {
        const pool = await makePool({ UsernameAttributes: undefined });
        const stack = await start({ userPool: { existingId: pool.id } });
        const message = `error: User pool ${pool.id}: 1 problem in the configuration. Nothing was changed in AWS.

  userPool.existingId
    given    ${pool.id}, whose people sign in with a user name
    allowed  a pool whose people sign in with their e-mail address, which OpenMetadata takes as the user's identity
    fix      leave userPool.existingId out to get a pool of its own: how people sign in can never be changed
`;
        assert.ok(plain((await stack.preview({ expectFailure: true })).log).includes(plain(message)));
        const { log } = await stack.up({ expectFailure: true });
        assert.ok(plain(log).includes(plain(message)), log);
        await assertUntouched(stack, pool);
    });

    it("keeps the domain that it has: another one is refused, domain.existing uses it", async () => {
        const pool = await makePool();
        await pool.addDomain("mycompany-shared");
        const stack = await start({ userPool: { existingId: pool.id }, domain: { prefix: "another" } });

        const { log } = await stack.up({ expectFailure: true });
        assert.match(plain(log), /another, but pool \S+ already has the domain mycompany-shared/);
        assert.match(plain(log), /otherwise use it: set domain\.existing to true/);
        await assertUntouched(stack, pool);

        await stack.configure({ domain: { existing: true }, loginPages: { version: "classic" }, protect: false });
        await stack.up();
        assert.ok(!(await resourceTypes(stack)).includes("aws:cognito/userPoolDomain:UserPoolDomain"));
        assert.equal((await stack.up()).changed, false);
        await stack.destroy();
        assert.equal((await pool.describe()).Domain, "mycompany-shared");
    });

    it("without a domain cannot be used with domain.existing", async () => {
        const pool = await makePool();
        const stack = await start({ userPool: { existingId: pool.id }, domain: { existing: true } });
        const { log } = await stack.up({ expectFailure: true });
        assert.match(plain(log), /domain\.existing given true, but pool \S+ has no domain/);
        await assertUntouched(stack, pool);
    });

    it("with the plan lite takes the classic login pages only", async () => {
        const pool = await makePool({ UserPoolTier: "LITE" });
        const stack = await start({ userPool: { existingId: pool.id } });
        const { log } = await stack.up({ expectFailure: true });
        assert.match(plain(log), /loginPages\.version given managed, on pool \S+ with the plan lite/);
        await assertUntouched(stack, pool);

        await stack.configure({ loginPages: { version: "classic" } });
        await stack.up();
        const { Domain } = await pool.describe();
        const { DomainDescription } = await (await cognito()).send(new DescribeUserPoolDomainCommand({ Domain }));
        assert.equal(DomainDescription?.ManagedLoginVersion, 1);
        assert.equal((await stack.up()).changed, false);
    });

    it("has the attributes that an identity provider fills in, and asks for no other", async () => {
        const pool = await makePool({
            Schema: [
                { Name: "email", AttributeDataType: "String", Required: true, Mutable: true },
                { Name: "phone_number", AttributeDataType: "String", Required: true, Mutable: true },
                {
                    Name: "unit",
                    AttributeDataType: "String",
                    Mutable: true,
                    StringAttributeConstraints: { MaxLength: "8" },
                },
                { Name: "team", AttributeDataType: "String", Mutable: false },
            ],
        });
        const azure = (attributeMapping: object) => [
            { type: "saml", name: "Azure", metadataFile: METADATA, attributeMapping },
        ];
        const stack = await start({
            userPool: { existingId: pool.id },
            identityProviders: azure({ "custom:role": "role", "custom:team": "team" }),
        });
        const log = plain((await stack.preview({ expectFailure: true })).log);
        const problem = (key: string, given: string, allowed: string) =>
            assert.ok(
                log.includes(`identityProviders[0].attributeMapping${key} given ${given} allowed ${allowed}`),
                log,
            );
        problem(".custom:role", `an attribute that pool ${pool.id} does not have`, "standard attributes, custom:unit");
        problem(".custom:team", `an attribute that cannot change in pool ${pool.id} (Mutable: false)`, "standard");
        problem(
            "",
            `nothing for phone_number, which pool ${pool.id} asks for`,
            "a mapping for each required attribute",
        );
        await assertUntouched(stack, pool);

        await stack.configure({ identityProviders: azure({ "custom:unit": "unit", phone_number: "phone" }) });
        const { log: told } = await stack.up();
        assert.match(plain(told), /attributeMapping\.custom:unit: it takes 0 to 8 characters only, and that for good/);
        assert.deepEqual(await pool.providers(), ["Azure"]);
        assert.equal((await stack.up()).changed, false);
    });

    it("that does not exist, or lives in another region, is said to be unknown; the next id is taken", async () => {
        const stack = await start({ userPool: { existingId: "us-east-1_AbCdEfGhI" } });
        assert.match(
            plain((await stack.up({ expectFailure: true })).log),
            /userPool\.existingId given us-east-1_AbCdEfGhI, while the stack is deployed to eu-west-1 allowed a pool in eu-west-1/,
        );
        await stack.configure({ userPool: { existingId: "eu-west-1_AbCdEfGhI" } });
        assert.match(
            plain((await stack.up({ expectFailure: true })).log),
            /eu-west-1_AbCdEfGhI, which is not among the user pools|resource 'eu-west-1_AbCdEfGhI' does not exist/,
        );

        const pool = await makePool();
        await stack.configure({ userPool: { existingId: pool.id } });
        await stack.up();
        assert.equal((await stack.outputs()).userPoolId, pool.id);
    });
});

async function resourceTypes(stack: TestStack): Promise<string[]> {
    const { resources = [] } = (await stack.exportState()).deployment;
    return resources.filter(({ external }) => external !== true).map(({ type }) => type);
}

/** Neither a client nor a domain, and nothing in the stack that AWS would know of. */
async function assertUntouched(stack: TestStack, pool: ForeignPool): Promise<void> {
    const api = await cognito();
    const { UserPoolClients } = await api.send(new ListUserPoolClientsCommand({ UserPoolId: pool.id, MaxResults: 60 }));
    assert.deepEqual(UserPoolClients, []);
    assert.deepEqual(
        (await resourceTypes(stack)).filter((type) => type.startsWith("aws:")),
        [],
    );
    const { UserPools = [] } = await api.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    assert.deepEqual(
        UserPools.filter(({ Name }) => Name === `openmetadata-${stack.name}`),
        [],
    );
}

/** What its owner has set: everything but what a domain and people leave in it. */
async function ownSettings(pool: ForeignPool): Promise<[string, unknown][]> {
    const notOwn = ["Domain", "EstimatedNumberOfUsers"];
    return Object.entries(await pool.describe()).filter(([key]) => !notOwn.includes(key));
}

/** A log in one line, whatever its breaks. */
function plain(log: string): string {
    return log.replace(/\s+/g, " ");
}
