import assert from "node:assert/strict";
import { smsExternalId, snsRegion, trustPolicy } from "../../components/smsRole";
import type { CognitoSsoArgs } from "../../config/settings";
import { deploy } from "./mocks";

const PLACE = { account: "123456789012", region: "eu-west-1" };
const SMS: CognitoSsoArgs["mfa"] = { methods: ["totp", "sms"] };
const CALLBACK = "https://om.mycompany.com/callback";

describe("the role that sends SMS", () => {
    it("is taken on by Cognito alone, for a pool of this account and region, with the external id", () => {
        assert.deepEqual(trustPolicy(PLACE, "the-id"), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cognito-idp.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "sts:ExternalId": "the-id", "aws:SourceAccount": "123456789012" },
                        ArnLike: { "aws:SourceArn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*" },
                    },
                },
            ],
        });
        for (const [region, partition] of [
            ["us-gov-west-1", "aws-us-gov"],
            ["cn-north-1", "aws-cn"],
        ]) {
            const [{ Condition }] = trustPolicy({ ...PLACE, region }, "the-id").Statement;
            assert.match(Condition.ArnLike["aws:SourceArn"], new RegExp(`^arn:${partition}:cognito-idp:${region}:`));
        }
    });

    it("has an external id that is the same on every run and another for every other stack", () => {
        const stack = { ...PLACE, project: "openmetadata-cognito-sso", stack: "prod" };
        const id = smsExternalId(stack);
        assert.match(id, /^[0-9a-f]{32}$/);
        assert.equal(smsExternalId({ ...stack }), id);
        const others = [{ account: "210987654321" }, { region: "eu-west-2" }, { project: "x" }, { stack: "dev" }];
        const ids = others.map((other) => smsExternalId({ ...stack, ...other }));
        assert.equal(new Set([id, ...ids]).size, 5);
    });

    it("sends from the pool's own region, and for Seoul from Tokyo", () => {
        assert.equal(snsRegion("eu-west-1"), "eu-west-1");
        assert.equal(snsRegion("ap-northeast-2"), "ap-northeast-1");
    });

    it("is not made without SMS", async () => {
        const { ofType, find } = await deploy({ callbackUrl: CALLBACK });
        assert.deepEqual(ofType("aws:iam/role:Role"), []);
        assert.ok(!("smsConfiguration" in find("openmetadata").inputs));
    });

    it("is there, with its policy, before the pool, and stays as long as the pool", async () => {
        const run = await deploy({ callbackUrl: CALLBACK, mfa: SMS, tags: { team: "data" } }, { stack: "prod" });
        const [role, policy] = [run.find("openmetadata-sms-role"), run.find("openmetadata-sms-role-policy")];
        const pool = run.find("openmetadata");
        const externalId = smsExternalId({ ...PLACE, project: "openmetadata-cognito-sso", stack: "prod" });

        assert.deepEqual(JSON.parse(role.inputs.assumeRolePolicy as string), trustPolicy(PLACE, externalId));
        assert.deepEqual(role.inputs.tags, { project: "openmetadata-cognito-sso", stack: "prod", team: "data" });
        assert.deepEqual(JSON.parse(policy.inputs.policy as string), {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*" }],
        });
        assert.deepEqual(pool.inputs.smsConfiguration, {
            snsCallerArn: "arn:aws:test:eu-west-1::openmetadata-sms-role",
            externalId,
            snsRegion: "eu-west-1",
        });
        assert.ok(pool.dependencies.includes(policy.urn));
        assert.deepEqual(
            [role, policy, pool].map(({ protect, retainOnDelete }) => [protect, retainOnDelete]),
            [
                [true, true],
                [true, true],
                [true, true],
            ],
        );
    });

    it("has the owner's tag in place of ours where capitals alone tell them apart, and all else has both", async () => {
        const args = { callbackUrl: CALLBACK, mfa: SMS, tags: { Project: "data" } };
        const tagsOfRole = (run: Awaited<ReturnType<typeof deploy>>) => run.find("openmetadata-sms-role").inputs.tags;
        const run = await deploy(args);
        assert.deepEqual(tagsOfRole(run), { stack: "dev", Project: "data" });
        assert.deepEqual(run.find("openmetadata").inputs.tags, {
            project: "openmetadata-cognito-sso",
            stack: "dev",
            Project: "data",
        });
        const config = { "aws:defaultTags": JSON.stringify({ tags: { Stack: "x" } }) };
        assert.deepEqual(tagsOfRole(await deploy(args, { config })), { Project: "data" });
    });

    it("goes with the pool of a stack that is not guarded", async () => {
        const { find } = await deploy({ callbackUrl: "http://localhost:8585/callback", mfa: SMS });
        assert.equal(find("openmetadata-sms-role").retainOnDelete, false);
        assert.equal(find("openmetadata-sms-role-policy").retainOnDelete, false);
    });
});
