import assert from "node:assert/strict";

import {
    CreateUserPoolClientCommand,
    DeleteUserPoolClientCommand,
    UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";

import { COMPARED_SETTINGS } from "../../openmetadata/doctor";
import { diagnose } from "../../tools/doctor/diagnose";
import { settingId } from "../../tools/doctor/openMetadata";
import { checkOutputs, type DeployedStack, emulatorEndpoint } from "../../tools/stack";
import { doctor } from "../tools/doctor/command";
import { type OpenMetadataStandIn, startOpenMetadata } from "../tools/doctor/openMetadataStandIn";
import { problems } from "../tools/doctor/problems";

import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

/** The doctor against what the real program deploys. */
describe("the doctor on a deployed stack", () => {
    let stack: TestStack;
    let deployed: DeployedStack;
    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("dev");
        await stack.up();
        deployed = await readDeployed(stack);
    });

    it("finds nothing to fix, and ends with 0", async () => {
        const outputs = await stack.outputs();
        const { code, stdout } = await doctor(outputs, ["--stack", "prod", "--aws"]);
        assert.equal(code, 0, stdout);
        assert.match(stdout, /\nNothing to fix, 8 sound, 2 skipped\.\n$/);
    });

    describe("finds what was changed by hand", () => {
        afterEach(async function () {
            this.timeout(180_000);
            await stack.up({ words: ["--refresh"] });
            assert.deepEqual(problems(await diagnose(deployed)), {}, "the fix that the doctor names");
        });

        it("a callback URL that was taken away", async () => {
            const { callbackUrls } = deployed.outputs;
            await changeClient({ CallbackURLs: callbackUrls.slice(0, 1) });
            const found = problems(await diagnose(deployed));
            assert.deepEqual(Object.keys(found), ["callbacks", "client-settings"]);
            assert.match(found.callbacks?.found ?? "", /\/silent-callback is refused: /);
        });

        it("a callback URL that was added", async () => {
            const foreign = "https://not-registered.invalid/callback";
            await changeClient({ CallbackURLs: [...deployed.outputs.callbackUrls, foreign] });
            assert.deepEqual(Object.keys(problems(await diagnose(deployed))), ["foreign-callback", "client-settings"]);
        });
    });

    it("finds an app client that is gone", async () => {
        const { userPoolId, region } = deployed.outputs;
        const api = await cognito(region);
        const { UserPoolClient: other } = await api.send(
            new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: "short-lived" }),
        );
        const clientId = other?.ClientId ?? "";
        await api.send(new DeleteUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }));
        const gone = { ...deployed, outputs: { ...deployed.outputs, clientId } };
        assert.deepEqual(Object.keys(problems(await diagnose(gone))), ["callbacks", "client-settings"]);
    });

    describe("and an OpenMetadata that was given the stack's own output", () => {
        let openMetadata: OpenMetadataStandIn;
        before(async () => (openMetadata = await startOpenMetadata(deployed.outputs)));
        after(() => openMetadata?.close());

        it("finds nothing to fix", async () => {
            openMetadata.faults = { authentication: ssoForm(deployed) };
            const report = await diagnose(deployed, { openMetadata: openMetadata.url });
            assert.deepEqual(problems(report), {});
            const settings = new Set<string>(COMPARED_SETTINGS.map(settingId));
            const compared = report.results.filter(({ id, status }) => settings.has(id) && status === "ok");
            assert.equal(compared.length, settings.size, "every setting was compared");
        });

        it("finds the one setting that is of another stack", async () => {
            openMetadata.faults = { authentication: { ...ssoForm(deployed), clientId: "another" } };
            const report = await diagnose(deployed, { openMetadata: openMetadata.url });
            assert.deepEqual(Object.keys(problems(report)), ["openmetadata-client-id"]);
        });
    });

    it("finds nothing to fix with a confidential client, whose secret it never sees", async () => {
        const confidential = await deploy("doctor", {
            callbackUrl: "https://data.mycompany.com/callback",
            clientType: "confidential",
        });
        await confidential.up();
        const { clientSecret } = await confidential.outputs({ showSecrets: true });
        assert.equal(typeof clientSecret, "string");
        const { code, stdout } = await doctor(await confidential.outputs(), ["--stack", "prod", "--aws", "--json"]);
        assert.equal(code, 0, stdout);
        assert.ok(!stdout.includes(clientSecret as string));
    });

    async function changeClient(change: { CallbackURLs: string[] }): Promise<void> {
        const { userPoolId, clientId, region, logoutUrls } = deployed.outputs;
        const api = await cognito(region);
        // What a change leaves out goes back to its default.
        const rest = {
            LogoutURLs: logoutUrls,
            AllowedOAuthFlows: ["code" as const],
            AllowedOAuthScopes: ["openid", "email", "profile"],
            AllowedOAuthFlowsUserPoolClient: true,
            SupportedIdentityProviders: ["COGNITO"],
        };
        await api.send(
            new UpdateUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId, ...rest, ...change }),
        );
    }
});

async function readDeployed(stack: TestStack): Promise<DeployedStack> {
    const outputs = checkOutputs(stack.name, "local", await stack.outputs());
    return { stack: stack.name, place: "local", endpoint: emulatorEndpoint(outputs), outputs };
}

/** What OpenMetadata would publish after the stack's output was pasted into Settings > SSO. */
function ssoForm({ outputs }: DeployedStack): Record<string, unknown> {
    const form = JSON.parse(outputs.openMetadataSsoForm) as { authenticationConfiguration: Record<string, unknown> };
    return form.authenticationConfiguration;
}
