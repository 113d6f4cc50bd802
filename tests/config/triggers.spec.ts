import assert from "node:assert/strict";
import { triggersOf, triggersSchema } from "../../config/triggers";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:sign-in";
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("triggers", () => {
    it("by default are none", () => {
        assert.deepEqual(triggersSchema.parse({}), {});
        assert.deepEqual(triggersOf(), []);
        assert.deepEqual(triggersOf({}), []);
        assert.equal(problemsIn({ triggers: {} }), "");
    });

    it("are functions, with a version or alias or without", () => {
        const names = [
            ...["preSignUp", "postConfirmation", "preAuthentication", "postAuthentication"],
            ...["userMigration", "customMessage", "preTokenGeneration"],
        ];
        assert.equal(problemsIn({ triggers: Object.fromEntries(names.map((name) => [name, FUNCTION])) }), "");
        const triggers = triggersSchema.parse({
            preSignUp: ` ${FUNCTION} `,
            postConfirmation: `${FUNCTION}:live`,
            preAuthentication: `${FUNCTION}:$LATEST`,
            preTokenGeneration: `${FUNCTION}:7`,
        });
        const found = triggersOf(triggers).map(({ name, functionArn, qualifier }) => [name, functionArn, qualifier]);
        assert.deepEqual(found.sort(), [
            ["postConfirmation", FUNCTION, "live"],
            ["preAuthentication", FUNCTION, undefined],
            ["preSignUp", FUNCTION, undefined],
            ["preTokenGeneration", FUNCTION, "7"],
        ]);
        for (const partition of [
            "aws-cn:lambda:cn-north-1",
            "aws-us-gov:lambda:us-gov-west-1",
            "aws-eusc:lambda:eusc-de-east-1",
        ]) {
            assert.equal(problemsIn({ triggers: { preSignUp: `arn:${partition}:123456789012:function:a` } }), "");
        }
        for (const given of ["sign-in", FUNCTION.replace("123456789012", "1"), `${FUNCTION}:a:b`, KEY]) {
            assert.equal(
                problemsIn({ triggers: { preSignUp: given } }),
                paragraph(
                    "triggers.preSignUp",
                    JSON.stringify(given),
                    "the ARN of a Lambda function, also with a version or alias",
                    "for example: arn:aws:lambda:eu-west-1:123456789012:function:my-function",
                ),
            );
        }
    });

    it("before tokens get the first version of the event, or one for the access token from the plan essentials on", () => {
        const { preTokenGeneration } = triggersSchema.parse({ preTokenGeneration: FUNCTION });
        assert.deepEqual(preTokenGeneration, { function: FUNCTION, version: "V1_0" });
        const version = (word: string, featurePlan: string) =>
            problemsIn({
                triggers: { preTokenGeneration: { function: FUNCTION, version: word } },
                userPool: { featurePlan },
                loginPages: { version: "classic" },
            });
        assert.equal(version("V1_0", "lite"), "");
        assert.equal(version("v2_0", "essentials"), "");
        assert.equal(version("V3_0", "plus"), "");
        assert.equal(
            version("V2_0", "lite"),
            paragraph(
                "triggers.preTokenGeneration",
                "version V2_0 on the plan lite",
                "only on the plan essentials or plus",
                "set triggers.preTokenGeneration.version to V1_0, or set userPool.featurePlan to essentials, which costs more: " +
                    "roughly 0.015 USD a month for each active user instead of 0.0055 USD",
            ),
        );
    });

    it("that send have a key, and a key has one that sends", () => {
        for (const sender of ["customEmailSender", "customSmsSender"]) {
            assert.equal(problemsIn({ triggers: { [sender]: FUNCTION, kmsKeyArn: KEY } }), "");
        }
        assert.equal(
            problemsIn({ triggers: { customEmailSender: FUNCTION, customSmsSender: FUNCTION } }),
            paragraph(
                "triggers.kmsKeyArn",
                "nothing, beside customEmailSender and customSmsSender",
                "the ARN of a KMS key: Cognito encrypts what a sender of one's own is to send",
                "set triggers.kmsKeyArn, or remove triggers.customEmailSender and triggers.customSmsSender",
            ),
        );
        assert.equal(
            problemsIn({ triggers: { kmsKeyArn: KEY } }),
            paragraph(
                "triggers.kmsKeyArn",
                KEY,
                "nothing without customEmailSender or customSmsSender",
                "remove triggers.kmsKeyArn, or set the sender that it is for",
            ),
        );
    });

    it("of somebody else's pool are not touched", () =>
        assert.equal(
            problemsIn({ triggers: { preSignUp: FUNCTION }, userPool: { existingId: "eu-west-1_abcdefghi" } }),
            paragraph(
                "triggers",
                "a value, beside userPool.existingId eu-west-1_abcdefghi",
                "nothing: the existing pool keeps its own settings",
                "remove triggers and set them on the pool itself, or import the pool (docs/existing-pool.md)",
            ),
        ));

    it("for challenges of one's own are not there: the login pages know none", () =>
        assert.match(
            problemsIn({ triggers: { defineAuthChallenge: FUNCTION } }),
            /^ {2}triggers\.defineAuthChallenge\n/,
        ));
});
