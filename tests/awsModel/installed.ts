import { readdirSync } from "node:fs";
import path from "node:path";

import { UserError } from "../../config/userError";
import { installEmulator } from "../../local/emulator";
import { takeLock } from "../../local/lock";
import { progressTo } from "../../local/progress";
import { localWorkspace, prepareWorkspace } from "../../local/workspace";
import { AwsModels } from "./model";

/** Enough for an installation on a busy machine. */
const INSTALLATION_LIMIT_MILLISECONDS = 300_000;

/**
 * AWS's models, from the botocore that the emulator brings along, pinned with its hash. Installed when it is not there; where that
 * cannot be, the suite is skipped with a line that says why, and in CI it fails.
 *
 * @param context `this` of a `before` hook
 */
export async function awsModels(context: Mocha.Context): Promise<AwsModels> {
    context.timeout(INSTALLATION_LIMIT_MILLISECONDS);
    try {
        return await installedModels();
    } catch (error) {
        if (process.env.CI || !(error instanceof UserError)) {
            throw error;
        }
        process.stderr.write(`      skipped, without AWS's own models: ${error.message}\n`);
        return context.skip();
    }
}

/** @throws UserError when the emulator cannot be installed */
export async function installedModels(): Promise<AwsModels> {
    const [workspace, progress] = [localWorkspace(), progressTo()];
    await prepareWorkspace(workspace);
    const release = await takeLock(workspace.lockFile, progress);
    try {
        await installEmulator({ workspace, shell: process.env, progress });
        return modelsIn(workspace.virtualEnvironment);
    } finally {
        await release();
    }
}

/** The models in a virtual environment. */
export function modelsIn(virtualEnvironment: string): AwsModels {
    const libraries = path.join(virtualEnvironment, "lib");
    const [version] = readdirSync(libraries).filter((name) => name.startsWith("python"));
    return new AwsModels(path.join(libraries, version, "site-packages", "botocore", "data"));
}
