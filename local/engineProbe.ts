import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

import { lastLines, run } from "./childProcess";
import type { Engine, EngineSearch } from "./engineSearch";
import { downloadEnvironment, engineEnvironment } from "./environment";
import { installPlugins } from "./plugins";
import { Unavailable } from "./unavailable";

/** Asks for everything that the real program asks an engine for: the Node.js host, the AWS provider, resource hooks. */
const PROBE = `
const { ResourceHook } = require("@pulumi/pulumi");
const { Provider } = require("@pulumi/aws/provider");
new ResourceHook("probe", () => {});
new Provider("probe", {
    region: "eu-west-1",
    accessKey: "test",
    secretKey: "test",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    skipRequestingAccountId: true,
    skipRegionValidation: true,
});
`;

/** A preview takes seconds; fetching the released AWS provider the first time takes minutes. */
const LIMIT_MILLISECONDS = 10 * 60_000;

/**
 * Tries an engine on a tiny program, in a state of its own.
 *
 * @throws Unavailable when it cannot preview the program, with the end of what it said
 */
export async function probeEngine(engine: Engine, { workspace, shell, progress, signal }: EngineSearch): Promise<void> {
    const folder = await mkdtemp(path.join(workspace.folder, "probe-"));
    try {
        await writeFile(path.join(folder, "Pulumi.yaml"), "name: probe\nruntime: nodejs\nmain: probe.js\n");
        await writeFile(path.join(folder, "Pulumi.probe.yaml"), "config: {}\n");
        await writeFile(path.join(folder, "probe.js"), PROBE);
        await writeFile(path.join(folder, "package.json"), '{ "name": "probe", "main": "probe.js" }\n');
        await symlink(path.join(workspace.checkout, "node_modules"), path.join(folder, "node_modules"));
        await installPlugins(engine, workspace);
        const env = {
            // Here, and only here, Pulumi may have to fetch the AWS provider that later runs find in place.
            ...downloadEnvironment(shell),
            ...engineEnvironment(shell, engine, {
                pulumiHome: workspace.pulumiHome,
                stateFolder: folder,
                passphrase: "probe",
                endpoint: "http://127.0.0.1:9",
                region: "eu-west-1",
            }),
        };
        const options = { env, cwd: folder, signal, timeout: LIMIT_MILLISECONDS, onLine: progress.detail };
        for (const words of [["stack", "init", "--stack", "probe"], ["preview"]]) {
            const { code, log } = await run(engine.pulumi, [...words, "--non-interactive"], options);
            if (code !== 0) {
                throw new Unavailable(`it cannot preview a program with the AWS provider. It says:\n${complaint(log)}`);
            }
        }
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

/** The errors in what Pulumi said, once each and without what led to them; the end of it where it names none. */
function complaint(log: string): string {
    const errors = log.split("\n").filter((line) => /^\s*error: /.test(line));
    return [...new Set(errors.map((line) => line.trim()))].join("\n") || lastLines(log, 5);
}
