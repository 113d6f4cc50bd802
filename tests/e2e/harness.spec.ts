import assert from "node:assert/strict";

import { DescribeUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";

import { cognito, deploy, skipWithoutEngine } from "./harness";

describe("the end-to-end harness", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("deploys the real program onto an emulator of its own", async () => {
        const stack = await deploy("dev", { callbackUrl: "http://localhost:9585/callback" });
        const preview = await stack.preview();
        assert.equal(preview.changed, true);
        const up = await stack.up();
        assert.equal(up.changed, true);
        const { clientId, userPoolId } = (await stack.outputs()) as Record<string, string>;
        const api = await cognito();
        const { UserPoolClient } = await api.send(
            new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
        );
        assert.ok(UserPoolClient?.CallbackURLs?.includes("http://localhost:9585/callback"));
        assert.equal((await stack.preview()).changed, false);
        assert.equal((await stack.destroy()).changed, true);
    });
});
