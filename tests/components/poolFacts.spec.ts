import assert from "node:assert/strict";
import { poolProblems, poolWarnings, type PoolFacts } from "../../components/poolFacts";
import { describeProblems } from "../../config/problem";
import { checkedSettings, type CognitoSsoArgs } from "../../config/settings";
import { paragraph } from "../config/paragraph";

const ID = "eu-west-1_AbCdEfGhI";
const ARGS = {
    callbackUrl: "https://om.mycompany.com/callback",
    userPool: { existingId: ID },
} satisfies CognitoSsoArgs;

const POOL: PoolFacts = {
    id: ID,
    arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${ID}`,
    usernameAttributes: ["email"],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ["email"],
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    userPoolTier: "ESSENTIALS",
};

const settings = (more: Partial<CognitoSsoArgs>) => checkedSettings({ ...ARGS, ...more }, "Stack prod");

const problems = (pool: PoolFacts, more: Partial<CognitoSsoArgs> = {}, wantedDomain = "om-prod-0a1b2c3d") =>
    poolProblems(pool, settings(more), wantedDomain);

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
});

const GOOGLE: Partial<CognitoSsoArgs> = {
    identityProviders: [{ type: "google", clientId: "1.apps.googleusercontent.com" }],
    identityProviderSecrets: { Google: "a-secret" },
};
const saml = (attributeMapping: Readonly<Record<string, string>>): Partial<CognitoSsoArgs> => ({
    identityProviders: [
        { type: "saml", name: "Azure", metadataUrl: "https://login.mycompany.com/metadata", attributeMapping },
    ],
});

describe("an existing pool that identity providers fill", () => {
    const told = (schemas: PoolFacts["schemas"], more: Partial<CognitoSsoArgs>) =>
        describeProblems("", problems({ ...POOL, schemas }, more))
            .split("\n\n")
            .slice(1)
            .join("\n\n");
    const TEAM = { name: "team", attributeDataType: "String", mutable: true, required: false };
    const toTeam = saml({ "custom:team": "team" });

    it("fits as Cognito makes it, or with attributes that can change", () => {
        assert.equal(told(undefined, GOOGLE), "");
        assert.equal(told([], GOOGLE), "");
        assert.equal(told([TEAM, { name: "email", mutable: true, required: true }], toTeam), "");
        assert.equal(told([{ name: "sub", mutable: false, required: true }], GOOGLE), "");
    });

    it("has the attributes that are mapped", () => {
        const refused = (allowed: string) =>
            paragraph(
                "identityProviders[0].attributeMapping.custom:role",
                `an attribute that pool ${ID} does not have`,
                allowed,
                "add it in Cognito, or remove the mapping",
            );
        const toRole = saml({ "custom:role": "role" });
        assert.equal(told(undefined, toRole), refused("standard attributes"));
        const schemas = [TEAM, { ...TEAM, name: "unit" }, { ...TEAM, name: "oid", mutable: false }];
        assert.equal(told(schemas, toRole), refused("standard attributes, custom:team, custom:unit"));
        // A standard attribute is not the custom one of the same name.
        assert.equal(
            told([{ name: "email", required: true }], saml({ "custom:email": "mail" })),
            refused("standard attributes").replace("custom:role", "custom:email"),
        );
    });

    it("has attributes that can never change, which no provider may fill in", () => {
        assert.equal(
            told([{ name: "email", mutable: false, required: true }], GOOGLE),
            paragraph(
                "identityProviders[0].attributeMapping.email",
                `an attribute that cannot change in pool ${ID} (Mutable: false)`,
                "standard attributes but email",
                "remove Google, or leave userPool.existingId out to get a pool of its own: every sign-in would fail",
            ),
        );
        assert.equal(
            told(
                [
                    { ...TEAM, mutable: false },
                    { ...TEAM, name: "unit" },
                ],
                toTeam,
            ),
            paragraph(
                "identityProviders[0].attributeMapping.custom:team",
                `an attribute that cannot change in pool ${ID} (Mutable: false)`,
                "standard attributes, custom:unit",
                "remove the mapping, or map to another attribute: every sign-in would fail",
            ),
        );
        assert.equal(told([{ ...TEAM, mutable: false }], GOOGLE), "");
    });

    it("requires attributes, each of which every provider must fill in", () => {
        const schemas = [
            { name: "email", mutable: true, required: true },
            { name: "phone_number", mutable: true, required: true },
        ];
        const refused = (fix: string) =>
            paragraph(
                "identityProviders[0].attributeMapping",
                `nothing for phone_number, which pool ${ID} asks for`,
                "a mapping for each required attribute: without it every sign-in would fail",
                fix,
            );
        assert.equal(
            told(schemas, GOOGLE),
            refused(
                "for example: attributeMapping: { phone_number: <what Google calls it> }; " +
                    "of itself Google sends only sub, email, email_verified, name, given_name, family_name, picture",
            ),
        );
        assert.equal(
            told(schemas, saml({})),
            refused("for example: attributeMapping: { phone_number: <what Azure calls it> }"),
        );
        assert.equal(told(schemas, saml({ phone_number: "phone" })), "");
        assert.equal(told(schemas, {}), "");
    });

    it("is warned about where an attribute is narrow, or not sent", () => {
        const warned = (schemas: PoolFacts["schemas"], more: Partial<CognitoSsoArgs>) =>
            poolWarnings({ ...POOL, schemas }, settings(more)).slice(1);
        const narrow = (takes: string) => [
            `identityProviders[0].attributeMapping.custom:team: it takes ${takes}. Whoever comes from Azure with anything else cannot sign in.`,
        ];
        const text = (minLength: string, maxLength: string) => [
            { ...TEAM, stringAttributeConstraints: { minLength, maxLength } },
        ];
        assert.deepEqual(warned(text("36", "36"), toTeam), narrow("36 to 36 characters only, and that for good"));
        assert.deepEqual(warned(text("0", "2048"), toTeam), []);
        assert.deepEqual(warned([{ ...TEAM, stringAttributeConstraints: {} }], toTeam), []);
        assert.deepEqual(warned(text("0", "256"), GOOGLE), []);
        const number = { ...TEAM, attributeDataType: "Number", numberAttributeConstraints: { minValue: "1" } };
        assert.deepEqual(warned([number], toTeam), narrow("numbers from 1 only"));
        assert.deepEqual(warned([{ ...TEAM, attributeDataType: "Boolean" }], toTeam), narrow("true and false only"));
        const nickname = { name: "nickname", mutable: true, required: true };
        const toNickname = {
            ...GOOGLE,
            identityProviders: [{ ...GOOGLE.identityProviders![0], attributeMapping: { nickname: "nick" } }],
        };
        assert.deepEqual(warned([nickname], toNickname as Partial<CognitoSsoArgs>), [
            `identityProviders[0].attributeMapping.nickname: pool ${ID} asks for nickname, and of itself Google does not send nick: ` +
                'sign-ins end in "attributes required: [nickname]".',
        ]);
    });
});

describe("an existing pool whose people have passkeys", () => {
    const PASSKEYS = {
        ...POOL,
        domain: "mycompany",
        signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
    };
    const domain = { name: "auth.mycompany.com", certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a" };
    const moved = (pool: PoolFacts) => problems(pool, { domain }, domain.name);

    it("gets no other host name, unless it says itself whose they are", () => {
        assert.deepEqual(moved(PASSKEYS), [
            {
                key: "domain.name",
                given: `auth.mycompany.com, while people of pool ${ID} have passkeys for its prefix mycompany`,
                allowed:
                    "no custom domain yet: without a relying party of the pool's own, every passkey would stop working",
                fix:
                    "set the pool's relying party to mycompany.auth.eu-west-1.amazoncognito.com in Cognito first (Sign-in, Passkey), " +
                    "or set domain.existing to true",
            },
        ]);
        assert.deepEqual(moved({ ...PASSKEYS, webAuthnConfiguration: { relyingPartyId: "mycompany.com" } }), []);
        assert.deepEqual(moved({ ...PASSKEYS, signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } }), []);
        assert.deepEqual(moved({ ...PASSKEYS, domain: undefined }), []);
        // The stack's own, on every update after the first.
        assert.deepEqual(moved({ ...PASSKEYS, customDomain: "auth.mycompany.com" }), []);
        assert.deepEqual(problems(PASSKEYS, { domain: { existing: true } }), []);
    });
});

describe("an existing pool surprises its owner", () => {
    const SHARED = `Pool ${ID} is shared: OpenMetadata accepts tokens of every app client of its pool, so each person of this pool can sign in.`;
    const warned = (more: Partial<PoolFacts>, args: Partial<CognitoSsoArgs> = {}) => {
        const [shared, ...others] = poolWarnings({ ...POOL, ...more }, settings(args));
        assert.equal(shared, SHARED);
        return others;
    };

    it("by being shared, and by nothing else where it is as one of our own", () => assert.deepEqual(warned({}), []));

    it("by what it leaves to people", () =>
        assert.deepEqual(warned({ autoVerifiedAttributes: undefined, adminCreateUserConfig: undefined }), [
            `Pool ${ID} does not verify e-mail addresses: people with an unverified one cannot recover their password.`,
            `Pool ${ID} lets anybody sign up: whoever does can sign in to OpenMetadata.`,
        ]));

    it("by telling capitals apart, as it does when it says nothing", () => {
        for (const usernameConfiguration of [undefined, {}, { caseSensitive: true }]) {
            assert.deepEqual(warned({ usernameConfiguration }), [
                `Pool ${ID} tells Alice@… from alice@…: two people there would be one user in OpenMetadata, which takes addresses in lower case.`,
            ]);
        }
    });

    it("by people without an address", () => {
        const without = [
            `Pool ${ID} has people without an e-mail address, if they like: those cannot sign in to OpenMetadata.`,
        ];
        const schemas = [{ name: "email", required: true, mutable: true }];
        assert.deepEqual(warned({ usernameAttributes: ["email", "phone_number"] }), without);
        assert.deepEqual(warned({ usernameAttributes: [], aliasAttributes: ["email"] }), without);
        assert.deepEqual(warned({ usernameAttributes: [], aliasAttributes: ["email"], schemas }), []);
        assert.deepEqual(warned({ usernameAttributes: ["email", "phone_number"], schemas }), []);
    });

    it("by a second factor that needs a phone", () => {
        const bySms = [`Pool ${ID} requires a second factor by SMS: nobody without a phone number can sign in.`];
        assert.deepEqual(warned({ mfaConfiguration: "ON" }), bySms);
        assert.deepEqual(warned({ mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: false } }), bySms);
        assert.deepEqual(warned({ mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } }), []);
        assert.deepEqual(warned({ mfaConfiguration: "ON", emailMfaConfiguration: { message: "{####}" } }), []);
        assert.deepEqual(warned({ mfaConfiguration: "OPTIONAL" }), []);
    });

    it("by ways to sign in that the classic pages do not have", () => {
        const signInPolicy = { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] };
        assert.deepEqual(warned({ signInPolicy }, { loginPages: { version: "classic" } }), [
            `Pool ${ID} lets people sign in with WEB_AUTHN, EMAIL_OTP, which the classic login pages do not offer: whoever has no password ` +
                "cannot sign in.",
        ]);
        assert.deepEqual(warned({ signInPolicy }), []);
        const passwords = { allowedFirstAuthFactors: ["PASSWORD"] };
        assert.deepEqual(warned({ signInPolicy: passwords }, { loginPages: { version: "classic" } }), []);
    });
});
