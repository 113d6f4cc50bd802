import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { codeBlocks } from "../codeBlocks";
import { CLIENT_SECRET, deploy } from "./mocks";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const handOver = (secretsManager: CognitoSsoArgs["secretsManager"]) =>
    deploy(
        { callbackUrl: "https://om.mycompany.com/callback", clientType: "confidential", secretsManager },
        { stack: "prod" },
    );

describe("the client secret", () => {
    it("is not in Secrets Manager unless asked for", async () => {
        const run = await handOver(undefined);
        assert.deepEqual([...run.ofType(SECRET), ...run.ofType(VERSION)], []);
        assert.ok(!("clientSecretArn" in run.outputs));
    });

    it("has a name of the stack's own there, and stays for a week after its deletion", async () => {
        const run = await handOver({});
        const { inputs, protect, ignoreChanges } = run.find("openmetadata-oidc");
        assert.deepEqual(inputs, {
            name: "openmetadata-oidc-prod",
            description: "OpenMetadata's app client in Amazon Cognito",
            recoveryWindowInDays: 7,
            tags: { project: "openmetadata-cognito-sso", stack: "prod" },
        });
        assert.equal(protect, true);
        assert.deepEqual(ignoreChanges, ["name"], "a renamed stack keeps its secret");
        assert.match(String(run.outputs.clientSecretArn), /^arn:aws:/);
    });

    it("follows name and recovery window of the config", async () => {
        const { inputs, ignoreChanges } = (
            await handOver({ name: "openmetadata/oidc", recoveryWindowInDays: 30 })
        ).find("openmetadata-oidc");
        assert.deepEqual(ignoreChanges, []);
        assert.equal(inputs.name, "openmetadata/oidc");
        assert.equal(inputs.recoveryWindowInDays, 30);
    });

    it("is gone at once with a stack that is thrown away", async () => {
        const run = await deploy({
            callbackUrl: "http://localhost:8585/callback",
            clientType: "confidential",
            secretsManager: { recoveryWindowInDays: 0 },
        });
        assert.equal(run.find("openmetadata-oidc").inputs.recoveryWindowInDays, 0);
    });

    it("stands there beside the client's id, under the keys of OpenMetadata's Helm chart", async () => {
        const run = await handOver({});
        const { inputs } = run.find("openmetadata-oidc-version");
        assert.deepEqual(JSON.parse(inputs.secretString as string), {
            "openmetadata-oidc-client-id": run.outputs.clientId,
            "openmetadata-oidc-client-secret": CLIENT_SECRET,
        });
        assert.match(String(run.outputs.openMetadataHelmValues), /openmetadata-oidc-client-secret/);
    });

    it("is nowhere in clear", async () => {
        const run = await handOver({});
        assert.deepEqual(run.find("openmetadata-oidc-version").secretInputs, ["secretString"]);
        assert.ok(run.find("openmetadata-oidc-version").additionalSecretOutputs.includes("secretString"));
        assert.ok(!run.inClear().includes(CLIENT_SECRET));
        assert.ok(run.secretOutputs.includes("clientSecret"));
    });
});

describe("docs/client-secret.md", () => {
    const page = readFileSync(path.join(__dirname, "../../docs/client-secret.md"), "utf8");

    it("copies the secret to where the Helm values look for it", async () => {
        const run = await handOver({});
        const values = parse(String(run.outputs.openMetadataHelmValues)) as HelmValues;
        const { clientId, clientSecret } = values.openmetadata.config.authentication.oidcConfiguration;
        const manifest = codeBlocks(page, "yaml").find((block) => block.includes("kind: ExternalSecret\n"))!;
        const { spec } = parse(manifest) as ExternalSecret;
        assert.deepEqual([clientId.secretRef, clientSecret.secretRef], [spec.target.name, spec.target.name]);
        assert.deepEqual(spec.dataFrom, [{ extract: { key: run.find("openmetadata-oidc").inputs.name } }]);
        const keys = Object.keys(
            JSON.parse(run.find("openmetadata-oidc-version").inputs.secretString as string) as object,
        );
        assert.deepEqual(keys, [clientId.secretKey, clientSecret.secretKey]);
        assert.ok(keys.every((key) => page.includes(`| \`${key}\` |`)));
    });

    it("names the resource whose replacement makes a new secret", async () => {
        const run = await handOver({});
        const urn = run.find("openmetadata-client").urn;
        assert.ok(page.includes(urn), urn);
    });
});

interface HelmValues {
    openmetadata: {
        config: { authentication: { oidcConfiguration: Record<"clientId" | "clientSecret", SecretKeyRef> } };
    };
}

interface SecretKeyRef {
    secretRef: string;
    secretKey: string;
}

interface ExternalSecret {
    spec: { target: { name: string }; dataFrom: unknown[] };
}
