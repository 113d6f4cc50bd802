import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";

import { startEmulator, stopEmulator } from "../../local/emulator";
import { findEngine } from "../../local/engine";
import { localEnvironment, localStacks, stackOutputs } from "../../local/outputs";
import { silent } from "../../local/progress";
import { CHECKOUT, prepareWorkspace, workspaceAt } from "../../local/workspace";
import { ANSWERING, installEmulator } from "./fakeEmulator";
import { sandbox } from "./sandbox";

describe("what other commands learn of the local deployments", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);
    let shellPath: string | undefined;

    beforeEach(async () => {
        mkdirSync(workspace.folder);
        await prepareWorkspace(workspace);
        // The command line that reads is found in the shell, as the one that deployed was.
        shellPath = process.env.PATH;
        process.env.PATH = `${box.programs}:${shellPath}`;
    });
    afterEach(async () => {
        process.env.PATH = shellPath;
        await stopEmulator(workspace);
    });

    async function deployed(): Promise<void> {
        box.program("pulumi", 'case "$*" in *output*) echo "{\\"asked\\": \\"$*\\"}";; esac');
        await findEngine({ workspace, shell: process.env, progress: silent });
        const state = JSON.stringify({ checkpoint: { latest: { resources: [{ type: "pulumi:pulumi:Stack" }] } } });
        box.write(".local/state/.pulumi/stacks/openmetadata-cognito-sso/dev.json", state);
    }

    it("is their names", async () => {
        assert.deepEqual(await localStacks(workspace), []);
        await deployed();
        assert.deepEqual(await localStacks(workspace), ["dev"]);
    });

    it("is their outputs, in clear only when asked for", async () => {
        await deployed();
        const words = "stack output --json --stack dev --non-interactive";
        assert.deepEqual(await stackOutputs("dev", {}, workspace), { asked: words });
        const inClear = await stackOutputs("dev", { showSecrets: true }, workspace);
        assert.deepEqual(inClear, { asked: words.replace("--json", "--json --show-secrets") });
    });

    it("is how to reach their emulator, if it runs", async () => {
        await deployed();
        await assert.rejects(localEnvironment("dev", workspace), {
            name: "UserError",
            message: "The emulator of the local stack dev does not run. Start it again: npm start -- --stack dev",
        });
        installEmulator(box, ANSWERING);
        const { endpoint } = await startEmulator({ workspace, shell: process.env, progress: silent, port: 0 });
        const env = await localEnvironment("dev", workspace);
        assert.equal(env.AWS_ENDPOINT_URL, endpoint);
        assert.equal(env.AWS_REGION, "eu-west-1");
        assert.equal(
            Object.keys(env).every((name) => name.startsWith("AWS_")),
            true,
        );
    });

    it("is not invented for a stack that is not deployed", async () => {
        for (const read of [stackOutputs("prod", {}, workspace), localEnvironment("prod", workspace)]) {
            await assert.rejects(read, {
                name: "UserError",
                message: "Stack prod is not deployed on this machine. Deploy it: npm start -- --stack prod",
            });
        }
    });

    it("needs the engine that deployed", async () => {
        await deployed();
        box.withoutProgram("pulumi");
        process.env.PATH = box.programs;
        await assert.rejects(stackOutputs("dev", {}, workspace), {
            name: "UserError",
            message: "The Pulumi engine that deployed here is gone. npm start finds or builds one again.",
        });
    });
});
