import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";

import { lastLines, NO_SUCH_PROGRAM, run, type ChildOptions } from "./childProcess";
import type { EngineSearch } from "./engineSearch";
import { downloadEnvironment } from "./environment";
import { isRunning } from "./processes";
import type { Progress } from "./progress";
import { Unavailable } from "./unavailable";

/** The Go module of the engine. */
const SOURCES = path.join(__dirname, "engine");

/**
 * Each program of the engine: the Go package that it is built from, and its place in the engine's folder. The AWS provider is not
 * beside `pulumi`, so that it need not be on `PATH`, where Pulumi warns about providers on every run.
 */
const PROGRAMS = [
    { package_: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", place: "bin/pulumi" },
    { package_: "./pulumi-language-nodejs", place: "bin/pulumi-language-nodejs" },
    { package_: "./pulumi-resource-aws", place: "aws/pulumi-resource-aws" },
    {
        package_: "github.com/pulumi/pulumi-terraform-bridge/v3/dynamic",
        place: "aws/pulumi-resource-terraform-provider",
    },
];
const PACKAGES = PROGRAMS.map(({ package_ }) => package_);

/** Version of the `@pulumi/aws` that is installed: what Pulumi expects of a provider beside it. */
export function awsSdkVersion(checkout = path.join(__dirname, "..")): string {
    const manifest = readFileSync(path.join(checkout, "node_modules", "@pulumi", "aws", "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
}

const GO_NEEDED = "Go 1.25 or newer (https://go.dev/doc/install)";

/** Folder of what is made once for all checkouts of a user. */
export function cacheFolder(shell: NodeJS.ProcessEnv): string {
    const home = shell.HOME ?? homedir();
    return path.join(shell.XDG_CACHE_HOME || path.join(home, ".cache"), "openmetadata-cognito-sso");
}

/** Names the state of the sources: another one is another engine. */
export function engineKey(sources = SOURCES): string {
    const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
        .filter((file) => /(?:\.go|\.json|go\.mod|go\.sum)$/.test(file) && !file.endsWith("_test.go"))
        .sort();
    const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${awsSdkVersion()}`);
    for (const file of files) {
        hash.update(`\0${file}\0`).update(readFileSync(path.join(sources, file)));
    }
    return hash.digest("hex").slice(0, 12);
}

/** Folder of the engine that the sources as they are give; it exists once that is built. */
export function engineFolder(shell: NodeJS.ProcessEnv): string {
    return path.join(cacheFolder(shell), "engine", engineKey());
}

/**
 * Builds the engine from Go modules, once for each state of the sources.
 *
 * It is built into a folder of its own and moved into place as a whole, so that an interrupted build leaves nothing that looks
 * like an engine, and two builds at once do not meet.
 *
 * @returns the folder of its programs
 * @throws Unavailable when it cannot be built, with the end of the build's log
 */
export async function buildEngine({ workspace, shell, progress, signal }: EngineSearch): Promise<string> {
    const finished = engineFolder(shell);
    const engines = path.dirname(finished);
    if (existsSync(finished)) {
        return finished;
    }
    const unfinished = path.join(engines, `unfinished-${process.pid}-${randomUUID().slice(0, 8)}`);
    await removeAbandoned(engines);
    await mkdir(unfinished, { recursive: true });
    const log: string[] = [];
    try {
        await build(unfinished, { shell, progress, signal, onLine: (line) => log.push(line) });
        await moveIntoPlace(unfinished, finished);
    } finally {
        await writeFile(workspace.engineLog, `${log.join("\n")}\n`);
        await rm(unfinished, { recursive: true, force: true });
    }
    return finished;
}

interface Build extends Pick<EngineSearch, "shell" | "progress" | "signal"> {
    readonly onLine: (line: string) => void;
}

async function build(folder: string, { shell, progress, signal, onLine }: Build): Promise<void> {
    const options = { env: downloadEnvironment(shell), cwd: SOURCES, signal };
    await requireGo(options);
    progress.step("Building the Pulumi engine from Go modules: once, and some minutes long (seven on two cores).");
    const started = Date.now();
    const version = await go(["list", "-m", "-f", "{{.Version}}", "github.com/pulumi/pulumi/pkg/v3"], {
        ...options,
        onLine: (line) => (onLine(line), progress.detail(line)),
    });
    // Go names the packages that it needs, fetching them on the way: how many there are is how far there is to go.
    const packages = await go(["list", "-deps", ...PACKAGES], {
        ...options,
        onLine: (line) => line.startsWith("go: ") && (onLine(line), progress.detail(line)),
    });
    await go(["build", "-v", "-buildvcs=false", "-o", `${folder}/`, "-ldflags", linkerFlags(version), ...PACKAGES], {
        ...options,
        onLine: countPackages(packages.split("\n").length, progress, onLine),
    });
    for (const { package_, place } of PROGRAMS) {
        await mkdir(path.dirname(path.join(folder, place)), { recursive: true });
        // `go build` names a program after its package.
        await rename(path.join(folder, path.basename(package_)), path.join(folder, place));
    }
    progress.step(`The engine is built (${Math.round((Date.now() - started) / 1000)} s) and kept for the next time.`);
}

/** The version numbers that the makers of these programs set when they release them. */
function linkerFlags(pulumiVersion: string): string {
    return [
        "-s -w",
        `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${pulumiVersion}`,
        `-X main.sdkVersion=${awsSdkVersion()}`,
        "-X github.com/pulumi/pulumi-terraform-bridge/v3/dynamic/version.version=v1.1.0",
    ].join(" ");
}

function countPackages(all: number, progress: Progress, onLine: (line: string) => void): (line: string) => void {
    let compiled = 0;
    return (line) => {
        onLine(line);
        compiled += 1;
        progress.detail(`compiled ${compiled} of ${all} packages: ${line}`);
    };
}

async function requireGo(options: ChildOptions): Promise<void> {
    const { code } = await run("go", ["version"], options);
    if (code === NO_SUCH_PROGRAM) {
        throw new Unavailable(`there is no go on PATH to build them with; they need ${GO_NEEDED}`);
    }
}

async function go(words: readonly string[], options: ChildOptions): Promise<string> {
    const { code, stdout, log } = await run("go", words, options);
    if (code !== 0) {
        throw new Unavailable(plainReason(log));
    }
    return stdout.trim();
}

/** Why `go` failed: what people can do something about in their words, anything else as the end of its log. */
export function plainReason(log: string): string {
    if (/no space left on device/.test(log)) {
        return "the disk is full. The build needs about 5 GB for Go's caches; `go clean -cache -modcache` empties them";
    }
    if (/requires go >=|toolchain not available/.test(log)) {
        return `the go on PATH is too old: they need ${GO_NEEDED}`;
    }
    if (/dial tcp|no such host|i\/o timeout|connection refused|TLS handshake/.test(log)) {
        return `Go modules could not be downloaded:\n${lastLines(log, 3)}`;
    }
    return `the build failed. Its log ends:\n${lastLines(log, 10)}`;
}

async function moveIntoPlace(unfinished: string, finished: string): Promise<void> {
    try {
        await rename(unfinished, finished);
    } catch (error) {
        // Another build of the same sources was quicker.
        if (!existsSync(finished)) {
            throw error;
        }
    }
}

/** Removes what builds left behind that were killed. */
async function removeAbandoned(engines: string): Promise<void> {
    for (const name of existsSync(engines) ? await readdir(engines) : []) {
        const pid = /^unfinished-(\d+)-/.exec(name)?.[1];
        if (pid !== undefined && !isRunning(Number(pid))) {
            await rm(path.join(engines, name), { recursive: true, force: true });
        }
    }
}
