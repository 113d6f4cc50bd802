import assert from "node:assert/strict";
import { changeProblems, type Deployed } from "../../components/changeGuard";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";

const CALLBACK = "https://om.mycompany.com/callback";
const UNGUARD = "undo the change; or take the guard off first: pulumi config set protect false && pulumi up";

/** Made under another name of the stack. */
const DEPLOYED: Deployed = { userPoolName: "openmetadata-staging", domain: "om-staging-0a1b2c3d" };

type Args = Partial<CognitoSsoArgs>;
const settings = (args: Args) => checkedSettings({ callbackUrl: CALLBACK, ...args }, "Stack prod");
const change = (before: Args, after: Args) => changeProblems(settings(before), settings(after));

const CONSENT = {
    key: "protect",
    given: "off from now on, together with the changes above",
    allowed: "an update of its own: to take the guard off and to change what it guards are two updates",
    fix: "undo the changes above, run pulumi up to take the guard off, then make them",
};

const POOL = { existingId: "eu-west-1_AbCdEfGhI" };
const LOST_DOMAIN =
    "no change while protect is on: the login pages would move, people would have to sign in again, and identity providers would refuse the new address";
const LOST_GROUP =
    "no such change while protect is on: nobody would be in the group any more, and Cognito keeps no record of who was";

/** Each change that would lose something, with what is said about it. */
const LOSSES: readonly [what: string, before: Args, after: Args, key: string, given: string, allowed: string][] = [
    [
        "the pool for one that is there",
        {},
        { userPool: POOL },
        "userPool.existingId",
        "eu-west-1_AbCdEfGhI, until now nothing",
        "no change while protect is on: the stack's own pool would be deleted with everybody in it",
    ],
    [
        "a pool that is there for one of the stack's own",
        { userPool: POOL },
        {},
        "userPool.existingId",
        "nothing, until now eu-west-1_AbCdEfGhI",
        "no change while protect is on: people would have to sign in to another pool, in which they do not exist",
    ],
    [
        "the kind of client",
        {},
        { clientType: "confidential" },
        "clientType",
        "confidential, until now public",
        "no change while protect is on: the app client would be replaced, and every OpenMetadata that knows the old client id would stop signing people in",
    ],
    [
        "to forget that the client was imported",
        { importedClient: true },
        {},
        "importedClient",
        "false, until now true",
        "no change while protect is on: the app client would be replaced, and every OpenMetadata that knows the old client id would stop signing people in",
    ],
    ["the prefix", {}, { domain: { prefix: "another" } }, "domain.prefix", "another, until now nothing", LOST_DOMAIN],
    [
        "the stack's own domain for that of the pool, which would then have none",
        { userPool: POOL, domain: { prefix: "another" } },
        { userPool: POOL, domain: { existing: true } },
        "domain.existing",
        "the one that the pool has, until now another",
        LOST_DOMAIN,
    ],
    [
        "the prefix for a host name",
        { domain: { prefix: "another" } },
        { domain: { name: "auth.mycompany.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" } },
        "domain.name",
        "auth.mycompany.com, until now another",
        LOST_DOMAIN,
    ],
    [
        "a group removed",
        { groups: [{ name: "stewards" }, { name: "engineers" }] },
        { groups: [{ name: "engineers" }] },
        "groups",
        "stewards removed or renamed",
        LOST_GROUP,
    ],
    [
        "a group renamed",
        { groups: [{ name: "stewards" }] },
        { groups: [{ name: "Stewards" }] },
        "groups",
        "stewards removed or renamed",
        LOST_GROUP,
    ],
];

const KEPT: readonly [what: string, before: Args, after: Args][] = [
    ["nothing at all", { groups: [{ name: "a" }] }, { groups: [{ name: "a" }] }],
    ["a group more, in another order", { groups: [{ name: "b" }] }, { groups: [{ name: "a" }, { name: "b" }] }],
    ["a description", { groups: [{ name: "a" }] }, { groups: [{ name: "a", description: "new" }] }],
    ["the address of OpenMetadata", {}, { callbackUrl: "https://metadata.mycompany.com/callback" }],
    ["lifetimes, texts, password policy", {}, { tokens: { id: "30m" }, userPool: { selfSignUp: true } }],
    [
        "the certificate of a host name",
        { domain: { name: "auth.mycompany.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" } },
        {
            domain: {
                name: "auth.mycompany.com",
                certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a",
            },
        },
    ],
];

describe("the guard against a change of settings", () => {
    for (const [what, before, after, key, given, allowed] of LOSSES) {
        it(`refuses ${what}, if it was on until now`, () => {
            const loss = { key, given, allowed, fix: UNGUARD };
            assert.deepEqual(change(before, after), [loss]);
            assert.deepEqual(change(before, { ...after, protect: false }), [loss, CONSENT]);
            assert.deepEqual(change({ ...before, protect: false }, { ...after, protect: false }), []);
            assert.deepEqual(change({ ...before, protect: false }, after), []);
        });
    }

    for (const [what, before, after] of KEPT) {
        it(`lets pass ${what}`, () => assert.deepEqual(change(before, after), []));
    }

    it("refuses a new name of the pool together with the end of the guard, since some providers replace the pool", () => {
        const renamed = (before: string | undefined, after: string | undefined, protect: boolean) =>
            changeProblems(
                settings({ userPool: { name: before } }),
                settings({ userPool: { name: after }, protect }),
                DEPLOYED,
            );
        const loss = (given: string) => ({
            key: "userPool.name",
            given,
            allowed: "no change while protect is on: a provider that cannot rename a pool replaces it by an empty one",
            fix: UNGUARD,
        });
        assert.deepEqual(renamed(undefined, "new", false), [loss("new, until now openmetadata-staging"), CONSENT]);
        assert.deepEqual(renamed("old", "new", false), [loss("new, until now old"), CONSENT]);
        assert.deepEqual(renamed("old", "new", true), [], "the engine stops a provider that would replace it");
        assert.deepEqual(renamed(undefined, "openmetadata-staging", false), [], "the name that it has");
        assert.deepEqual(renamed("old", undefined, false), [], "a pool keeps its name when none is given");
    });

    it("lets a stack write down the domain that it has, and leave out the prefix that it keeps", () => {
        const moved = (before: Args, after: Args, deployed: Deployed = DEPLOYED) =>
            changeProblems(settings(before), settings(after), deployed).map(({ key, given }) => [key, given]);
        const written = { domain: { prefix: "om-staging-0a1b2c3d" } };
        const mfa = { passkeys: "on" } as const;
        assert.deepEqual(moved({}, written), []);
        assert.deepEqual(moved({ mfa }, { mfa, ...written }), []);
        assert.deepEqual(moved(written, {}), []);
        assert.deepEqual(
            moved({}, written, { domainUrl: "https://om-staging-0a1b2c3d.auth.eu-west-1.amazoncognito.com" }),
            [],
            "older versions recorded no more",
        );
        assert.deepEqual(moved({}, { domain: { prefix: "om-staging-0a1b2c3" } }), [
            ["domain.prefix", "om-staging-0a1b2c3, until now nothing"],
        ]);
    });

    it("asks for the domain that is to follow a host name, with and without the guard", () => {
        const domain = { name: "auth.mycompany.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
        const problem = {
            key: "domain",
            given: "nothing, until now auth.mycompany.com",
            allowed: "another domain in its place, written out",
            fix: "set domain.prefix, for example: mycompany-openmetadata",
        };
        for (const protect of [true, false]) {
            assert.deepEqual(change({ domain, protect }, { protect }), [problem]);
        }
        assert.deepEqual(change({ domain, protect: false }, { domain: { prefix: "next" }, protect: false }), []);
    });

    it("tells all losses at once", () => {
        const keys = change(
            { groups: [{ name: "a" }, { name: "b" }] },
            { clientType: "confidential", domain: { prefix: "another" } },
        ).map(({ key }) => key);
        assert.deepEqual(keys, ["clientType", "domain.prefix", "groups", "groups"]);
    });

    it("refuses to move the login pages away from passkeys", () => {
        const mfa = { passkeys: "on" } as const;
        const moved = change({ mfa }, { mfa, domain: { prefix: "another" } });
        assert.deepEqual(
            moved.find(({ key }) => key === "mfa.passkeys"),
            {
                key: "mfa.passkeys",
                given: "on, while the login pages move to another host name",
                allowed: "no such move while protect is on: every passkey that people have would stop working",
                fix: UNGUARD,
            },
        );
        assert.deepEqual(change({ mfa }, { mfa }), []);
        assert.deepEqual(change({}, { mfa }), []);
    });

    it("holds nobody to what an import has recorded: nothing", () => {
        assert.deepEqual(changeProblems({}, settings({ groups: [{ name: "a" }] })), []);
    });
});

describe("the guard as a hook", () => {
    const guarded = async (update: { oldOutputs?: Record<string, unknown> }) => {
        const run = await deploy({ callbackUrl: CALLBACK }, { stack: "prod" });
        assert.deepEqual(run.ofType("openmetadata-cognito-sso:index:CognitoSso")[0].hooks, {
            beforeUpdate: ["openmetadata-change-guard"],
        });
        const before = settings({ groups: [{ name: "stewards" }] });
        const oldInputs = JSON.parse(JSON.stringify(before)) as Record<string, unknown>;
        await run.runHook("openmetadata-change-guard", { oldInputs, newInputs: {}, ...update });
        return run.logs.filter(({ severity }) => severity === "warning").map(({ message }) => message);
    };
    const PARAGRAPH = `  groups\n    given    stewards removed or renamed\n    allowed  ${LOST_GROUP}\n    fix      ${UNGUARD}\n`;

    it("stops an update that would lose something", async () => {
        await assert.rejects(guarded({ oldOutputs: { clientId: "abc" } }), {
            name: "UserError",
            message: `Stack prod: 1 problem in the configuration. Nothing was changed in AWS.\n\n${PARAGRAPH}`,
        });
    });

    it("says what the next update may lose, when the guard is taken off", async () => {
        const run = await deploy({ callbackUrl: CALLBACK, protect: false }, { stack: "prod" });
        const update = async (protect: boolean) => {
            const oldInputs = JSON.parse(JSON.stringify(settings({ protect }))) as Record<string, unknown>;
            const oldOutputs = { clientId: "abc", userPoolId: "eu-west-1_AbCdEfGhI" };
            await run.runHook("openmetadata-change-guard", { oldInputs, newInputs: {}, oldOutputs });
            return run.logs.filter(({ message }) => message.includes("takes the guard off"));
        };
        assert.deepEqual(await update(false), []);
        assert.deepEqual(await update(true), [
            {
                severity: "warning",
                message:
                    "Stack prod: this update takes the guard off. From the next update on, user pool eu-west-1_AbCdEfGhI with all its users, app client, user pool domain, groups and identity providers can be replaced or deleted. To put it on again: pulumi config set protect true && pulumi up",
            },
        ]);
    });

    it("warns where the last update did not finish, since what it asked for may never have been made", async () => {
        assert.ok(
            (await guarded({ oldOutputs: {} })).includes(
                `Stack prod: its last update did not finish. If what that one asked for is there all the same, do not go on:\n\n${PARAGRAPH}`,
            ),
        );
    });
});
