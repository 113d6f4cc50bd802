import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import path from "node:path";

import { awsSdkVersion } from "../../local/engineBuild";
import { installPlugins } from "../../local/plugins";
import { CHECKOUT, workspaceAt } from "../../local/workspace";
import { sandbox } from "./sandbox";

describe("the AWS provider of an engine", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);
    const folder = path.join(workspace.pulumiHome, "plugins", `resource-aws-v${awsSdkVersion()}`);
    const plugin = path.join(folder, "pulumi-resource-aws");
    const modules = (awsProvider: string) => ({ source: "modules", pulumi: "/engine/pulumi", awsProvider }) as const;

    it("lies where Pulumi keeps its plugins, under the version that the SDK asks for", async () => {
        await installPlugins(modules("/engine/one"), workspace);
        assert.equal(readlinkSync(plugin), "/engine/one");
        await installPlugins(modules("/engine/one"), workspace);
        await installPlugins(modules("/engine/other"), workspace);
        assert.equal(readlinkSync(plugin), "/engine/other");
    });

    it("is no longer there for an engine that fetches the released one", async () => {
        await installPlugins(modules("/engine/one"), workspace);
        await installPlugins({ source: "path", pulumi: "/usr/bin/pulumi" }, workspace);
        assert.equal(existsSync(folder), false);
    });

    it("does not take the place of a provider that was fetched", async () => {
        box.write(path.join(path.relative(box.folder, folder), "pulumi-resource-aws"), "released");
        await installPlugins({ source: "path", pulumi: "/usr/bin/pulumi" }, workspace);
        assert.equal(readFileSync(plugin, "utf8"), "released");
        assert.deepEqual(readdirSync(folder), ["pulumi-resource-aws"]);
    });
});
