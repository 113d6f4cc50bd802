import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { close } from "../../tools/sign-in/loopback";
import { awsModels } from "../awsModel/installed";
import { awsLikeRiskConfiguration } from "./awsLike/riskConfiguration";
import {
    describeViolations,
    failOnViolations,
    refusal,
    startBeforeEmulator,
    type BeforeEmulator,
} from "./beforeEmulator";

const POOL = "eu-west-1_AbCdEfGhI";
const IMAGE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);

describe("what stands before the emulator", () => {
    let emulator: Server;
    let aws: BeforeEmulator;

    before(async function () {
        const models = await awsModels(this);
        emulator = createServer((request, response) => {
            void text(request).then((body) => {
                if (request.url === "/logo.png") {
                    response.writeHead(200, { "content-type": "image/png", "set-cookie": "a=b" }).end(IMAGE);
                } else {
                    response
                        .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
                        .end(JSON.stringify({ Sent: body }));
                }
            });
        }).listen(0, "127.0.0.1");
        await once(emulator, "listening");
        const { port } = emulator.address() as AddressInfo;
        aws = await startBeforeEmulator(`http://127.0.0.1:${port}`, models, [awsLikeRiskConfiguration()]);
    });

    after(async () => {
        await aws?.close();
        await close(emulator);
    });

    async function call(operation: string, input: unknown) {
        const headers = { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
        const response = await fetch(aws.endpoint, { method: "POST", headers, body: JSON.stringify(input) });
        return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
    }

    it("lets pass what AWS takes, and remembers what changed something", async () => {
        const group = { GroupName: "data", UserPoolId: POOL };
        const before = aws.calls.length;
        assert.deepEqual(await call("CreateGroup", group), { status: 200, answer: { Sent: JSON.stringify(group) } });
        await call("ListGroups", { UserPoolId: POOL });
        assert.deepEqual(aws.calls.slice(before), [{ service: "cognito-idp", operation: "CreateGroup", input: group }]);
        assert.deepEqual(aws.takeViolations(), []);
    });

    it("says once what AWS would refuse, without a secret", async () => {
        const details = { client_secret: { not: "a text" } };
        for (let times = 0; times < 2; times += 1) {
            await call("CreateGroup", { GroupName: "two words", UserPoolId: POOL });
            await call("UpdateIdentityProvider", {
                UserPoolId: POOL,
                ProviderName: "Google",
                ProviderDetails: details,
            });
            await call("Nope", {});
        }
        assert.deepEqual(aws.takeViolations(), [
            'CreateGroup: GroupName is "two words"; the model: all of it matches [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
            "UpdateIdentityProvider: ProviderDetails.client_secret is a secret; the model: a text",
            'Nope: the request is "Nope"; the model: there is no such operation',
        ]);
        assert.deepEqual(aws.takeViolations(), []);
    });

    it("says what it cannot read", async () => {
        const authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/nope/aws4_request, Signature=0";
        await fetch(`${aws.endpoint}/?x=1`, { headers: { authorization } });
        assert.deepEqual(aws.takeViolations(), ["GET /?x=1: there is no model of the service nope"]);
    });

    it("leaves alone what is no call of AWS's API", async () => {
        const response = await fetch(`${aws.endpoint}/logo.png`);
        assert.equal(response.headers.get("set-cookie"), "a=b");
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), IMAGE);
        assert.deepEqual(aws.takeViolations(), []);
    });

    it("lets a stand-in answer, in the emulator's place or after it, until it is taken away", async () => {
        const done = aws.use({
            instead: ({ operation }) =>
                operation === "CreateGroup" ? refusal("LimitExceededException", "No more.") : undefined,
            afterwards: ({ operation }, answer) => ({ ...answer, operation }),
        });
        const group = { GroupName: "data", UserPoolId: POOL };
        assert.deepEqual(await call("CreateGroup", group), {
            status: 400,
            answer: { __type: "LimitExceededException", message: "No more." },
        });
        assert.equal((await call("GetGroup", group)).answer.operation, "GetGroup");
        done();
        assert.equal((await call("CreateGroup", group)).status, 200);
        assert.equal((await call("GetGroup", group)).answer.operation, undefined);
    });

    it("remembers how a pool answers to risks, which the emulator does not know", async () => {
        const actions = { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" } } };
        const described = async () =>
            (await call("DescribeRiskConfiguration", { UserPoolId: POOL })).answer.RiskConfiguration;
        assert.deepEqual(await described(), { UserPoolId: POOL });
        await call("SetRiskConfiguration", { UserPoolId: POOL, ...actions });
        const { LastModifiedDate, ...known } = (await described()) as Record<string, unknown>;
        assert.deepEqual(known, { UserPoolId: POOL, ...actions });
        assert.equal(typeof LastModifiedDate, "number");
        await call("DeleteUserPool", { UserPoolId: POOL });
        assert.deepEqual(await described(), { UserPoolId: POOL });
    });

    it("fails the test that made the calls", async function () {
        const ran: string[] = [];
        const test: Parameters<typeof failOnViolations>[0] = { fn: () => Promise.resolve(void ran.push("ran")) };
        let violations: string[] = [];
        failOnViolations(test, () => Promise.resolve(violations));
        const run = () => (test.fn as (this: Mocha.Context) => Promise<void>).call(this);
        await run();
        violations = ["CreateGroup: …", "CreateUserPool: …"];
        await assert.rejects(run, { message: "AWS would refuse:\n  CreateGroup: …\n  CreateUserPool: …" });
        assert.deepEqual(ran, ["ran", "ran"]);
        assert.equal(describeViolations([]), undefined);
    });
});
