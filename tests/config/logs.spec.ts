import assert from "node:assert/strict";
import { logsSchema, RETENTION_DAYS } from "../../config/logs";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

describe("logs", () => {
    it("by default hold what could not be delivered, for 90 days", () =>
        assert.deepEqual(logsSchema.parse({}), { level: "error", retentionDays: 90 }));

    it("are kept for as long as CloudWatch can", () => {
        RETENTION_DAYS.forEach((retentionDays) => assert.equal(problemsIn({ logs: { retentionDays } }), ""));
        assert.equal(logsSchema.parse({ retentionDays: " 30 " }).retentionDays, 30);
        const refusal = (given: unknown, example: number) =>
            assert.equal(
                problemsIn({ logs: { retentionDays: given } }),
                paragraph(
                    "logs.retentionDays",
                    JSON.stringify(given),
                    RETENTION_DAYS.join(", "),
                    `for example: ${example}`,
                ),
            );
        refusal(100, 120);
        refusal(0, 1);
        refusal(5000, 3653);
        refusal("30d", 90);
        refusal(1.5, 90);
    });

    it("of sign-ins need the plan plus with threat protection", () => {
        const level = (userPool: object) => problemsIn({ logs: { level: "info" }, userPool });
        assert.equal(level({ featurePlan: "plus", threatProtection: "audit" }), "");
        assert.equal(
            level({ featurePlan: "plus" }),
            paragraph(
                "logs.level",
                "info, with userPool.threatProtection off",
                "error, or info with threat protection: Cognito records sign-ins as it judges their risk",
                "set userPool.threatProtection to audit, or logs.level to error",
            ),
        );
        assert.match(
            level({ featurePlan: "essentials" }),
            /^ {2}logs\.level\n {4}given {4}info on the plan essentials\n {4}allowed {2}only on the plan plus\n/,
        );
        assert.equal(problemsIn({ logs: { level: "error" }, userPool: { featurePlan: "essentials" } }), "");
        assert.match(problemsIn({ logs: { level: "debug" } }), /allowed {2}error or info\n/);
    });

    it("of somebody else's pool are not touched", () =>
        assert.equal(
            problemsIn({ logs: {}, userPool: { existingId: "eu-west-1_abcdefghi" } }),
            paragraph(
                "logs",
                "a value, beside userPool.existingId eu-west-1_abcdefghi",
                "nothing: where an existing pool writes its logs is its owner's to say",
                "remove logs and set them up on the pool itself, or import the pool (docs/existing-pool.md)",
            ),
        ));
});
