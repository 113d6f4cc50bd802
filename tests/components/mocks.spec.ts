import assert from "node:assert/strict";
import * as cognito from "@pulumi/aws/cognito";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../../config/userError";
import { attempt, deploy, refusal, refused, type Situation } from "./mocks";

const LOCAL = { callbackUrl: "http://localhost:8585/callback" };
const POOL = "aws:cognito/userPool:UserPool";

describe("the mocks that the component tests share", () => {
    it("start each run anew", async () => {
        const first = await deploy(LOCAL, { stack: "one" });
        const second = await deploy(LOCAL, { stack: "two" });
        assert.equal(first.resources.length, second.resources.length);
        assert.match(first.find("openmetadata").urn, /^urn:pulumi:one::/);
        assert.match(second.find("openmetadata").urn, /^urn:pulumi:two::/);
    });

    it("throw what the program throws inside an apply, and not what mocha throws itself", async () => {
        const listeners = process.listeners("unhandledRejection");
        const late = () => pulumi.output("x").apply(() => Promise.reject(new Error("too late")));
        const { error } = await attempt(() => new cognito.UserPool("pool", { name: late() }));
        assert.match((error as Error).message, /too late/);
        assert.deepEqual(process.listeners("unhandledRejection"), listeners);
    });

    it("throw on a provider function that no test answers", async () => {
        const { error } = await attempt(() => ({ zones: getAvailabilityZonesOutput().names }));
        assert.match(
            (error as Error).message,
            /The program called aws:index\/getAvailabilityZones:getAvailabilityZones/,
        );

        const calls = { "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({ names: ["a"] }) };
        const answered = await attempt(() => ({ zones: getAvailabilityZonesOutput().names }), { calls });
        assert.equal(answered.error, undefined);
        assert.match(answered.inClear(), /"zones": \[\s*"a"/);
    });

    it("fail a refusal that comes after a resource, and one that is not meant for users", async () => {
        const registered = await attempt(() => {
            new cognito.UserPool("pool");
            throw new UserError("no");
        });
        assert.throws(() => refusal(registered), /registered before the refusal/);
        const defect = await attempt(() => {
            throw new TypeError("a defect");
        });
        assert.throws(() => refusal(defect), /a defect/);
        await assert.rejects(refused(LOCAL), /accepted, although it should have been refused/);
    });

    it("know secrets from what stands in clear", async () => {
        const run = await attempt(() => {
            const open = new cognito.UserPool("pool", {
                name: "in clear",
                tags: { note: pulumi.secret("for no eyes") },
            });
            return { open: open.name, hidden: pulumi.secret("for no eyes") };
        });
        assert.deepEqual(run.find("pool").secretInputs, ["tags.note"]);
        assert.deepEqual(run.find("pool").inputs.tags, { note: "for no eyes" });
        assert.match(run.inClear(), /in clear/);
        assert.doesNotMatch(run.inClear(), /for no eyes/);
    });

    it("leave unknown what a preview cannot know", async () => {
        const { outputs } = await deploy(LOCAL, { preview: true });
        assert.equal(outputs.userPoolId, undefined);
        assert.equal(outputs.region, "eu-west-1");
    });

    it("put the pool where the situation says, in the partition of its region", async () => {
        const arn = async (situation: Situation) => {
            const run = await attempt(() => ({ arn: new cognito.UserPool("pool").arn }), situation);
            return /"arn": "(.*)"/.exec(run.inClear())?.[1];
        };
        assert.equal(await arn({}), "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_pool00000");
        assert.equal(
            await arn({ region: "cn-north-1", account: "999999999999" }),
            "arn:aws-cn:cognito-idp:cn-north-1:999999999999:userpool/cn-north-1_pool00000",
        );
        assert.equal(await arn({ state: { [POOL]: () => ({ arn: "arn:of:my:own" }) } }), "arn:of:my:own");
    });
});
