import assert from "node:assert/strict";
import { FEATURE_PLANS, FEATURES, isAtLeast, type FeaturePlan } from "../../config/featurePlan";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "no-reply@mycompany.com",
};

interface Use {
    readonly settings: Readonly<Record<string, object>>;
    readonly given: string;
    readonly without: string;
}

/** For each key of the table: settings that use the feature, what is shown of them, and how to do without. */
const USES: Readonly<Record<string, Use>> = {
    "loginPages.version": {
        settings: { loginPages: { version: "managed" } },
        given: "managed",
        without: "set loginPages.version to classic",
    },
    "userPool.passwordPolicy.passwordHistorySize": {
        settings: { userPool: { passwordPolicy: { passwordHistorySize: 5 } } },
        given: "5",
        without: "set passwordHistorySize to 0",
    },
    "mfa.methods": {
        settings: { mfa: { methods: ["totp", "email"] }, email: SES, userPool: { recovery: ["email", "phone"] } },
        given: "email",
        without: "remove email from mfa.methods",
    },
    "mfa.passkeys": {
        settings: { mfa: { passkeys: "on" } },
        given: "on",
        without: "set mfa.passkeys to off",
    },
    "mfa.passwordless": {
        settings: { mfa: { passwordless: ["email"] }, email: SES },
        given: '["email"]',
        without: "remove mfa.passwordless",
    },
    "triggers.preTokenGeneration": {
        settings: {
            triggers: {
                preTokenGeneration: {
                    function: "arn:aws:lambda:eu-west-1:123456789012:function:claims",
                    version: "V2_0",
                },
            },
        },
        given: "version V2_0",
        without: "set triggers.preTokenGeneration.version to V1_0",
    },
    "userPool.threatProtection": {
        settings: { userPool: { threatProtection: "audit" } },
        given: "audit",
        without: "set userPool.threatProtection to off",
    },
    "logs.level": {
        settings: { logs: { level: "info" }, userPool: { threatProtection: "audit" } },
        given: "info",
        without: "set logs.level to error",
    },
};

const PLANS = Object.keys(FEATURE_PLANS) as FeaturePlan[];

describe("a feature plan", () => {
    it("has a case here for each feature of the table", () => {
        assert.deepEqual(
            Object.keys(USES),
            FEATURES.map(({ key }) => key),
        );
    });

    for (const { key, plan } of FEATURES) {
        for (const chosen of PLANS) {
            const isIn = PLANS.indexOf(chosen) >= PLANS.indexOf(plan);
            it(`${chosen} ${isIn ? "has" : "does not have"} what ${key} switches on`, () => {
                const { settings, given, without } = USES[key];
                const more = PLANS.slice(PLANS.indexOf(plan)).join(" or ");
                const expected = paragraph(
                    key,
                    `${given} on the plan ${chosen}`,
                    `only on the plan ${more}`,
                    `${without}, or set userPool.featurePlan to ${plan}, which costs more: roughly ${FEATURE_PLANS[plan]} a month for each active user instead of ${FEATURE_PLANS[chosen]}`,
                );
                assert.equal(planProblems(settings, chosen).includes(expected), !isIn);
                if (isIn) {
                    assert.equal(problemsIn(onPlan(settings, chosen)), "");
                }
            });
        }
    }

    it("is the more the later", () => {
        assert.ok(isAtLeast("plus", "lite") && isAtLeast("essentials", "essentials"));
        assert.ok(!isAtLeast("lite", "essentials") && !isAtLeast("essentials", "plus"));
    });

    it("is enough for everything that is on by default", () => {
        assert.equal(problemsIn({}), "");
        assert.equal(problemsIn({ userPool: { featurePlan: "lite" }, loginPages: { version: "classic" } }), "");
    });
});

/** On `lite` with the classic pages, unless the case is about them: they would be refused as well. */
function onPlan(settings: Use["settings"], featurePlan: FeaturePlan): object {
    return { ...settings, userPool: { ...settings.userPool, featurePlan } };
}

function planProblems(settings: Use["settings"], plan: FeaturePlan): string {
    return problemsIn(onPlan(settings, plan));
}
