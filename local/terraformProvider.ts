import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Finds a Terraform AWS provider on this machine: the newest one in a filesystem mirror or plugin cache that Terraform itself
 * would look into. The engine that is built from Go modules deploys through it, as the released AWS provider of Pulumi does.
 *
 * @param shell the environment of the user: `PULUMI_AWS_TERRAFORM_PROVIDER` (path of a provider, taken as it is),
 *   `TF_CLI_CONFIG_FILE`, `TF_PLUGIN_CACHE_DIR`, `HOME`
 * @returns path of the program; nothing where there is none
 */
export function findTerraformProvider(shell: NodeJS.ProcessEnv, platform = goPlatform()): string | undefined {
    if (shell.PULUMI_AWS_TERRAFORM_PROVIDER) {
        return existsSync(shell.PULUMI_AWS_TERRAFORM_PROVIDER) ? shell.PULUMI_AWS_TERRAFORM_PROVIDER : undefined;
    }
    const found = mirrors(shell).flatMap((mirror) => providersIn(mirror, platform));
    return found.sort((a, b) => compareVersions(b.version, a.version))[0]?.program;
}

/** Folders that hold providers by registry, in the layout that Terraform calls unpacked. */
export function mirrors(shell: NodeJS.ProcessEnv): string[] {
    const home = shell.HOME ?? "/";
    return [
        ...configuredMirrors(shell.TF_CLI_CONFIG_FILE ?? path.join(home, ".terraformrc")),
        ...(shell.TF_PLUGIN_CACHE_DIR ? [shell.TF_PLUGIN_CACHE_DIR] : []),
        // Where Terraform looks without being told.
        path.join(home, ".terraform.d", "plugins"),
        path.join(shell.XDG_DATA_HOME ?? path.join(home, ".local", "share"), "terraform", "plugins"),
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
        // Where images tend to keep one.
        ...entries("/opt").map((name) => path.join("/opt", name)),
    ];
}

function configuredMirrors(file: string): string[] {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const mirror = /filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g;
    const cache = /^\s*plugin_cache_dir\s*=\s*"([^"]+)"/gm;
    return [...text.matchAll(mirror), ...text.matchAll(cache)].map((match) => match[1]);
}

function providersIn(mirror: string, platform: string): { version: string; program: string }[] {
    return entries(mirror).flatMap((registry) => {
        const versions = path.join(mirror, registry, "hashicorp", "aws");
        return entries(versions).flatMap((version) => {
            const folder = path.join(versions, version, platform);
            const programs = entries(folder).filter((name) => name.startsWith("terraform-provider-aws"));
            return programs.map((name) => ({ version, program: path.join(folder, name) }));
        });
    });
}

/** Names in a folder; none where it is missing, no folder, or not ours to read. */
function entries(folder: string): string[] {
    try {
        return readdirSync(folder);
    } catch {
        return [];
    }
}

function compareVersions(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}

/** Name of this platform in the words of Go and Terraform. */
function goPlatform(): string {
    const architecture = { x64: "amd64", ia32: "386" } as Partial<Record<string, string>>;
    return `${process.platform === "win32" ? "windows" : process.platform}_${architecture[process.arch] ?? process.arch}`;
}
