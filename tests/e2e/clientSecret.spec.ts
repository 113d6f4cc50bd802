import assert from "node:assert/strict";

import { DescribeUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";

import { awsJson } from "./awsApi";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

interface StoredSecret {
    readonly ARN: string;
    readonly Name: string;
    readonly SecretString: string;
}

const storedSecret = (SecretId: string) =>
    awsJson<StoredSecret>("secretsmanager", "secretsmanager.GetSecretValue", { SecretId });

describe("a client secret that is handed over through Secrets Manager", () => {
    let stack: TestStack;

    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("vault", {
            callbackUrl: "http://localhost:8585/callback",
            clientType: "confidential",
            secretsManager: {},
        });
    });

    after(async () => {
        await stack?.destroy();
    });

    it("is the client's own, under the stack's name and the keys of the Helm chart, and nowhere in clear", async () => {
        const logs = [(await stack.up()).log, (await stack.up()).log];
        const outputs = (await stack.outputs()) as Record<string, string>;
        const api = await cognito();
        const { UserPoolClient: client } = await api.send(
            new DescribeUserPoolClientCommand({ UserPoolId: outputs.userPoolId, ClientId: outputs.clientId }),
        );
        const secret = client!.ClientSecret!;

        const stored = await storedSecret("openmetadata-oidc-vault");
        assert.equal(stored.ARN, outputs.clientSecretArn);
        assert.deepEqual(JSON.parse(stored.SecretString), {
            "openmetadata-oidc-client-id": outputs.clientId,
            "openmetadata-oidc-client-secret": secret,
        });
        // What `kubectl create secret` takes instead.
        assert.equal(outputs.clientSecret, "[secret]");
        const { stdout } = await stack.pulumi(["stack", "output", "clientSecret", "--show-secrets"]);
        assert.equal(stdout.trim(), secret);
        for (const text of [...logs, await stack.stateText(), JSON.stringify(outputs)]) {
            assert.ok(!text.includes(secret), "the secret stands in clear");
        }
    });

    it("moves to the name that the owner chooses", async () => {
        // A name of its own: Secrets Manager keeps the secret, and with it the name, for the 30 days.
        await stack.configure({ secretsManager: { name: "vault/openmetadata", recoveryWindowInDays: 30 } });
        await stack.up();
        const { clientId, clientSecretArn } = await stack.outputs();
        const stored = await storedSecret("vault/openmetadata");
        assert.equal(stored.ARN, clientSecretArn);
        const values = JSON.parse(stored.SecretString) as Record<string, string>;
        assert.equal(values["openmetadata-oidc-client-id"], clientId);
        assert.equal((await stack.up()).changed, false);
    });

    it("is a new one after the client was replaced, and that one is handed over", async () => {
        const before = await stack.outputs({ showSecrets: true });
        const { resources } = (await stack.exportState()).deployment;
        const { urn } = resources.find(({ type }) => type.endsWith(":UserPoolClient"))!;
        await stack.up({ words: ["--replace", urn] });
        const after = await stack.outputs({ showSecrets: true });
        assert.notEqual(after.clientId, before.clientId);
        assert.notEqual(after.clientSecret, before.clientSecret);
        assert.equal(after.userPoolId, before.userPoolId);
        const stored = await storedSecret("vault/openmetadata");
        assert.deepEqual(JSON.parse(stored.SecretString), {
            "openmetadata-oidc-client-id": after.clientId,
            "openmetadata-oidc-client-secret": after.clientSecret,
        });
    });
});
