import assert from "node:assert/strict";
import fc from "fast-check";
import { checkedSettings, isProtected, settingsSchema } from "../../config/settings";
import { UserError } from "../../config/userError";
import { problemsIn } from "./refusal";

const CALLBACK = "https://om.mycompany.com/callback";

describe("the settings of a stack that says only its callback URL", () => {
    it("are these", () =>
        assert.deepEqual(checkedSettings({ callbackUrl: CALLBACK }, "Stack prod"), {
            callbackUrl: CALLBACK,
            additionalUrls: [],
            clientType: "public",
            importedClient: false,
            userPool: {
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
                threatProtection: {
                    mode: "off",
                    customAuth: "off",
                    compromisedCredentials: { action: "block", events: ["signIn", "passwordChange", "signUp"] },
                    allowedIpRanges: [],
                    blockedIpRanges: [],
                },
                devices: { remember: "off", skipMfa: false },
            },
            mfa: { mode: "optional", passkeys: { mode: "off", userVerification: "preferred" }, passwordless: [] },
            email: {},
            messages: { invitation: {}, verification: {}, signInCode: {} },
            domain: { existing: false },
            loginPages: { version: "managed" },
            identityProviders: [],
            identityProviderSecrets: {},
            passwordSignIn: true,
            tokens: {
                id: "1h",
                access: "1h",
                refresh: "30d",
                rotation: "off",
                session: "3m",
            },
            groups: [],
            admins: [],
            openMetadata: {},
            tags: {},
        }));
});

describe("protection", () => {
    it("is on unless the callback is on this machine, and as the owner says", () => {
        const local = "http://localhost:8585/callback";
        assert.equal(isProtected({ callbackUrl: CALLBACK, protect: undefined }), true);
        assert.equal(isProtected({ callbackUrl: local, protect: undefined }), false);
        assert.equal(isProtected({ callbackUrl: "http://[::1]:8585/callback", protect: undefined }), false);
        assert.equal(isProtected({ callbackUrl: CALLBACK, protect: false }), false);
        assert.equal(isProtected({ callbackUrl: local, protect: true }), true);
    });
});

describe("problems", () => {
    it("are all told at once, those of single values and those of several together", () => {
        const args = {
            callbackUrl: "http://om.mycompany.com/callback",
            clientTyp: "public",
            userPool: { name: "a/b", passwordPolicy: { minimumLength: 3 } },
            mfa: { mode: "off", methods: ["totp"] },
            tokens: { id: "2h", refresh: "1h" },
        };
        assert.throws(
            () => checkedSettings(args, "Stack prod"),
            (error: unknown) => {
                assert.ok(error instanceof UserError);
                assert.match(
                    error.message,
                    /^Stack prod: 6 problems in the configuration\. Nothing was changed in AWS\.\n\n/,
                );
                assert.deepEqual(error.message.match(/^ {2}\S+$/gm)?.sort(), [
                    "  callbackUrl",
                    "  clientTyp",
                    "  mfa.methods",
                    "  tokens.id",
                    "  userPool.name",
                    "  userPool.passwordPolicy.minimumLength",
                ]);
                return true;
            },
        );
    });

    it("of values that are unsound by themselves are told once", () => {
        const text = problemsIn({ tokens: { id: "2 hours", refresh: "1h" } });
        assert.deepEqual(text.match(/^ {2}\S+$/gm), ["  tokens.id"]);
    });

    it("are told in the name of whom they are asked for", () => {
        assert.throws(
            () => checkedSettings({}, "The component openmetadata"),
            /^UserError: The component openmetadata: 1/,
        );
    });
});

describe("settings that were read", () => {
    const messy = <T>(...values: T[]) => fc.constantFrom(...values);
    const settings = fc.record(
        {
            callbackUrl: messy(CALLBACK, " HTTPS://OM.mycompany.com:443/callback/ ", "http://LOCALHOST:8585/callback"),
            additionalUrls: messy<unknown>("https://OM2.mycompany.com/", ["https://a.b/callback", "https://c.d"], []),
            clientType: messy("Public", " confidential "),
            userPool: fc.record(
                {
                    name: messy<unknown>(" openmetadata ", 4711),
                    selfSignUp: messy<unknown>("yes", "off", true),
                    passwordPolicy: fc.record({ minimumLength: messy<unknown>("14", 20) }, { requiredKeys: [] }),
                    customAttributes: messy<unknown>(
                        [
                            { name: "team", maximum: "8" },
                            { name: 1, type: "Number" },
                        ],
                        [],
                    ),
                    requiredAttributes: messy<unknown>("NAME", ["given_name", "given_name"]),
                    recovery: messy<unknown>("Email", ["email"], "admin"),
                    featurePlan: messy("Essentials", "PLUS"),
                    devices: messy<unknown>("always", "off"),
                },
                { requiredKeys: [] },
            ),
            mfa: messy<unknown>({ mode: false }, { mode: "Required", methods: "TOTP" }, { mode: "optional" }),
            domain: messy<unknown>({ prefix: "MyCompany" }, { prefix: 4711 }, {}),
            tokens: messy<unknown>({ id: "60 M", refresh: "07D" }, { rotation: true }, { session: "240s" }),
            groups: messy<unknown>([{ name: " data " }], []),
            tags: messy<unknown>({ team: " data ", costCentre: 4711, production: true }),
            protect: messy<unknown>("true", "no", true),
            endpoint: messy("http://127.0.0.1:4566/"),
        },
        { requiredKeys: ["callbackUrl"] },
    );

    it("are the same when they are read again", () =>
        fc.assert(
            fc.property(settings, (given) => {
                const once = checkedSettings(given, "Stack prod");
                assert.deepEqual(checkedSettings(once, "Stack prod"), once);
            }),
        ));

    it("are the same after a journey through JSON, as Pulumi keeps them", () =>
        fc.assert(
            fc.property(settings, (given) => {
                const once = checkedSettings(given, "Stack prod");
                assert.deepEqual(checkedSettings(JSON.parse(JSON.stringify(once)), "Stack prod"), once);
            }),
        ));
});

describe("every key", () => {
    it("has a description for the table of keys", () => {
        const withoutOne = Object.entries(settingsSchema.shape).filter(([, schema]) => !schema.description);
        assert.deepEqual(
            withoutOne.map(([key]) => key),
            [],
        );
    });
});
