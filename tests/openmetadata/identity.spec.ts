import assert from "node:assert/strict";

import { type Claims, type IdentitySettings, type Rule, identify } from "../../openmetadata/identity";

const ALICE: Claims = { email: "alice@example.com", email_verified: true, sub: "1f3c", name: "Alice Adams" };

interface Changes {
    readonly authentication?: Partial<IdentitySettings["authentication"]>;
    readonly authorizer?: Partial<IdentitySettings["authorizer"]>;
    /** `undefined`: nobody has named it. @default 1.13.4 */
    readonly version?: string | undefined;
}

const CONFIDENTIAL = { clientType: "confidential" } as const;

/** The settings that a stack with one admin, alice@example.com, and a public client gives OpenMetadata. */
function settings({ authentication, authorizer, ...more }: Changes = {}): IdentitySettings {
    return {
        version: "1.13.4",
        ...more,
        authentication: {
            clientType: "public",
            callbackUrl: "https://data.example.com/callback",
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
                ["release", "passed"],
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
        assert.equal(outcome({ ...bob, email_verified: false }, { ...closed, version: undefined }), "refused");
    });

    describe("release", () => {
        it("refuses everybody where the release cannot sign anybody in", () => {
            const { outcome, text, fix } = rule("release", ALICE, { version: "1.12.14" });
            assert.equal(outcome, "refused");
            assert.match(text, /^OpenMetadata 1\.12\.14 cannot sign people in with a public client: /);
            assert.match(fix ?? "", /^Upgrade OpenMetadata to 1\.13\.4 or newer\./);
            assert.equal(identify(ALICE, settings({ version: "1.12.14" })).outcome, "refused");
        });

        it("warns where nobody has named it", () => {
            assert.equal(rule("release", ALICE, { version: undefined }).outcome, "warning");
        });

        it("passes where it can, or should", () => {
            for (const version of ["1.5.0", "1.13.4", "2.0.7"]) {
                assert.equal(rule("release", ALICE, { version }).outcome, "passed");
            }
            assert.equal(
                rule("release", ALICE, { authentication: CONFIDENTIAL, version: "1.12.14" }).outcome,
                "passed",
            );
        });
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
                    rule("release", ALICE),
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

        it("refuses one that is not, as a truth value or as text, where the release does", () => {
            for (const email_verified of [false, "false", "False"]) {
                const { outcome, text } = rule("emailVerified", { ...ALICE, email_verified }, { version: "2.1.0" });
                assert.equal(outcome, "refused");
                const unknown = rule("emailVerified", { ...ALICE, email_verified }, { version: undefined });
                assert.equal(unknown.outcome, "refused");
                const old = rule("emailVerified", { ...ALICE, email_verified }, { version: "2.0.7" });
                assert.deepEqual(old, { ...unknown, outcome: "warning" });
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

        it("is of new people only with a confidential client from 2.0.0 on, which trusts its own tokens", () => {
            const bob = { email: "bob@other.org" };
            for (const version of ["2.0.0", "2.1.0", undefined]) {
                const { outcome, text } = rule("domain", bob, { authentication: CONFIDENTIAL, version });
                assert.equal(outcome, "refusedIfNew");
                assert.equal(
                    text,
                    "The address bob@other.org is not of example.com (principalDomain). With a confidential client OpenMetadata looks at the domain of new people only, from 2.0.0 on.",
                );
                assert.equal(rule("domain", bob, { version }).outcome, "refused");
            }
            const old = rule("domain", bob, { authentication: CONFIDENTIAL, version: "1.13.4" });
            assert.deepEqual(old, rule("domain", bob));
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

        it("makes a user of somebody new, by itself or with a form", () => {
            assert.deepEqual(rule("selfSignup", bob, { authentication: CONFIDENTIAL }), {
                name: "selfSignup",
                outcome: "passed",
                text: "OpenMetadata makes the user at the first sign-in.",
            });
            assert.deepEqual(rule("selfSignup", bob), {
                name: "selfSignup",
                outcome: "passed",
                text: "At the first sign-in OpenMetadata shows a form, in which people confirm their name and address.",
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
                rule("selfSignup", bob, {
                    authentication: CONFIDENTIAL,
                    authorizer: { allowedEmailRegistrationDomains },
                });
            assert.equal(only().outcome, "passed");
            assert.equal(only("other.org", "all").outcome, "passed");
            assert.equal(only("Example.com").outcome, "passed");
            const { outcome, text } = only("other.org");
            assert.equal(outcome, "refusedIfNew");
            assert.equal(
                text,
                "Only addresses of other.org (allowedEmailRegistrationDomains) become users by themselves.",
            );
            const form = { authorizer: { allowedEmailRegistrationDomains: ["other.org"] } };
            assert.equal(rule("selfSignup", bob, form).outcome, "passed");
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
                fix: "To make carol an admin, add the address to the stack's admins and give OpenMetadata the new settings before carol first signs in; later, another admin promotes carol under Settings > Users.",
            });
            assert.equal(
                rule("admin", carol, { authentication: CONFIDENTIAL }).fix,
                "To make carol an admin, add the address to the stack's admins and give OpenMetadata the new settings: it takes effect at the next sign-in.",
            );
            const nobody = rule("admin", carol, { authorizer: { adminPrincipals: [] } });
            assert.equal(nobody.text, "Not an admin: adminPrincipals is empty, not carol.");
        });

        describe("whose name a stranger of another domain bears", () => {
            const stranger: Claims = { email: "alice@other.org" };
            const taken =
                "alice is the name of an admin, whose address OpenMetadata takes to be alice@example.com, not alice@other.org.";
            const fix =
                "Remove this person from the user pool, or give them an address with another name. If the admin is meant: set" +
                " openMetadata.principalDomain to the domain of the admins.";
            const open = { enforcePrincipalDomain: false };

            it("is refused by the page, while the API takes the token", () => {
                for (const changes of [
                    {},
                    { version: "2.0.7" },
                    { version: undefined },
                    { authentication: CONFIDENTIAL, version: "1.13.4" },
                ]) {
                    const identity = identify(stranger, settings({ ...changes, authorizer: open }));
                    assert.deepEqual([identity.outcome, identity.admin], ["refused", false]);
                    assert.deepEqual(rule("admin", stranger, { ...changes, authorizer: open }), {
                        name: "admin",
                        outcome: "refused",
                        text:
                            `${taken} OpenMetadata's page refuses this person ("Account already exists", #29189), but its API takes the` +
                            " token for the admin's (#21532).",
                        fix,
                    });
                }
            });

            it("signs in as that admin with a confidential client from 2.0.0 on, whatever the domain", () => {
                for (const version of ["2.0.0", "2.1.0", undefined]) {
                    for (const authorizer of [open, {}]) {
                        const changes = { authentication: CONFIDENTIAL, authorizer, version };
                        assert.equal(identify(stranger, settings(changes)).admin, true);
                        assert.deepEqual(rule("admin", stranger, changes), {
                            name: "admin",
                            outcome: "warning",
                            text: `${taken} With a confidential client this person signs in as that admin, from 2.0.0 on (#21532).`,
                            fix,
                        });
                    }
                }
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
        const authentication = { ...CONFIDENTIAL, jwtTeamClaimMapping: "cognito:groups" };

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

        it("makes nobody a member with a public client, and says so to whom is in a group", () => {
            const list = { ...ALICE, "cognito:groups": ["data"] };
            assert.deepEqual(identify(list, settings()).teams, []);
            assert.deepEqual(rule("teams", list), {
                name: "teams",
                outcome: "warning",
                text: "No team: OpenMetadata looks at groups only where its server signs people in, with a confidential client.",
                fix: "Put people into their teams in OpenMetadata, or deploy with clientType: confidential (a new app client).",
            });
            const mapped = { authentication: { jwtTeamClaimMapping: "cognito:groups" } };
            assert.deepEqual(identify(list, settings(mapped)).teams, []);
            assert.equal(rule("teams", ALICE, mapped).outcome, "warning");
            assert.ok(!identify(ALICE, settings()).rules.some(({ name }) => name === "teams"));
        });

        it("does not ask where OpenMetadata reads no teams", () => {
            const claims = { ...ALICE, "cognito:groups": ["data"] };
            const { teams, rules } = identify(claims, settings({ authentication: CONFIDENTIAL }));
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
