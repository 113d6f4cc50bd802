import assert from "node:assert/strict";
import { parse } from "yaml";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { CLIENT_SECRET, deploy } from "./mocks";

const CALLBACK = "https://om.mycompany.com/callback";
const TEXTS = [
    "openMetadataDockerEnv",
    "openMetadataYaml",
    "openMetadataHelmValues",
    "openMetadataSsoForm",
    "collateHandOff",
] as const;

async function texts(args: Partial<CognitoSsoArgs> = {}) {
    const run = await deploy({ callbackUrl: CALLBACK, ...args }, { stack: "prod" });
    return { run, outputs: run.outputs as Record<(typeof TEXTS)[number] | "clientId" | "userPoolId", string> };
}

describe("the texts for OpenMetadata and Collate", () => {
    it("name what was deployed", async () => {
        const { outputs } = await texts();
        for (const text of TEXTS) {
            assert.ok(outputs[text].includes(outputs.clientId), text);
            assert.ok(outputs[text].includes(CALLBACK.replace("/callback", "")), text);
        }
        assert.ok(outputs.collateHandOff.includes(outputs.userPoolId));
        assert.match(outputs.openMetadataDockerEnv, /^AUTHENTICATION_PROVIDER=.?aws-cognito/m);
    });

    it("are open for a public client", async () => {
        assert.deepEqual((await texts()).run.secretOutputs, []);
    });

    it("are secret outputs where they hold the client secret, and only there", async () => {
        const { run, outputs } = await texts({ clientType: "confidential" });
        const holders = TEXTS.filter((text) => outputs[text].includes(CLIENT_SECRET));
        assert.deepEqual(holders, ["openMetadataDockerEnv", "openMetadataYaml", "openMetadataSsoForm"]);
        assert.deepEqual(run.secretOutputs.sort(), ["clientSecret", ...holders].sort());
        assert.ok(!run.inClear().includes(CLIENT_SECRET));
    });

    it("map groups to teams where there are groups", async () => {
        const claim = "cognito:groups";
        const withGroups = (await texts({ groups: [{ name: "stewards" }] })).outputs;
        const without = (await texts()).outputs;
        for (const text of ["openMetadataDockerEnv", "openMetadataYaml", "openMetadataSsoForm"] as const) {
            assert.ok(withGroups[text].includes(claim), text);
            assert.ok(!without[text].includes(claim), text);
        }
    });

    it("follow the options of the OpenMetadata server", async () => {
        const { outputs } = await texts({ admins: ["alice@mycompany.com"], openMetadata: { helmRelease: "metadata" } });
        assert.match(outputs.openMetadataHelmValues, /http:\/\/metadata-openmetadata:8585/);
        const form = JSON.parse(outputs.openMetadataSsoForm) as { authorizerConfiguration: Record<string, unknown> };
        assert.deepEqual(form.authorizerConfiguration.adminPrincipals, ["alice"]);
        assert.equal(form.authorizerConfiguration.principalDomain, "mycompany.com");
        const yaml = parse(outputs.openMetadataYaml) as { authenticationConfiguration: Record<string, unknown> };
        assert.equal(yaml.authenticationConfiguration.clientId, outputs.clientId);
    });

    it("come with warnings before anything is created", async () => {
        const { run } = await texts();
        const warnings = run.logs.filter(({ severity }) => severity === "warning").map(({ message }) => message);
        assert.ok(warnings.some((message) => message.startsWith("No admins are given")));
        const served = await texts({
            admins: ["alice@mycompany.com"],
            openMetadata: { version: "1.13.4" },
        });
        assert.ok(!served.run.logs.some(({ message }) => message.startsWith("No admins are given")));
    });
});
