import assert from "node:assert/strict";

import { type Claims, type IdentitySettings, type Rule, identify } from "../../openmetadata/identity";

const ALICE: Claims = { email: "alice@example.com", email_verified: true, sub: "1f3c", name: "Alice Adams" };

interface Changes {
    readonly authentication?: Partial<IdentitySettings["authentication"]>;
    readonly authorizer?: Partial<IdentitySettings["authorizer"]>;
}

/** The settings that a stack with one admin, alice@example.com, gives OpenMetadata. */
function settings({ authentication, authorizer }: Changes = {}): IdentitySettings {
    return {
        authentication: {
            jwtPrincipalClaims: ["email", "preferred_username", "sub"],
            enableSelfSignup: true,
            ...authentication,
        },
        authorizer: {
            adminPrincipals: ["alice"],
            principalDomain: "example.com",
            enforcePrincipalDomain: true,
            allowedEmailRegistrationDomains: ["all"],
            ...authorizer,
        },
    };
}

function rule(name: Rule["name"], claims: Claims, changes?: Changes): Rule {
    const found = identify(claims, settings(changes)).rules.find((one) => one.name === name);
    assert.ok(found, `the rule ${name} was not asked`);
    return found;
}

describe("identify", () => {
    it("lets an admin in, by the part of the address before the @", () => {
        const { rules, ...identity } = identify(ALICE, settings());
        assert.deepEqual(identity, {
            outcome: "passed",
            userName: "alice",
            email: "alice@example.com",
            displayName: "Alice Adams",
            admin: true,
            teams: [],
        });
        assert.deepEqual(
            rules.map(({ name, outcome }) => [name, outcome]),
            [
                ["principal", "passed"],
                ["emailVerified", "passed"],
                ["domain", "passed"],
                ["selfSignup", "passed"],
                ["admin", "passed"],
            ],
        );
    });

    it("has the worst outcome of its rules", () => {
        const outcome = (claims: Claims, changes: Changes) => identify(claims, settings(changes)).outcome;
        const bob: Claims = { email: "bob@example.com" };
        assert.equal(outcome(bob, {}), "passed");
        assert.equal(outcome(bob, { authorizer: { enforcePrincipalDomain: false } }), "warning");
        const closed: Changes = {
            authentication: { enableSelfSignup: false },
            authorizer: { enforcePrincipalDomain: false },
        };
        assert.equal(outcome(bob, closed), "refusedIfNew");
        assert.equal(outcome({ ...bob, email_verified: false }, closed), "refused");
    });

    describe("principal", () => {
        it("takes the first claim of the list that the token has", () => {
            const claims: Claims = { preferred_username: "ally@example.com", sub: "1f3c" };
            assert.equal(identify(claims, settings()).userName, "ally");
            assert.deepEqual(rule("principal", claims), {
                name: "principal",
                outcome: "passed",
                text: "User name and address come from the claim preferred_username, the first of email, preferred_username, sub in the token.",
            });
        });

        it("lower-cases user name and address", () => {
            const { userName, email } = identify({ email: "Alice.Adams@Example.COM" }, settings());
            assert.deepEqual([userName, email], ["alice.adams", "alice.adams@example.com"]);
        });

        it("finds claims without regard to capitals", () => {
            assert.equal(identify({ Email: "alice@example.com" }, settings()).userName, "alice");
        });

        it("makes an address up where the claim is none, and warns", () => {
            const identity = identify({ sub: "1F3C" }, settings({ authorizer: { enforcePrincipalDomain: false } }));
            assert.deepEqual([identity.userName, identity.email], ["1f3c", "1f3c@example.com"]);
            const { outcome, text } = rule("principal", { sub: "1F3C" });
            assert.equal(outcome, "warning");
            assert.equal(text, "The claim sub is no e-mail address, so OpenMetadata makes one up: 1f3c@example.com.");
        });

        it("does not count a made-up domain as the person's own", () => {
            assert.equal(rule("domain", { sub: "1f3c" }).outcome, "refused");
        });

        it("refuses a token with none of the claims, and asks nothing else", () => {
            const identity = identify({ name: "Alice" }, settings());
            assert.deepEqual(identity, {
                outcome: "refused",
                admin: false,
                teams: [],
                rules: [
                    {
                        name: "principal",
                        outcome: "refused",
                        text: "The token has none of the claims email, preferred_username, sub (jwtPrincipalClaims).",
                        fix: "The ID token must carry email: scopes openid email profile, an address on the user, and email among the app client's read attributes where those are limited.",
                    },
                ],
            });
        });

        it("refuses a first claim without a user name, though a later one has it", () => {
            for (const email of ["", 7, null, "@example.com"]) {
                const { outcome, text } = rule("principal", { email, preferred_username: "alice@example.com" });
                assert.equal(outcome, "refused", JSON.stringify(email));
                assert.equal(
                    text,
                    "The claim email, the first of email, preferred_username, sub in the token, holds no user name.",
                );
            }
        });
    });

    describe("emailVerified", () => {
        it("accepts a verified address, and a token that does not say", () => {
            assert.equal(rule("emailVerified", ALICE).text, "The address is verified.");
            for (const email_verified of [undefined, null]) {
                assert.deepEqual(rule("emailVerified", { ...ALICE, email_verified }), {
                    name: "emailVerified",
                    outcome: "passed",
                    text: "The token does not say whether the address is verified, which OpenMetadata accepts.",
                });
            }
        });

        it("refuses one that is not, as a truth value or as text", () => {
            for (const email_verified of [false, "false", "False"]) {
                const { outcome, text } = rule("emailVerified", { ...ALICE, email_verified });
                assert.equal(outcome, "refused");
                assert.equal(
                    text,
                    "The address alice@example.com is not verified: OpenMetadata refuses it from 2.1 on.",
                );
            }
        });
    });

    describe("domain", () => {
        it("accepts the principal domain", () => {
            assert.deepEqual(rule("domain", ALICE), {
                name: "domain",
                outcome: "passed",
                text: "The address is of example.com (principalDomain).",
            });
        });

        it("refuses another, and says which settings to change", () => {
            assert.deepEqual(rule("domain", { email: "bob@other.org" }), {
                name: "domain",
                outcome: "refused",
                text: "The address bob@other.org is not of example.com (principalDomain).",
                fix: "Sign in with an address of example.com, or accept the other domain too: the stack's openMetadata.allowedEmailDomains lists them all.",
            });
        });

        it("takes the allowed domains in place of the principal domain", () => {
            const authorizer = { allowedDomains: ["other.org", "third.net"] };
            assert.equal(rule("domain", { email: "bob@third.net" }, { authorizer }).outcome, "passed");
            const { outcome, text } = rule("domain", ALICE, { authorizer });
            assert.equal(outcome, "refused");
            assert.equal(text, "The address alice@example.com is not of other.org, third.net (allowedDomains).");
        });

        it("does not refuse a subdomain's neighbour by chance: domains are equal or not", () => {
            assert.equal(rule("domain", { email: "bob@sub.example.com" }).outcome, "refused");
            assert.equal(rule("domain", { email: "bob@notexample.com" }).outcome, "refused");
        });

        it("warns of capitals, which older servers compare", () => {
            const { outcome, text } = rule("domain", { email: "alice@Example.com" });
            assert.equal(outcome, "warning");
            assert.equal(
                text,
                "The domain Example.com differs from example.com (principalDomain) in capitals, which OpenMetadata refuses before July 2026 (#30285).",
            );
        });

        it("accepts every domain where none is enforced, and warns", () => {
            const authorizer = { enforcePrincipalDomain: false, allowedDomains: ["third.net"] };
            const { outcome, text } = rule("domain", { email: "bob@other.org" }, { authorizer });
            assert.equal(outcome, "warning");
            assert.equal(text, "Every domain is accepted: enforcePrincipalDomain is off.");
        });

        it("knows OpenMetadata's own domain where none is set", () => {
            const authorizer = { principalDomain: "" };
            assert.equal(rule("domain", { email: "bob@open-metadata.org" }, { authorizer }).outcome, "passed");
            assert.equal(rule("domain", ALICE, { authorizer }).outcome, "refused");
        });
    });

    describe("selfSignup", () => {
        const bob: Claims = { email: "bob@example.com" };

        it("makes a user of somebody new", () => {
            assert.deepEqual(rule("selfSignup", bob), {
                name: "selfSignup",
                outcome: "passed",
                text: "OpenMetadata makes the user at the first sign-in.",
            });
        });

        it("lets in only known people where it is off, but admins always", () => {
            const authentication = { enableSelfSignup: false };
            assert.deepEqual(rule("selfSignup", bob, { authentication }), {
                name: "selfSignup",
                outcome: "refusedIfNew",
                text: "Self sign-up is off: OpenMetadata lets bob in only if it has that user already.",
                fix: "Have an admin of OpenMetadata create the user bob, or turn enableSelfSignup on: the user pool decides who there is.",
            });
            assert.deepEqual(rule("selfSignup", ALICE, { authentication }), {
                name: "selfSignup",
                outcome: "passed",
                text: "OpenMetadata makes its admin alice when it starts.",
            });
        });

        it("keeps to the domains that may sign up", () => {
            const only = (...allowedEmailRegistrationDomains: string[]) =>
                rule("selfSignup", bob, { authorizer: { allowedEmailRegistrationDomains } });
            assert.equal(only().outcome, "passed");
            assert.equal(only("other.org", "all").outcome, "passed");
            assert.equal(only("Example.com").outcome, "passed");
            const { outcome, text } = only("other.org");
            assert.equal(outcome, "refusedIfNew");
            assert.equal(
                text,
                "Only addresses of other.org (allowedEmailRegistrationDomains) become users by themselves.",
            );
        });
    });

    describe("admin", () => {
        it("takes names in any case, and what follows a colon for a password", () => {
            const authorizer = { adminPrincipals: ["Bob", "Alice:secret"] };
            assert.deepEqual(rule("admin", ALICE, { authorizer }), {
                name: "admin",
                outcome: "passed",
                text: "Admin: alice is in adminPrincipals.",
            });
            assert.equal(identify(ALICE, settings({ authorizer })).admin, true);
        });

        it("makes nobody else an admin", () => {
            const carol: Claims = { email: "carol@example.com" };
            assert.equal(identify(carol, settings()).admin, false);
            assert.deepEqual(rule("admin", carol), {
                name: "admin",
                outcome: "passed",
                text: "Not an admin: adminPrincipals has alice, not carol.",
                fix: "To make carol an admin, add the address to the stack's admins and give OpenMetadata the new settings.",
            });
            const nobody = rule("admin", carol, { authorizer: { adminPrincipals: [] } });
            assert.equal(nobody.text, "Not an admin: adminPrincipals is empty, not carol.");
        });

        it("refuses a stranger who bears an admin's name at another domain", () => {
            const stranger: Claims = { email: "alice@other.org" };
            const authorizer = { enforcePrincipalDomain: false };
            assert.equal(identify(stranger, settings({ authorizer })).admin, false);
            assert.deepEqual(rule("admin", stranger, { authorizer }), {
                name: "admin",
                outcome: "refused",
                text: "alice is the name of an admin, whose address OpenMetadata takes to be alice@example.com, not alice@other.org. Newer versions refuse the sign-in (#29304); older ones let this person in as that admin.",
                fix: "Set principalDomain to the domain of the admins, and enforce it.",
            });
        });

        it("warns of the name of the account that OpenMetadata ships", () => {
            const { outcome, text } = rule(
                "admin",
                { email: "admin@example.com" },
                { authorizer: { adminPrincipals: ["admin"] } },
            );
            assert.equal(outcome, "warning");
            assert.equal(text, "Admin: but admin is also the name of the account that OpenMetadata ships.");
        });
    });

    describe("teams", () => {
        const authentication = { jwtTeamClaimMapping: "cognito:groups" };

        it("reads a list or one name from the claim", () => {
            const list = { ...ALICE, "cognito:groups": ["data", "", 7, "platform"] };
            assert.deepEqual(identify(list, settings({ authentication })).teams, ["data", "platform"]);
            assert.equal(
                rule("teams", list, { authentication }).text,
                "Teams from the claim cognito:groups: data, platform, those that exist as teams of type Group.",
            );
            assert.deepEqual(identify({ ...ALICE, "cognito:groups": "data" }, settings({ authentication })).teams, [
                "data",
            ]);
        });

        it("says so where the token names none", () => {
            assert.deepEqual(rule("teams", ALICE, { authentication }), {
                name: "teams",
                outcome: "passed",
                text: "No team: the token has no claim cognito:groups, or an empty one.",
            });
        });

        it("does not ask where OpenMetadata reads no teams", () => {
            const { teams, rules } = identify({ ...ALICE, "cognito:groups": ["data"] }, settings());
            assert.deepEqual(teams, []);
            assert.ok(!rules.some(({ name }) => name === "teams"));
        });
    });

    describe("display name", () => {
        const displayName = (claims: Claims) =>
            identify({ email: "alice@example.com", ...claims }, settings()).displayName;

        it("is the name, else given and family name, else none", () => {
            assert.equal(displayName({ name: " Alice Adams ", given_name: "A" }), "Alice Adams");
            assert.equal(displayName({ given_name: "Alice", family_name: "Adams" }), "Alice Adams");
            assert.equal(displayName({ family_name: "Adams" }), "Adams");
            assert.equal(displayName({}), undefined);
        });
    });
});
