import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";

/**
 * The Pulumi command line that is installed on this machine: the first `pulumi` on `PATH` that is not the downloader of the
 * `pulumi` npm package, which npm puts first on `PATH` and which is no command line until it has fetched one.
 *
 * @param searchPath the `PATH` of the user
 */
export function installedPulumi(searchPath = ""): string | undefined {
    return searchPath
        .split(path.delimiter)
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, "pulumi"))
        .find((program) => isExecutable(program) && !isDownloader(program));
}

function isExecutable(program: string): boolean {
    try {
        accessSync(program, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

function isDownloader(program: string): boolean {
    return realpathSync(program).endsWith(path.join("node_modules", "pulumi", "run.js"));
}
