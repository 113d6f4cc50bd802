import { mkdir, readlink, rm, symlink } from "node:fs/promises";
import path from "node:path";

import type { Engine } from "./engineSearch";
import { awsSdkVersion } from "./engineBuild";
import type { Workspace } from "./workspace";

/**
 * Puts the engine's own AWS provider where Pulumi keeps the plugins it has fetched. (It would find it on `PATH` too, and warn
 * about it on every run.) An engine that fetches the released one does not find ours in its place.
 */
export async function installPlugins(engine: Engine, workspace: Workspace): Promise<void> {
    const folder = path.join(workspace.pulumiHome, "plugins", `resource-aws-v${awsSdkVersion(workspace.checkout)}`);
    const plugin = path.join(folder, "pulumi-resource-aws");
    const ours = await readlink(plugin).catch(() => undefined);
    if (ours === engine.awsProvider) {
        return;
    }
    if (ours !== undefined) {
        await rm(folder, { recursive: true });
    }
    if (engine.awsProvider) {
        await mkdir(folder, { recursive: true });
        await symlink(engine.awsProvider, plugin);
    }
}
