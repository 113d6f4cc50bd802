import assert from "node:assert/strict";
import { protectionProblems, relyingPartyProblems, schemaProblems } from "../../components/frozenFields";
import { userPoolArgs } from "../../components/userPool";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";
import { UserError } from "../../config/userError";
import { deploy } from "./mocks";

const callbackUrl = "https://om.mycompany.com/callback";

const settings = (more: Partial<CognitoSsoArgs> = {}) => checkedSettings({ callbackUrl, ...more }, "Stack prod");

/** The inputs of a pool as the engine hands them to a hook. */
const inputs = (userPool: CognitoSsoArgs["userPool"], more: Partial<CognitoSsoArgs> = {}): Record<string, unknown> =>
    JSON.parse(JSON.stringify(userPoolArgs("openmetadata-prod", settings({ userPool, ...more }), {}))) as never;

const ONLY_ADDED = "attributes of a pool that exists can never be removed or changed, only added";

describe("attributes of a pool that exists", () => {
    const before = inputs({ requiredAttributes: ["name"], customAttributes: [{ name: "team", maximum: 8 }] });

    it("may stay, in another order, and be added to", () => {
        assert.deepEqual(schemaProblems(before, before), []);
        const after = inputs({
            requiredAttributes: ["name"],
            customAttributes: [{ name: "department" }, { name: "team", maximum: 8 }],
        });
        assert.deepEqual(schemaProblems(before, after), []);
        assert.deepEqual(schemaProblems(before, { schemas: [...(before.schemas as unknown[])].reverse() }), []);
    });

    it("cannot be removed", () =>
        assert.deepEqual(schemaProblems(before, inputs({})), [
            {
                key: "userPool.requiredAttributes",
                given: "name removed",
                allowed: ONLY_ADDED,
                fix: "write it again as it was: name",
            },
            {
                key: "userPool.customAttributes",
                given: "team removed",
                allowed: ONLY_ADDED,
                fix: "write it again as it was: { name: team, type: string, mutable: true, minimum: 0, maximum: 8 }",
            },
        ]));

    it("cannot be changed", () => {
        const changes = [
            [{ name: "team", maximum: 9 }, "{ name: team, type: string, mutable: true, minimum: 0, maximum: 9 }"],
            [
                { name: "team", maximum: 8, mutable: false },
                "{ name: team, type: string, mutable: false, minimum: 0, maximum: 8 }",
            ],
            [{ name: "team", type: "boolean" }, "{ name: team, type: boolean, mutable: true }"],
            [
                { name: "team", type: "number", maximum: 8 },
                "{ name: team, type: number, mutable: true, minimum: -9007199254740991, maximum: 8 }",
            ],
        ] as const;
        for (const [attribute, shown] of changes) {
            const after = inputs({ requiredAttributes: ["name"], customAttributes: [attribute] });
            assert.deepEqual(schemaProblems(before, after), [
                {
                    key: "userPool.customAttributes",
                    given: `team changed to ${shown}`,
                    allowed: ONLY_ADDED,
                    fix: "write it again as it was: { name: team, type: string, mutable: true, minimum: 0, maximum: 8 }",
                },
            ]);
        }
    });

    it("cannot be made required", () =>
        assert.deepEqual(
            schemaProblems(
                before,
                inputs({
                    requiredAttributes: ["name", "given_name"],
                    customAttributes: [{ name: "team", maximum: 8 }],
                }),
            ),
            [
                {
                    key: "userPool.requiredAttributes",
                    given: "given_name added",
                    allowed: "what people must have is fixed when the pool is made",
                    fix: "remove given_name from userPool.requiredAttributes, or make a new stack",
                },
            ],
        ));

    it("may be written with or without what is false anyway", () => {
        const team = { name: "team", attributeDataType: "String" };
        const imported = { schemas: [team] };
        const full = { schemas: [{ ...team, mutable: false, required: false, developerOnlyAttribute: false }] };
        assert.deepEqual(schemaProblems(imported, full), []);
        assert.deepEqual(schemaProblems(full, imported), []);
        assert.equal(schemaProblems(imported, { schemas: [{ ...team, mutable: true }] }).length, 1);
        assert.equal(schemaProblems(imported, { schemas: [{ ...team, required: true }] }).length, 1);
    });

    it("are nothing to a pool whose inputs are not known", () => assert.deepEqual(schemaProblems({}, {}), []));
});

describe("the protection of a pool", () => {
    const local = "http://localhost:8585/callback";
    const guarded = { deletionProtection: "ACTIVE" };

    it("does not end because the callback moves to this machine", () =>
        assert.deepEqual(protectionProblems(guarded, settings({ callbackUrl: local })), [
            {
                key: "protect",
                given: `nothing, which means off because callbackUrl is ${local}; until now it was on`,
                allowed: "true or false, written out",
                fix: "pulumi config set protect true to keep the guard, or protect false to take it off",
            },
        ]));

    it("ends when its owner says so, and stays when its owner says that", () => {
        assert.deepEqual(protectionProblems(guarded, settings({ callbackUrl: local, protect: false })), []);
        assert.deepEqual(protectionProblems(guarded, settings({ callbackUrl: local, protect: true })), []);
        assert.deepEqual(protectionProblems(guarded, settings()), []);
        assert.deepEqual(protectionProblems({ deletionProtection: "INACTIVE" }, settings({ callbackUrl: local })), []);
        assert.deepEqual(protectionProblems({}, settings({ callbackUrl: local })), []);
    });
});

describe("passkeys of a stack whose default prefix changes with its name", () => {
    const on = (relyingPartyId: string) => ({
        webAuthnConfiguration: { userVerification: "preferred", relyingPartyId },
    });
    const [old, next] = ["dev", "dev2"].map((stack) => `om-${stack}-0a1b2c3d.auth.eu-west-1.amazoncognito.com`);

    it("cannot move, with or without the guard: the login pages do not", () => {
        for (const protect of [true, false]) {
            assert.deepEqual(relyingPartyProblems(on(old), on(next), settings({ protect })), [
                {
                    key: "domain.prefix",
                    given: "nothing, in a stack or project that has another name than at its first deployment",
                    allowed: `the prefix that passkeys were made on (${old}): they would stop working on ${next}`,
                    fix: "pulumi config set --path domain.prefix om-dev-0a1b2c3d",
                },
            ]);
        }
    });

    it("stay, begin and end, and go with a domain that is written out", () => {
        assert.deepEqual(relyingPartyProblems(on(old), on(old), settings()), []);
        assert.deepEqual(relyingPartyProblems({}, on(next), settings()), []);
        assert.deepEqual(relyingPartyProblems(on(old), {}, settings()), []);
        assert.deepEqual(relyingPartyProblems(on(old), on(next), settings({ domain: { prefix: "om-dev2" } })), []);
    });
});

describe("the guard of frozen fields", () => {
    it("runs before each update of the pool, and tells everything at once", async () => {
        const { find, runHook } = await deploy({ callbackUrl: "http://localhost:8585/callback" });
        const [hook] = find("openmetadata").hooks.beforeUpdate ?? [];
        const newInputs = find("openmetadata").inputs;

        await runHook(hook, { oldInputs: newInputs, newInputs });
        await assert.rejects(
            runHook(hook, {
                oldInputs: inputs({ customAttributes: [{ name: "team" }] }, { protect: true }),
                newInputs,
            }),
            (error: unknown) => {
                assert.ok(error instanceof UserError);
                assert.equal(
                    error.message,
                    `User pool of stack dev: 2 problems in the configuration. The pool was not changed.

  userPool.customAttributes
    given    team removed
    allowed  attributes of a pool that exists can never be removed or changed, only added
    fix      write it again as it was: { name: team, type: string, mutable: true, minimum: 0, maximum: 2048 }

  protect
    given    nothing, which means off because callbackUrl is http://localhost:8585/callback; until now it was on
    allowed  true or false, written out
    fix      pulumi config set protect true to keep the guard, or protect false to take it off
`,
                );
                return true;
            },
        );
    });
});
