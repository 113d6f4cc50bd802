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

    it("map groups to teams where there are groups and OpenMetadata's server signs people in", async () => {
        const claim = "cognito:groups";
        const groups = [{ name: "stewards" }];
        const confidential = (await texts({ groups, clientType: "confidential" })).outputs;
        const without = (await texts({ clientType: "confidential" })).outputs;
        const publicClient = (await texts({ groups })).outputs;
        for (const text of ["openMetadataYaml", "openMetadataSsoForm"] as const) {
            assert.ok(confidential[text].includes(claim), text);
            assert.ok(!without[text].includes(claim), text);
            assert.ok(!publicClient[text].includes(claim), text);
        }
        const { run } = await texts({ groups });
        assert.ok(run.logs.some(({ message }) => message.startsWith("Groups put nobody into a team: ")));
    });

    it("name the release of the server, where the owner does", async () => {
        const version = "2.0.7";
        const named = (await texts({ openMetadata: { version } })).run.outputs;
        assert.equal(named.openMetadataVersion, version);
        assert.ok(!("openMetadataVersion" in (await texts()).run.outputs));
    });

    it("say that two people can be one user where anybody can join, with self sign-up or a social provider", async () => {
        const joins = async (args: Partial<CognitoSsoArgs>) => {
            const { run } = await texts({ clientType: "confidential", admins: ["alice@mycompany.com"], ...args });
            return run.logs.some(({ message }) =>
                message.startsWith("OpenMetadata knows people by the part before the @"),
            );
        };
        assert.equal(await joins({}), false);
        assert.equal(await joins({ userPool: { selfSignUp: true } }), true);
    });

    it("follow the options of the OpenMetadata server", async () => {
        const { outputs } = await texts({
            admins: ["alice@mycompany.com"],
            openMetadata: { fullnameOverride: "metadata" },
        });
        assert.match(outputs.openMetadataHelmValues, /http:\/\/metadata:8585/);
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
