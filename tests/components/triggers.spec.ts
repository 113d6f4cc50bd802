import assert from "node:assert/strict";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { updateOrderProblems } from "../../components/updateOrder";
import { checkedSettings } from "../../config/settings";
import { deploy } from "./mocks";

const CALLBACK = "https://om.mycompany.com/callback";
const PERMISSION = "aws:lambda/permission:Permission";
const lambda = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const withTriggers = (triggers: CognitoSsoArgs["triggers"], more: Partial<CognitoSsoArgs> = {}) =>
    deploy({ callbackUrl: CALLBACK, triggers, ...more });

describe("triggers of the pool", () => {
    it("are none unless they are asked for, not even an empty block", async () => {
        for (const triggers of [undefined, {}]) {
            const { find, ofType } = await withTriggers(triggers);
            assert.ok(!("lambdaConfig" in find("openmetadata").inputs));
            assert.deepEqual(ofType(PERMISSION), []);
        }
    });

    it("are called by this pool alone", async () => {
        const { find, ofType } = await withTriggers({
            preSignUp: lambda("link"),
            userMigration: `${lambda("move")}:live`,
        });
        assert.deepEqual(find("openmetadata").inputs.lambdaConfig, {
            preSignUp: lambda("link"),
            userMigration: `${lambda("move")}:live`,
        });
        const permission = {
            action: "lambda:InvokeFunction",
            principal: "cognito-idp.amazonaws.com",
            sourceArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_openmetad",
        };
        assert.deepEqual(
            ofType(PERMISSION).map(({ name, inputs }) => [name, inputs]),
            [
                ["openmetadata-trigger-preSignUp", { ...permission, function: lambda("link") }],
                ["openmetadata-trigger-userMigration", { ...permission, function: lambda("move"), qualifier: "live" }],
            ],
        );
    });

    it("may be called for as long as the pool is guarded, and can be removed from a guarded pool", async () => {
        const guarded = (await withTriggers({ preSignUp: lambda("link") })).find("openmetadata-trigger-preSignUp");
        assert.deepEqual([guarded.protect, guarded.retainOnDelete], [false, true]);
        const open = await withTriggers({ preSignUp: lambda("link") }, { protect: false });
        const { protect, retainOnDelete } = open.find("openmetadata-trigger-preSignUp");
        assert.deepEqual([protect, retainOnDelete], [false, false]);
    });

    it("need no permission of an emulator, which does not have the functions", async () => {
        const { ofType, find } = await withTriggers(
            { preSignUp: lambda("link") },
            { endpoint: "http://127.0.0.1:4566" },
        );
        assert.deepEqual(ofType(PERMISSION), []);
        assert.deepEqual(find("openmetadata").inputs.lambdaConfig, { preSignUp: lambda("link") });
    });

    it("before tokens are said with their version, which AWS would otherwise keep", async () => {
        const { find } = await withTriggers({ preTokenGeneration: { function: lambda("claims"), version: "V2_0" } });
        assert.deepEqual(find("openmetadata").inputs.lambdaConfig, {
            preTokenGeneration: lambda("claims"),
            preTokenGenerationConfig: { lambdaArn: lambda("claims"), lambdaVersion: "V2_0" },
        });
    });

    it("before tokens may name groups, which OpenMetadata is told of", async () => {
        const confidential = { clientType: "confidential" } as const;
        const { outputs } = await withTriggers({ preTokenGeneration: lambda("claims") }, confidential);
        assert.match(outputs.openMetadataYaml as string, /jwtTeamClaimMapping: "cognito:groups"/);
        const { outputs: without } = await withTriggers({ preSignUp: lambda("link") }, confidential);
        assert.doesNotMatch(without.openMetadataYaml as string, /cognito:groups/);
    });

    it("that send have the key, and make Cognito's own sender and its limit of no concern", async () => {
        const { find, logs } = await withTriggers({ customEmailSender: lambda("mail"), kmsKeyArn: KEY });
        assert.deepEqual(find("openmetadata").inputs.lambdaConfig, {
            customEmailSender: { lambdaArn: lambda("mail"), lambdaVersion: "V1_0" },
            kmsKeyId: KEY,
        });
        const aboutMails = (messages: readonly { message: string }[]) =>
            messages.filter(({ message }) => message.includes("50 e-mails a day")).length;
        assert.equal(aboutMails(logs), 0);
        assert.equal(aboutMails((await withTriggers({ preSignUp: lambda("link") })).logs), 1);
    });
});

describe("an update that removes the trigger before tokens", () => {
    const problems = (before: CognitoSsoArgs["triggers"], after: CognitoSsoArgs["triggers"]) =>
        updateOrderProblems(
            checkedSettings({ callbackUrl: CALLBACK, triggers: before }, "Stack prod"),
            checkedSettings({ callbackUrl: CALLBACK, triggers: after }, "Stack prod"),
        );
    const both = { preTokenGeneration: lambda("claims"), preSignUp: lambda("link") };

    it("must remove all others, too", () => {
        assert.deepEqual(problems(both, { preSignUp: lambda("link") }), [
            {
                key: "triggers.preTokenGeneration",
                given: "removed, with other triggers left",
                allowed: "two updates, one after the other: it only goes together with all others, and would stay",
                fix: "remove triggers, run pulumi up, then put the others back",
            },
        ]);
        assert.deepEqual(problems(both, undefined), []);
        assert.deepEqual(problems(both, { preTokenGeneration: lambda("other") }), []);
        assert.deepEqual(problems({ preSignUp: lambda("link") }, { userMigration: lambda("move") }), []);
    });
});
