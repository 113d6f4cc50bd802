import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";

import { lastLines, NO_SUCH_PROGRAM, run } from "./childProcess";
import { buildEngine, cacheFolder, engineFolder, engineKey } from "./engineBuild";
import { probeEngine } from "./engineProbe";
import type { Engine, EngineSearch } from "./engineSearch";
import { downloadEnvironment } from "./environment";
import { installedPulumi } from "./installedPulumi";
import { readJson, writeJson } from "./jsonFile";
import { findTerraformProvider } from "./terraformProvider";
import { Unavailable } from "./unavailable";

/** No engine can be had on this machine. */
export class NoEngineError extends Error {
    public override readonly name = "NoEngineError";

    /** @param attempts the places where one was looked for, and why there is none */
    public constructor(public readonly attempts: readonly { readonly place: string; readonly reason: string }[]) {
        super(
            [
                "No Pulumi engine can be had on this machine. Tried, in this order:",
                ...attempts.map(({ place, reason }) => `  ${place}: ${reason.replaceAll("\n", "\n    ")}`),
                "The simplest way out: install Pulumi (https://www.pulumi.com/docs/install/), then run the command again.",
            ].join("\n"),
        );
    }
}

/** The newest release of the official npm package. It fetches the command line of its own version. */
const NPM_PACKAGE = { name: "pulumi", version: "3.265.0" };

const DOWNLOAD_LIMIT_MILLISECONDS = 10 * 60_000;

const PLACES = [
    { place: "pulumi on PATH", look: installed },
    { place: `the npm package ${NPM_PACKAGE.name} ${NPM_PACKAGE.version}`, look: fetchedByNpm },
    { place: "the Go modules in local/engine", look: builtFromModules },
];

/**
 * Finds an engine: `pulumi` on `PATH`, then what the `pulumi` npm package fetches, then the Go modules. Each is tried on a tiny
 * program before it is taken. What was found is remembered in the workspace: the search takes its time only once.
 *
 * @throws NoEngineError when there is none, with the reasons
 */
export async function findEngine(search: EngineSearch): Promise<Engine> {
    const remembered = await recallEngine(search);
    if (remembered) {
        return remembered;
    }
    const attempts: { place: string; reason: string }[] = [];
    for (const { place, look } of PLACES) {
        try {
            const engine = await look(search);
            search.progress.step(`Trying ${place} …`);
            await probeEngine(engine, search);
            await remember(search, engine);
            return engine;
        } catch (error) {
            if (!(error instanceof Unavailable)) {
                throw error;
            }
            attempts.push({ place, reason: error.message });
        }
    }
    throw new NoEngineError(attempts);
}

function installed({ shell }: EngineSearch): Engine {
    const pulumi = installedPulumi(shell.PATH);
    if (!pulumi) {
        throw new Unavailable("no command line of this name is installed");
    }
    return { source: "path", pulumi };
}

async function fetchedByNpm({ workspace, shell, progress, signal }: EngineSearch): Promise<Engine> {
    const { name, version } = NPM_PACKAGE;
    const home = path.join(cacheFolder(shell), "npm");
    const pulumi = path.join(home, "versions", version, "bin", "pulumi");
    if (existsSync(pulumi)) {
        return { source: "npm", pulumi };
    }
    progress.step(`Asking the npm package ${name} ${version} for Pulumi …`);
    const folder = path.join(workspace.folder, "npm");
    await mkdir(folder, { recursive: true });
    const env = { ...downloadEnvironment(shell), PULUMI_HOME: home };
    const options = { env, signal, timeout: DOWNLOAD_LIMIT_MILLISECONDS, onLine: progress.detail };
    try {
        const words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder];
        const package_ = await run("npm", [...words, `${name}@${version}`], options);
        if (package_.code === NO_SUCH_PROGRAM) {
            throw new Unavailable("there is no npm on PATH to install it with");
        }
        if (package_.code !== 0) {
            throw new Unavailable(`npm could not install it:\n${lastLines(package_.log, 3)}`);
        }
        const downloader = path.join(folder, "node_modules", name, "run.js");
        const download = await run(process.execPath, [downloader, "version"], options);
        if (download.code !== 0) {
            throw new Unavailable(`it could not download the command line (${lastLines(download.log, 1)})`);
        }
        return { source: "npm", pulumi };
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function builtFromModules(search: EngineSearch): Promise<Engine> {
    const terraformProvider = findTerraformProvider(search.shell);
    if (!terraformProvider) {
        throw new Unavailable(
            "they deploy through a Terraform AWS provider, and no mirror on this machine holds one" +
                " (PULUMI_AWS_TERRAFORM_PROVIDER may name its path)",
        );
    }
    const folder = await buildEngine(search);
    return {
        source: "modules",
        pulumi: path.join(folder, "bin", "pulumi"),
        awsProvider: path.join(folder, "aws", "pulumi-resource-aws"),
        terraformProvider,
    };
}

/** Whether a search would find an engine without building one: it was found before, is installed, or is built already. */
export async function isEngineAtHand(search: EngineSearch): Promise<boolean> {
    return (
        (await recallEngine(search)) !== undefined ||
        installedPulumi(search.shell.PATH) !== undefined ||
        existsSync(engineFolder(search.shell))
    );
}

/** What the answer of a search depends on. When it changes, the search is made again. */
function circumstances({ shell }: EngineSearch): Record<string, string | undefined> {
    return { installed: installedPulumi(shell.PATH), sources: engineKey(), terraform: findTerraformProvider(shell) };
}

/** The engine that the last search found, if nothing that it depends on has changed since. */
export async function recallEngine(search: EngineSearch): Promise<Engine | undefined> {
    const memory = await readJson<Memory>(search.workspace.engineFile);
    const same = JSON.stringify(memory?.found) === JSON.stringify(circumstances(search));
    return memory && same && existsSync(memory.engine.pulumi) ? memory.engine : undefined;
}

interface Memory {
    readonly engine: Engine;
    /** The circumstances under which it was found. */
    readonly found: ReturnType<typeof circumstances>;
}

async function remember(search: EngineSearch, engine: Engine): Promise<void> {
    await writeJson(search.workspace.engineFile, { engine, found: circumstances(search) } satisfies Memory);
}
