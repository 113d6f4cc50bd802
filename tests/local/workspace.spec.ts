import assert from "node:assert/strict";
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import {
    deployedStacks,
    isCopyStale,
    knownStacks,
    prepareWorkspace,
    refreshStackConfig,
    requireStack,
    stackConfigFile,
    stackRegion,
    stateResources,
    workspaceAt,
    writeStackConfig,
} from "../../local/workspace";
import { sandbox } from "./sandbox";

describe("the workspace of a checkout", () => {
    const box = sandbox();
    const checkout = path.join(box.folder, "checkout");
    const workspace = workspaceAt(path.join(checkout, ".local"), checkout);

    beforeEach(() => {
        box.write("checkout/Pulumi.yaml", "name: openmetadata-cognito-sso\n");
        box.write("checkout/Pulumi.dev.yaml", "config: { 'aws:region': eu-central-1 }\n");
        box.write("checkout/Pulumi.prod.yaml", "config: {}\n");
        box.write("checkout/index.ts", "export {};\n");
        box.write("checkout/components/pool.ts", "export {};\n");
        box.write("checkout/.git/HEAD", "ref\n");
    });

    const program = () => readdirSync(workspace.program).sort();

    it("shows Pulumi the program through links, and gives it a Pulumi.yaml of its own", async () => {
        await prepareWorkspace(workspace);
        assert.deepEqual(program(), ["Pulumi.yaml", "components", "index.ts"]);
        assert.equal(
            realpathSync(path.join(workspace.program, "index.ts")),
            realpathSync(path.join(checkout, "index.ts")),
        );
        assert.equal(lstatSync(path.join(workspace.program, "Pulumi.yaml")).isSymbolicLink(), false);
    });

    it("follows the checkout", async () => {
        await prepareWorkspace(workspace);
        box.write("checkout/openmetadata/model.ts", "");
        box.write("checkout/Pulumi.yaml", "name: openmetadata-cognito-sso\ndescription: changed\n");
        rmSync(path.join(checkout, "components"), { recursive: true });
        await prepareWorkspace(workspace);
        assert.deepEqual(program(), ["Pulumi.yaml", "index.ts", "openmetadata"]);
        assert.match(readFileSync(path.join(workspace.program, "Pulumi.yaml"), "utf8"), /changed/);
    });

    it("is for its owner's eyes, with a passphrase that stays", async () => {
        await prepareWorkspace(workspace);
        const passphrase = readFileSync(workspace.passphraseFile, "utf8");
        assert.match(passphrase, /^[\w-]{32}$/);
        assert.equal(statSync(workspace.folder).mode & 0o777, 0o700);
        assert.equal(statSync(workspace.passphraseFile).mode & 0o777, 0o600);
        await prepareWorkspace(workspace);
        assert.equal(readFileSync(workspace.passphraseFile, "utf8"), passphrase);
    });

    it("knows the stacks that are configured, and refuses others", async () => {
        assert.deepEqual(await knownStacks(checkout), ["dev", "prod"]);
        await requireStack("prod", checkout);
        for (const stack of ["staging", "../prod", ""]) {
            await assert.rejects(requireStack(stack, checkout), {
                name: "UserError",
                message:
                    `There is no stack "${stack}": no file Pulumi.${stack}.yaml stands beside Pulumi.yaml.` +
                    "\nThe stacks here are dev and prod. To make another one, copy Pulumi.dev.yaml and change the copy.",
            });
        }
    });

    it("knows the stacks that are deployed by their state", async () => {
        assert.deepEqual(await deployedStacks(workspace), []);
        const state = (resources: unknown[]) => JSON.stringify({ version: 3, checkpoint: { latest: { resources } } });
        const folder = "checkout/.local/state/.pulumi/stacks/openmetadata-cognito-sso";
        const pool = { type: "aws:cognito/userPool:UserPool", id: "eu-west-1_a" };
        box.write(`${folder}/prod.json`, state([pool]));
        box.write(`${folder}/dev.json`, state([pool]));
        box.write(`${folder}/dev.json.bak`, state([pool]));
        box.write(`${folder}/empty.json`, state([]));
        box.write(`${folder}/new.json`, JSON.stringify({ version: 3, checkpoint: { stack: "new" } }));
        assert.deepEqual(await deployedStacks(workspace), ["dev", "prod"]);
        assert.deepEqual(await stateResources(workspace, "dev"), [pool]);
    });

    it("writes a copy of a stack's config and leaves the user's file alone", async () => {
        await prepareWorkspace(workspace);
        const source = readFileSync(path.join(checkout, "Pulumi.dev.yaml"), "utf8");
        assert.equal(await stackRegion(workspace, "dev"), "eu-west-1");
        await writeStackConfig(workspace, "dev", { endpoint: "http://127.0.0.1:1" });
        assert.equal(await stackRegion(workspace, "dev"), "eu-central-1");
        assert.equal(readFileSync(path.join(checkout, "Pulumi.dev.yaml"), "utf8"), source);
    });

    it("changes the endpoint in a copy and keeps the rest, and makes none", async () => {
        await prepareWorkspace(workspace);
        await refreshStackConfig(workspace, "dev", { endpoint: "http://127.0.0.1:1" });
        assert.equal(existsSync(stackConfigFile(workspace, "dev")), false);
        await writeStackConfig(workspace, "dev", { endpoint: "http://127.0.0.1:1", clientType: "confidential" });
        await refreshStackConfig(workspace, "dev", { endpoint: "http://127.0.0.1:2" });
        assert.deepEqual(parse(readFileSync(stackConfigFile(workspace, "dev"), "utf8")), {
            config: {
                "aws:region": "eu-central-1",
                "openmetadata-cognito-sso:clientType": "confidential",
                "openmetadata-cognito-sso:endpoint": "http://127.0.0.1:2",
            },
        });
    });

    it("notices that the user has changed a stack's config", async () => {
        await prepareWorkspace(workspace);
        assert.equal(await isCopyStale(workspace, "dev"), true);
        await writeStackConfig(workspace, "dev", {});
        assert.equal(await isCopyStale(workspace, "dev"), false);
        const later = new Date(Date.now() + 10_000);
        utimesSync(path.join(checkout, "Pulumi.dev.yaml"), later, later);
        assert.equal(await isCopyStale(workspace, "dev"), true);
        assert.equal(await isCopyStale(workspace, "only-in-the-state"), false);
    });
});
