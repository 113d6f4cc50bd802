import assert from "node:assert/strict";
import { z } from "zod";
import { existingPoolRegionProblems } from "../../config/existingPool";
import { settingsSchema } from "../../config/settings";
import { userPoolSchema } from "../../config/userPool";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const POOL = "eu-west-1_AbCdEfGhI";
const ON_POOL = { userPool: { existingId: POOL } };

/** A value for each key of the settings, and whether it may stand beside `userPool.existingId`. */
const SETTINGS: Readonly<Record<string, readonly [value: unknown, onExistingPool: boolean]>> = {
    callbackUrl: ["https://om.mycompany.com/callback", true],
    additionalUrls: [["https://metadata.mycompany.com"], true],
    clientType: ["confidential", true],
    importedClient: [true, true],
    userPool: [{ selfSignUp: true }, false],
    mfa: [{ mode: "required" }, false],
    email: [{ replyTo: "help@mycompany.com" }, false],
    messages: [{ invitation: { subject: "Welcome" } }, false],
    triggers: [{ preSignUp: "arn:aws:lambda:eu-west-1:123456789012:function:link" }, false],
    domain: [{ prefix: "mycompany-openmetadata" }, true],
    loginPages: [{ version: "classic" }, true],
    identityProviders: [[{ type: "saml", name: "Azure", metadataUrl: "https://login.mycompany.com/metadata" }], true],
    identityProviderSecrets: [{}, true],
    passwordSignIn: [true, true],
    tokens: [{ id: "30m" }, true],
    groups: [[{ name: "stewards" }], true],
    admins: [["alice@mycompany.com"], true],
    openMetadata: [{ version: "1.13.4" }, true],
    secretsManager: [{}, true],
    protect: [true, true],
    firewall: [{ managedRules: true }, false],
    logs: [{}, false],
    tags: [{ team: "data" }, true],
    endpoint: ["http://127.0.0.1:4566", true],
};

/** The same for each key below `userPool`, all of which are the pool's own. */
const POOL_SETTINGS: Readonly<Record<string, unknown>> = {
    name: "openmetadata",
    selfSignUp: true,
    passwordPolicy: { minimumLength: 14 },
    customAttributes: [{ name: "department" }],
    requiredAttributes: ["name"],
    recovery: ["admin"],
    featurePlan: "plus",
    threatProtection: "audit",
    devices: "always",
};

const refused = (key: string) =>
    paragraph(
        key,
        `a value, beside userPool.existingId ${POOL}`,
        "nothing: the existing pool keeps its own settings",
        `remove ${key} and set it on the pool itself, or import the pool (docs/existing-pool.md)`,
    );

describe("userPool.existingId", () => {
    it("alone is enough", () => assert.equal(problemsIn(ON_POOL), ""));

    it("has been thought of for every setting that there is", () => {
        assert.deepEqual(Object.keys(SETTINGS), Object.keys(settingsSchema.shape));
        const { properties } = z.toJSONSchema(userPoolSchema, { io: "input", unrepresentable: "any" });
        const own = Object.keys(properties ?? {}).filter((key) => !key.startsWith("existing"));
        assert.deepEqual(Object.keys(POOL_SETTINGS), own);
    });

    const confidential = (key: string) => (key === "secretsManager" ? { clientType: "confidential" } : {});
    for (const [key, [value, onExistingPool]] of Object.entries(SETTINGS)) {
        it(`${onExistingPool ? "takes" : "refuses"} ${key}`, () => {
            const own = { [key]: value, ...confidential(key) };
            assert.equal(problemsIn(own), "", "must be sound without userPool.existingId");
            const problems = problemsIn(
                key === "userPool" ? { userPool: { existingId: POOL, selfSignUp: true } } : { ...own, ...ON_POOL },
            );
            if (onExistingPool) {
                assert.equal(problems, "");
            } else {
                assert.match(
                    problems,
                    new RegExp(`^  ${key}(\\.selfSignUp)?\n    given    a value, beside userPool.existingId ${POOL}\n`),
                );
            }
        });
    }

    for (const [key, value] of Object.entries(POOL_SETTINGS)) {
        it(`refuses userPool.${key}`, () => {
            assert.ok(
                problemsIn({ userPool: { existingId: POOL, [key]: value } }).includes(refused(`userPool.${key}`)),
            );
        });
    }

    it("says of each ignored setting what to do, of all at once", () => {
        assert.equal(
            problemsIn({
                userPool: { existingId: POOL, selfSignUp: true, recovery: ["admin"] },
                mfa: { mode: "required" },
                email: { replyTo: "help@mycompany.com" },
                messages: { invitation: { subject: "Welcome" } },
            }),
            ["userPool.selfSignUp", "userPool.recovery", "mfa", "email", "messages"].map(refused).join("\n"),
        );
    });

    it("is a pool in the region that is deployed to", () => {
        const problems = (region: string) =>
            existingPoolRegionProblems({ userPool: userPoolSchema.parse({ existingId: POOL }) }, region);
        assert.deepEqual(problems("eu-west-1"), []);
        assert.deepEqual(problems("eu-west-2"), [
            {
                key: "userPool.existingId",
                given: `${POOL}, while the stack is deployed to eu-west-2`,
                allowed: "a pool in eu-west-2",
                fix: "pulumi config set aws:region eu-west-1",
            },
        ]);
        assert.deepEqual(existingPoolRegionProblems({ userPool: userPoolSchema.parse({}) }, "eu-west-2"), []);
    });
});

describe("userPool.existingIdentityProviders", () => {
    const AZURE = { type: "saml", name: "Azure", metadataUrl: "https://login.mycompany.com/metadata" };
    const onPool = (names: unknown, more: object = {}) =>
        problemsIn({ userPool: { existingId: POOL, existingIdentityProviders: names }, ...more });

    it("are none by default; one need not be a list", () => {
        assert.deepEqual(userPoolSchema.parse({}).existingIdentityProviders, []);
        assert.equal(onPool("Okta"), "");
        assert.equal(onPool(["Google", "My_Company-SSO", "Okta"], { identityProviders: [AZURE] }), "");
    });

    it("are names as Cognito has them", () => {
        for (const name of ["COGNITO", "My Company", "", "x".repeat(33)]) {
            assert.equal(
                onPool([name]),
                paragraph(
                    "userPool.existingIdentityProviders[0]",
                    JSON.stringify(name),
                    "the name of an identity provider as Cognito shows it, at most 32 characters without blanks",
                    "for example: Okta",
                ),
            );
        }
    });

    it("belong to an existing pool", () => {
        assert.equal(
            problemsIn({ userPool: { existingIdentityProviders: ["Okta", "Google"] } }),
            paragraph(
                "userPool.existingIdentityProviders",
                "Okta, Google, without userPool.existingId",
                "nothing: a new pool has no identity providers yet",
                "describe them in identityProviders, or set userPool.existingId",
            ),
        );
    });

    it("are each there once, and not made again", () => {
        const twice = (index: number, name: string) =>
            paragraph(
                `userPool.existingIdentityProviders[${index}]`,
                `${name}, a second time`,
                "each identity provider once: the pool's own here, one to be made in identityProviders",
                "remove one of the two",
            );
        assert.equal(onPool(["Okta", "Okta"]), twice(1, "Okta"));
        assert.equal(onPool(["Okta", "Azure"], { identityProviders: [AZURE] }), twice(1, "Azure"));
    });

    it("are enough to do without the password form", () => {
        assert.equal(onPool(["Okta"], { passwordSignIn: false }), "");
        assert.match(onPool([], { passwordSignIn: false }), /^ {2}passwordSignIn\n/);
    });
});

describe("domain.existing", () => {
    it("is for a pool that is already there", () => {
        const domain = { existing: true };
        assert.equal(problemsIn({ ...ON_POOL, domain }), "");
        assert.equal(
            problemsIn({ domain }),
            paragraph(
                "domain.existing",
                "true, without userPool.existingId",
                "true only with userPool.existingId: a new pool has no domain yet",
                "remove domain.existing, or set userPool.existingId",
            ),
        );
    });
});
