import assert from "node:assert/strict";

import type { ResourceValidationPolicy } from "@pulumi/policy";

import { controls } from "../../policies/controls";
import { deploy, deployProgram, stackConfig, type Recorded } from "../components/mocks";
import { analyze, type Finding, type Shown } from "./analyze";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const COMPONENT = "openmetadata-cognito-sso:index:CognitoSso";

const policy = (name: string): ResourceValidationPolicy => {
    const found = controls.find((control) => control.name === name);
    assert.ok(found, name);
    return found;
};

/** A component of the stack with these settings, which its children name as their parent. */
let made = 0;
async function component(props: Shown["props"]): Promise<string> {
    const urn = `urn:pulumi:dev::test::${COMPONENT}::component-${++made}`;
    assert.deepEqual(await analyze(controls, { type: COMPONENT, urn, props }), []);
    return urn;
}

const PASSWORDS = {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 7,
};
const passwords = (changes: object) => ({ passwordPolicy: { ...PASSWORDS, ...changes } });

interface Case {
    readonly name: string;
    readonly level: Finding["level"];
    readonly type: string;
    /** What passes, and what does not with the sentence that is reported. */
    readonly passes: readonly object[];
    readonly violates: readonly (readonly [props: object, sentence: string])[];
    /** The rest of what is reported. */
    readonly rest: string;
}

const CASES: readonly Case[] = [
    {
        name: "cognito-1-threat-protection",
        level: "advisory",
        type: POOL,
        passes: [{ userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }],
        violates: [
            [{}, "Threat protection is off"],
            [{ userPoolAddOns: { advancedSecurityMode: "OFF" } }, "Threat protection is off"],
            [{ userPoolAddOns: { advancedSecurityMode: "AUDIT" } }, "Threat protection is only watching"],
        ],
        rest: ". Fix: userPool.featurePlan plus, which costs more, and userPool.threatProtection enforced",
    },
    {
        name: "cognito-2-no-guests",
        level: "mandatory",
        type: "aws:cognito/identityPool:IdentityPool",
        passes: [{}, { allowUnauthenticatedIdentities: false }],
        violates: [[{ allowUnauthenticatedIdentities: true }, "The identity pool lets guests in"]],
        rest: ". Fix: allowUnauthenticatedIdentities false",
    },
    {
        name: "cognito-3-password-policy",
        level: "mandatory",
        type: POOL,
        passes: [
            passwords({}),
            passwords({ minimumLength: 8 }),
            passwords({ temporaryPasswordValidityDays: undefined }),
            passwords({ temporaryPasswordValidityDays: 1 }),
        ],
        violates: [
            [{}, "There is no password policy"],
            [passwords({ minimumLength: 7 }), "Passwords may have 7 characters"],
            [passwords({ minimumLength: undefined }), "Passwords may have 0 characters"],
            [passwords({ requireSymbols: false }), "Passwords need no symbols"],
            [
                passwords({ requireLowercase: false, requireUppercase: undefined, requireNumbers: false }),
                "Passwords need no lower-case letters, upper-case letters, digits",
            ],
            [passwords({ temporaryPasswordValidityDays: 8 }), "an invitation's lasts 8 days"],
            [
                passwords({ minimumLength: 6, requireSymbols: false, temporaryPasswordValidityDays: 30 }),
                "Passwords may have 6 characters and need no symbols; an invitation's lasts 30 days",
            ],
        ],
        rest: `. Fix: userPool.passwordPolicy with minimumLength 8 or more, all require… true, temporaryPasswordValidityDays 7 or less`,
    },
    {
        name: "cognito-4-custom-auth-threat-protection",
        level: "advisory",
        type: POOL,
        passes: [{ userPoolAddOns: { advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" } } }],
        violates: [
            [{}, "Threat protection leaves custom authentication out"],
            [
                { userPoolAddOns: { advancedSecurityAdditionalFlows: { customAuthMode: "AUDIT" } } },
                "Threat protection leaves custom authentication out",
            ],
        ],
        rest: ". Fix: userPool.featurePlan plus, which costs more, and userPool.threatProtection with mode and customAuth enforced",
    },
    {
        name: "cognito-5-mfa",
        level: "mandatory",
        type: POOL,
        passes: [
            { mfaConfiguration: "OPTIONAL" },
            { mfaConfiguration: "ON", signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } },
            { mfaConfiguration: "OFF", signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
        ],
        violates: [
            [{}, "Multi-factor authentication is off"],
            [{ mfaConfiguration: "OFF" }, "Multi-factor authentication is off"],
            [
                { mfaConfiguration: "OFF", signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } },
                "Multi-factor authentication is off",
            ],
        ],
        rest: `. Fix: mfa.mode optional or required`,
    },
    {
        name: "cognito-5-mfa-required",
        level: "advisory",
        type: POOL,
        passes: [
            { mfaConfiguration: "ON" },
            { mfaConfiguration: "OFF" },
            { mfaConfiguration: "OPTIONAL", signInPolicy: { allowedFirstAuthFactors: ["EMAIL_OTP", "PASSWORD"] } },
        ],
        violates: [
            [
                { mfaConfiguration: "OPTIONAL" },
                "Multi-factor authentication is optional, which some scanners do not accept",
            ],
        ],
        rest: `. Fix: mfa.mode required`,
    },
    {
        name: "cognito-6-deletion-protection",
        level: "mandatory",
        type: POOL,
        passes: [{ deletionProtection: "ACTIVE" }],
        violates: [
            [{}, "The pool's deletion protection is off"],
            [{ deletionProtection: "INACTIVE" }, "The pool's deletion protection is off"],
        ],
        rest: ". Fix: protect true; for a stage that may be lost, --policy-pack-config policies/throw-away.json",
    },
    {
        name: "closed-sign-up",
        level: "mandatory",
        type: POOL,
        passes: [{ adminCreateUserConfig: { allowAdminCreateUserOnly: true } }],
        violates: [
            [{}, "Anybody who finds the login page can make an account"],
            [
                { adminCreateUserConfig: { allowAdminCreateUserOnly: false } },
                "Anybody who finds the login page can make an account",
            ],
        ],
        rest: ". Fix: userPool.selfSignUp false, or true if that is what you want",
    },
    {
        name: "redirect-urls",
        level: "mandatory",
        type: CLIENT,
        passes: [
            {},
            { callbackUrls: ["https://om.mycompany.com/callback", "http://localhost:8585/callback"] },
            { logoutUrls: ["https://om.mycompany.com/signin"] },
        ],
        violates: [
            [
                { callbackUrls: ["https://om.mycompany.com/callback", "http://om.mycompany.com/callback"] },
                "The client redirects to http://om.mycompany.com/callback",
            ],
            [
                { callbackUrls: ["https://*.mycompany.com/callback"], logoutUrls: ["http://om.mycompany.com"] },
                "The client redirects to https://*.mycompany.com/callback, http://om.mycompany.com",
            ],
        ],
        rest: ". Fix: callbackUrl and additionalUrls with https, or http on localhost, without *",
    },
    {
        name: "no-implicit-grant",
        level: "mandatory",
        type: CLIENT,
        passes: [{}, { allowedOauthFlows: ["code"] }],
        violates: [[{ allowedOauthFlows: ["code", "implicit"] }, "The client allows the implicit grant"]],
        rest: ". Fix: allowedOauthFlows with code only",
    },
    {
        name: "no-user-existence-errors",
        level: "mandatory",
        type: CLIENT,
        passes: [{ preventUserExistenceErrors: "ENABLED" }],
        violates: [
            [{}, "The client tells who has an account"],
            [{ preventUserExistenceErrors: "LEGACY" }, "The client tells who has an account"],
        ],
        rest: ". Fix: preventUserExistenceErrors ENABLED",
    },
    {
        name: "token-revocation",
        level: "mandatory",
        type: CLIENT,
        passes: [{ enableTokenRevocation: true }],
        violates: [
            [{}, "The client's refresh tokens cannot be revoked"],
            [{ enableTokenRevocation: false }, "The client's refresh tokens cannot be revoked"],
        ],
        rest: ". Fix: enableTokenRevocation true",
    },
];

describe("the policies", () => {
    it("are all tested here, under ids of their own", () => {
        const names = controls.map(({ name }) => name);
        assert.deepEqual([...new Set(names)], names);
        assert.deepEqual([...CASES.map(({ name }) => name), "pulumi-protect"].sort(), [...names].sort());
    });

    for (const { name, level, type, passes, violates, rest } of CASES) {
        it(`${name} passes what is right`, async () => {
            for (const props of passes) {
                assert.deepEqual(await analyze([policy(name)], { type, props: { ...props } }), []);
            }
            assert.deepEqual(await analyze([policy(name)], { type: "aws:s3/bucket:Bucket", props: {} }), []);
        });

        it(`${name} reports what is not`, async () => {
            for (const [props, sentence] of violates) {
                assert.deepEqual(await analyze([policy(name)], { type, props: { ...props } }), [
                    { policy: name, level, message: `${sentence}${rest}` },
                ]);
            }
        });
    }

    it("pulumi-protect asks for the guard on pool, client, domain and groups", async () => {
        for (const kind of [
            "userPool:UserPool",
            "userPoolClient:UserPoolClient",
            "userPoolDomain:UserPoolDomain",
            "userGroup:UserGroup",
        ]) {
            const type = `aws:cognito/${kind}`;
            assert.deepEqual(await analyze([policy("pulumi-protect")], { type, props: {}, protect: true }), []);
            assert.deepEqual(await analyze([policy("pulumi-protect")], { type, props: {} }), [
                {
                    policy: "pulumi-protect",
                    level: "mandatory",
                    message:
                        "Pulumi does not protect the resource. Fix: protect true; for a stage that may be lost, --policy-pack-config policies/throw-away.json",
                },
            ]);
        }
    });

    it("let a stage be lost whose OpenMetadata is on localhost, and no other", async () => {
        const guards = [policy("cognito-6-deletion-protection"), policy("pulumi-protect")];
        const onPool = async (parent: string) =>
            (await analyze(guards, { type: POOL, props: { deletionProtection: "INACTIVE" }, parent })).length;
        assert.equal(await onPool(await component({ callbackUrl: "http://localhost:8585/callback" })), 0);
        assert.equal(await onPool(await component({ callbackUrl: "https://om.mycompany.com/callback" })), 2);
        assert.equal(await onPool(await component({})), 2);
        assert.equal(await onPool(""), 2);
    });

    it("let sign-up be open where the config says so, and nowhere else", async () => {
        const open = async (parent: string) =>
            (await analyze([policy("closed-sign-up")], { type: POOL, props: {}, parent })).length;
        assert.equal(await open(await component({ userPool: { selfSignUp: true } })), 0);
        assert.equal(await open(await component({ userPool: { selfSignUp: false } })), 1);
    });
});

describe("the project's own stacks", () => {
    /** What the pack reports of a deployment, by level. */
    async function findings(resources: readonly Recorded[]): Promise<Record<Finding["level"], string[]>> {
        const all: Finding[] = [];
        for (const { type, urn, inputs, protect, parent } of resources) {
            all.push(...(await analyze(controls, { type, urn, props: inputs, protect: protect ?? false, parent })));
        }
        const names = (level: Finding["level"]) => all.filter((it) => it.level === level).map((it) => it.policy);
        return { mandatory: names("mandatory"), advisory: names("advisory") };
    }

    const PLUS = ["cognito-1-threat-protection", "cognito-4-custom-auth-threat-protection"];

    it("dev and prod pass", async () => {
        const dev = await deployProgram(stackConfig("dev"), { stack: "dev" });
        assert.deepEqual(await findings(dev.resources), {
            mandatory: [],
            advisory: [...PLUS, "cognito-5-mfa-required"],
        });
        const callback = { "openmetadata-cognito-sso:callbackUrl": "https://om.mycompany.com/callback" };
        const prod = await deployProgram({ ...stackConfig("prod"), ...callback }, { stack: "prod" });
        assert.deepEqual(await findings(prod.resources), { mandatory: [], advisory: PLUS });
    });

    it("a pool of real people without guard, second factor and long passwords does not", async () => {
        const { resources } = await deploy({
            callbackUrl: "https://om.mycompany.com/callback",
            protect: false,
            mfa: { mode: "off" },
            userPool: { selfSignUp: true, passwordPolicy: { minimumLength: 6 } },
        });
        const { mandatory } = await findings(resources);
        assert.deepEqual(
            [...new Set(mandatory)],
            ["cognito-3-password-policy", "cognito-5-mfa", "cognito-6-deletion-protection", "pulumi-protect"],
        );
    });
});
