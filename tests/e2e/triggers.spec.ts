import assert from "node:assert/strict";

import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";

import { createFunction, functionPolicy } from "./awsApi";
import { signInByCode } from "./codeSignIn";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";
import { addPerson, madeUpPassword } from "./people";

const ALICE = "alice@mycompany.com";
const PASSWORD = madeUpPassword();

const ADDS_CLAIMS = `
def handler(event, context):
    id_token = {"claimsToAddOrOverride": {"department": "data"}}
    event["response"] = {"claimsAndScopeOverrideDetails": {"idTokenGeneration": id_token}}
    return event
`;

const LETS_PASS = "def handler(event, context):\n    return event\n";

describe("triggers of the pool", () => {
    let claims: string;
    let link: string;
    let stack: TestStack;

    before(async function () {
        await skipWithoutEngine(this);
        claims = await createFunction("claims", ADDS_CLAIMS);
        link = await createFunction("link", LETS_PASS);
        stack = await deploy("triggers", {
            callbackUrl: "http://localhost:8585/callback",
            // As on AWS: the environment leads the provider to the emulator.
            endpoint: undefined,
            protect: true,
            triggers: { preSignUp: link, preTokenGeneration: { function: claims, version: "V2_0" } },
        });
    });

    after(async () => {
        await stack?.pulumi(["state", "unprotect", "--all", "--yes"]);
        await stack?.destroy();
    });

    it("are set, may be called by this pool alone, and settle", async () => {
        await stack.up();
        const { LambdaConfig, Arn } = await describePool(stack);
        assert.deepEqual(LambdaConfig, {
            PreSignUp: link,
            PreTokenGeneration: claims,
            PreTokenGenerationConfig: { LambdaArn: claims, LambdaVersion: "V2_0" },
        });
        for (const name of ["claims", "link"]) {
            const [statement, ...others] = await functionPolicy(name);
            assert.deepEqual(others, []);
            assert.equal(statement.Action, "lambda:InvokeFunction");
            assert.deepEqual(statement.Principal, { Service: "cognito-idp.amazonaws.com" });
            assert.ok(JSON.stringify(statement.Condition).includes(`"${Arn}"`), JSON.stringify(statement));
        }
        assert.equal((await stack.up()).changed, false);
    });

    it("keep the one before tokens until all are removed, and are removed under the guard", async () => {
        await stack.configure({ triggers: { preSignUp: link } });
        const refused = await stack.preview({ expectFailure: true });
        assert.match(refused.log, /it only goes together with all others/);

        await stack.configure({ triggers: undefined });
        await stack.up();
        const { resources } = (await stack.exportState()).deployment;
        const pool = resources.find(({ type }) => type === "aws:cognito/userPool:UserPool")!;
        assert.ok(!("lambdaConfig" in pool.inputs));
        assert.ok(!resources.some(({ type }) => type.startsWith("aws:lambda")));
        assert.equal((await functionPolicy("claims")).length, 1, "a guarded pool keeps its permission");
    });

    it("are forgotten with the last one, and others come back alone", async () => {
        const forgetful = await deploy("forgotten", {
            callbackUrl: "http://localhost:8585/callback",
            triggers: { preSignUp: link, preTokenGeneration: { function: claims, version: "V2_0" } },
        });
        await forgetful.up();
        await forgetful.configure({ triggers: undefined });
        assert.equal((await forgetful.up()).changed, true);
        assert.equal((await forgetful.preview()).changed, false);

        await forgetful.configure({ triggers: { preSignUp: link } });
        await forgetful.up();
        assert.deepEqual((await describePool(forgetful)).LambdaConfig, { PreSignUp: link });
        assert.equal((await forgetful.preview()).changed, false);
        await forgetful.destroy();
    });

    it("change what OpenMetadata is told of a person", async () => {
        const rehearsal = await deploy("rehearsed", {
            callbackUrl: "http://localhost:8585/callback",
            triggers: { preTokenGeneration: { function: claims, version: "V2_0" } },
        });
        await rehearsal.up();
        const outputs = await rehearsal.outputs();
        await addPerson(outputs.userPoolId as string, { email: ALICE, password: PASSWORD });
        const token = await signInByCode(outputs, { email: ALICE, password: PASSWORD });
        assert.equal(token.department, "data");
        assert.equal(token.email, ALICE);
        await rehearsal.destroy();
    });
});

async function describePool(stack: TestStack) {
    const { userPoolId } = await stack.outputs();
    const api = await cognito();
    const { UserPool } = await api.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId as string }));
    return UserPool!;
}
