import assert from "node:assert/strict";
import { idInPlace } from "../../components/place";
import { UserError } from "../../config/userError";
import { attempt, deploy } from "./mocks";
import { CognitoSso } from "../../components/cognitoSso";

const POOL = "aws:cognito/userPool:UserPool";
const ARN = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI";
const PLACE = { account: "123456789012", region: "eu-west-1" };

describe("the place of a pool", () => {
    it("is that of the credentials", () =>
        assert.equal(idInPlace("eu-west-1_AbCdEfGhI", ARN, PLACE), "eu-west-1_AbCdEfGhI"));

    it("is not another account or region", () => {
        const message = (place: typeof PLACE) => {
            try {
                return idInPlace("eu-west-1_AbCdEfGhI", ARN, place);
            } catch (error) {
                assert.ok(error instanceof UserError);
                return error.message.split("\n")[0];
            }
        };
        assert.match(
            message({ ...PLACE, region: "us-east-1" }),
            / in region eu-west-1, not us-east-1\. Nothing was changed in AWS\.$/,
        );
        assert.match(message({ ...PLACE, account: "999999999999" }), / in account 123456789012, not 999999999999\. /);
        assert.match(
            message({ region: "us-east-1", account: "999999999999" }),
            / in region eu-west-1, not us-east-1 and in account 123456789012, not 999999999999\. /,
        );
    });

    it("stops the deployment before client and domain are touched, with a message that is not tampered with", async () => {
        const state = { [POOL]: () => ({ arn: ARN.replace("eu-west-1", "us-east-1") }) };
        const args = { callbackUrl: "http://localhost:8585/callback" };
        const run = await attempt(() => new CognitoSso("openmetadata", args), { state });
        assert.ok(run.error instanceof UserError);
        assert.equal(
            run.error.message,
            "Stack dev has its user pool eu-west-1_openmetad in region us-east-1, not eu-west-1. Nothing was changed in AWS.\n" +
                "A pool cannot move: use the credentials and the aws:region that the stack was made with, or make a new stack.",
        );
        assert.deepEqual(
            run.resources.filter(({ custom }) => custom).map(({ type }) => type),
            [POOL],
        );
        await assert.rejects(deploy(args, { state }), /A pool cannot move/);
    });
});
