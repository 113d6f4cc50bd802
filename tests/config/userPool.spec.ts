import assert from "node:assert/strict";
import fc from "fast-check";
import { constraintsOf, REQUIRABLE_ATTRIBUTES, userPoolProblems, userPoolSchema } from "../../config/userPool";

const problems = (userPool: object) => userPoolProblems({ userPool: userPoolSchema.parse(userPool) });
const accepts = (userPool: object) => userPoolSchema.safeParse(userPool).success;

describe("the user pool", () => {
    it("has these defaults", () => {
        const { threatProtection, devices, ...settings } = userPoolSchema.parse({});
        assert.deepEqual(settings, {
            existingIdentityProviders: [],
            selfSignUp: false,
            passwordPolicy: {
                minimumLength: 12,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
                temporaryPasswordValidityDays: 7,
                passwordHistorySize: 0,
            },
            customAttributes: [],
            requiredAttributes: [],
            recovery: ["email"],
            featurePlan: "essentials",
        });
        assert.deepEqual([threatProtection.mode, devices.remember], ["off", "off"]);
        assert.deepEqual(problems({}), []);
    });

    it("has a name that Cognito takes", () => {
        for (const name of ["a", "Open Metadata+=,.@-_", "a".repeat(128), 2026]) {
            assert.ok(accepts({ name }), String(name));
        }
        for (const name of ["", " ", "om/prod", "om:prod", "om(prod)", "ö", "a".repeat(129), 1.5, null, [], {}]) {
            assert.ok(!accepts({ name }), JSON.stringify(name));
        }
    });

    it("has a password policy within Cognito's limits", () => {
        const sound = [
            { minimumLength: 6, temporaryPasswordValidityDays: 1, passwordHistorySize: 0 },
            { minimumLength: 99, temporaryPasswordValidityDays: 365, passwordHistorySize: 24 },
        ];
        sound.forEach((passwordPolicy) => assert.ok(accepts({ passwordPolicy }), JSON.stringify(passwordPolicy)));
        const unsound = [
            { minimumLength: 5 },
            { minimumLength: 100 },
            { temporaryPasswordValidityDays: 0 },
            { temporaryPasswordValidityDays: 366 },
            { passwordHistorySize: -1 },
            { passwordHistorySize: 25 },
            { requireSymbols: "sometimes" },
        ];
        unsound.forEach((passwordPolicy) => assert.ok(!accepts({ passwordPolicy }), JSON.stringify(passwordPolicy)));
    });

    it("requires only attributes that Cognito does not fill in itself", () => {
        assert.ok(accepts({ requiredAttributes: [...REQUIRABLE_ATTRIBUTES] }));
        assert.deepEqual(userPoolSchema.parse({ requiredAttributes: "Given_Name" }).requiredAttributes, ["given_name"]);
        for (const attribute of ["sub", "email_verified", "phone_number_verified", "updated_at", "custom:team"]) {
            assert.ok(!accepts({ requiredAttributes: [attribute] }), attribute);
        }
    });

    it("knows its id as Cognito writes it", () => {
        assert.equal(userPoolSchema.parse({ existingId: " eu-west-1_AbCdEfGhI " }).existingId, "eu-west-1_AbCdEfGhI");
        assert.ok(!accepts({ existingId: "AbCdEfGhI" }));
        assert.ok(!accepts({ existingId: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI" }));
    });
});

describe("account recovery", () => {
    it("has one or two different ways, and the administrator only alone", () => {
        for (const recovery of [["email"], ["phone", "email"], ["admin"]]) {
            assert.deepEqual(problems({ recovery }), []);
        }
        for (const recovery of [[], ["email", "email"], ["email", "admin"], ["admin", "phone"]]) {
            assert.deepEqual(problems({ recovery }), [
                {
                    key: "userPool.recovery",
                    given: JSON.stringify(recovery),
                    allowed: "one or two different ways; admin only alone",
                    fix: "for example: [email]",
                },
            ]);
        }
    });
});

describe("a custom attribute", () => {
    const custom = (...customAttributes: object[]) => ({ customAttributes });

    it("is a mutable text by default", () =>
        assert.deepEqual(userPoolSchema.parse(custom({ name: "department" })).customAttributes, [
            { name: "department", type: "string", mutable: true },
        ]));

    it("has a name that Cognito takes", () => {
        for (const name of ["a", "a".repeat(20), "cost-centre", "straße", "日本語", "a:b"]) {
            assert.ok(accepts(custom({ name })), name);
        }
        for (const name of ["", "a".repeat(21), "cost centre", "custom:department", undefined]) {
            assert.ok(!accepts(custom({ name })), name);
        }
    });

    it("has a name of its own", () => {
        const [second] = problems(custom({ name: "team" }, { name: "Team" }, { name: "team" }));
        assert.deepEqual(second, {
            key: "userPool.customAttributes[2].name",
            given: "team, a second time",
            allowed: "each name once",
            fix: "remove one of the two, or rename it",
        });
        for (const name of [...REQUIRABLE_ATTRIBUTES, "sub", "email_verified", "updated_at"]) {
            assert.deepEqual(problems(custom({ name })), [
                {
                    key: "userPool.customAttributes[0].name",
                    given: `${name}, the name of a standard attribute`,
                    allowed: "names of your own: every pool has the standard attributes already",
                    fix: "rename it, or remove it (userPool.requiredAttributes makes a standard attribute required)",
                },
            ]);
        }
    });

    it("has limits that are always written out", () => {
        const [least, most] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
        assert.deepEqual(constraintsOf({ type: "string" }), [0, 2048]);
        assert.deepEqual(constraintsOf({ type: "string", minimum: 1, maximum: 8 }), [1, 8]);
        assert.deepEqual(constraintsOf({ type: "number" }), [least, most]);
        assert.deepEqual(constraintsOf({ type: "number", minimum: -1, maximum: 0 }), [-1, 0]);
    });

    it("has limits that a value can keep", () =>
        fc.assert(
            fc.property(
                fc.constantFrom("string" as const, "number" as const),
                fc.integer({ min: -10, max: 2060 }),
                fc.integer({ min: -10, max: 2060 }),
                (type, minimum, maximum) => {
                    const sound = minimum <= maximum && (type === "number" || (minimum >= 0 && maximum <= 2048));
                    assert.equal(problems(custom({ name: "a", type, minimum, maximum })).length, sound ? 0 : 1);
                },
            ),
        ));

    it("has no limits where Cognito knows none", () => {
        for (const type of ["dateTime", "boolean"]) {
            assert.deepEqual(problems(custom({ name: "a", type })), []);
            assert.deepEqual(problems(custom({ name: "a", type, minimum: 0 })), [
                {
                    key: "userPool.customAttributes[0]",
                    given: `minimum or maximum for the type ${type}`,
                    allowed: "minimum and maximum for the types string and number",
                    fix: "remove minimum and maximum",
                },
            ]);
        }
    });

    it("is one of at most 50", () => {
        const many = (count: number) => custom(...Array.from({ length: count }, (_, index) => ({ name: `a${index}` })));
        assert.deepEqual(problems(many(50)), []);
        assert.ok(!accepts(many(51)));
    });
});
