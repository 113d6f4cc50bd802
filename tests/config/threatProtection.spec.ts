import assert from "node:assert/strict";
import { checkedSettings } from "../../config/settings";
import { accountTakeover, threatProtectionSchema } from "../../config/threatProtection";
import { userPoolSchema } from "../../config/userPool";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "no-reply@mycompany.com",
};

const problems = (threatProtection: unknown, others: object = {}) =>
    problemsIn({ userPool: { featurePlan: "plus", threatProtection }, ...others });

const takeover = (mode: "optional" | "required" | "off", given?: object) =>
    accountTakeover(
        checkedSettings(
            {
                callbackUrl: "https://om.mycompany.com/callback",
                mfa: { mode },
                userPool: { featurePlan: "plus", threatProtection: { mode: "enforced", ...given } },
            },
            "Stack prod",
        ),
    );

describe("threat protection", () => {
    it("is off by default", () => {
        assert.equal(userPoolSchema.parse({}).threatProtection.mode, "off");
    });

    it("is on by one word, with all that is sensible", () => {
        assert.deepEqual(threatProtectionSchema.parse("enforced"), {
            mode: "enforced",
            customAuth: "off",
            compromisedCredentials: { action: "block", events: ["signIn", "passwordChange", "signUp"] },
            allowedIpRanges: [],
            blockedIpRanges: [],
        });
        assert.equal(problems("audit"), "");
        assert.equal(problems("enforced"), "");
        assert.match(problems("on"), /allowed {2}off, audit or enforced, or a map with the keys mode, customAuth, /);
        assert.match(problems({ customAuth: "audit" }), /threatProtection\.mode\n {4}given {4}nothing\n/);
    });

    it("takes levels and answers as words or maps", () => {
        const levels = { low: "noAction", medium: { action: "mfaIfConfigured" }, high: { action: "block" } };
        assert.deepEqual(takeover("optional", { accountTakeover: levels }), {
            low: { action: "noAction", notify: false },
            medium: { action: "mfaIfConfigured", notify: false },
            high: { action: "block", notify: false },
        });
        assert.deepEqual(takeover("optional", { accountTakeover: { high: "block" } }), {
            low: { action: "noAction", notify: false },
            medium: { action: "noAction", notify: false },
            high: { action: "block", notify: false },
        });
        assert.deepEqual(
            threatProtectionSchema.parse({ mode: "audit", compromisedCredentials: "noAction" }).compromisedCredentials,
            { action: "noAction", events: ["signIn", "passwordChange", "signUp"] },
        );
    });

    it("by default asks for a second factor where there is one, and blocks where there is none", () => {
        for (const mode of ["optional", "required"] as const) {
            assert.deepEqual(takeover(mode), {
                low: { action: "noAction", notify: false },
                medium: { action: "mfaIfConfigured", notify: false },
                high: { action: "mfaRequired", notify: false },
            });
        }
        assert.deepEqual(takeover("off"), {
            low: { action: "noAction", notify: false },
            medium: { action: "noAction", notify: false },
            high: { action: "block", notify: false },
        });
    });

    it("asks for a second factor only where there can be one", () => {
        const key = "userPool.threatProtection.accountTakeover.high";
        for (const action of ["mfaIfConfigured", "mfaRequired"]) {
            const given = { mode: "enforced", accountTakeover: { high: action } };
            assert.equal(problems(given), "");
            assert.equal(
                problems(given, { mfa: { mode: "off" } }),
                paragraph(
                    key,
                    `${action}, with mfa.mode off`,
                    "noAction or block while nobody has a second factor",
                    `set mfa.mode to optional, or ${key} to block`,
                ),
            );
        }
    });

    it("tells people by e-mail only through SES", () => {
        const key = "userPool.threatProtection.accountTakeover.low.notify";
        const given = { mode: "enforced", accountTakeover: { low: { action: "noAction", notify: true } } };
        assert.equal(problems(given, { email: SES }), "");
        assert.equal(
            problems(given),
            paragraph(
                key,
                "true, with Cognito's own sender",
                "true only where SES sends the e-mails",
                `set email.sesIdentityArn and email.from, or ${key} to false`,
            ),
        );
    });

    it("is not judged while it is off", () => {
        const given = { mode: "off", accountTakeover: { low: { notify: true }, high: "mfaRequired" } };
        assert.equal(problems(given, { mfa: { mode: "off" } }), "");
    });

    it("allows or blocks a range of addresses, not both", () => {
        const lists = { allowedIpRanges: ["203.0.113.0/24", "198.51.100.7"], blockedIpRanges: ["2001:db8::/32"] };
        assert.equal(problems({ mode: "audit", ...lists }), "");
        assert.equal(
            problems({ mode: "audit", ...lists, blockedIpRanges: "198.51.100.7/32" }),
            paragraph(
                "userPool.threatProtection.blockedIpRanges",
                "198.51.100.7/32, which is in allowedIpRanges too",
                "each range in one of the two lists",
                "remove it from one of them",
            ),
        );
    });

    it("takes at most 200 ranges a list", () => {
        const ranges = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`);
        assert.equal(problems({ mode: "audit", blockedIpRanges: ranges(200) }), "");
        assert.match(
            problems({ mode: "audit", blockedIpRanges: ranges(201) }),
            /^ {2}userPool\.threatProtection\.blockedIpRanges\n[^]+ {4}allowed {2}a list of at most 200\n/,
        );
    });

    it("checks passwords at one event at least", () => {
        const given = (events: string[]) => ({ mode: "audit", compromisedCredentials: { events } });
        assert.equal(problems(given(["signIn"])), "");
        assert.equal(
            problems(given([])),
            paragraph(
                "userPool.threatProtection.compromisedCredentials.events",
                "[], which Cognito takes as all of them",
                "at least one of signIn, passwordChange and signUp",
                "name the events, or set compromisedCredentials to noAction",
            ),
        );
    });
});
