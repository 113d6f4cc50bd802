import { UserError } from "../config/userError";
import { NO_EMULATOR, openDeployment, pulumiAsTyped, type Deployment } from "./deployment";
import { runningEmulator } from "./emulator";
import { findEngine, NoEngineError } from "./engine";
import type { EngineSearch } from "./engineSearch";
import { Interrupted, interruption } from "./interruption";
import { progressTo } from "./progress";
import { readPulumiWords, type PulumiWords } from "./pulumiWords";
import { alone, ensureEmulator } from "./session";
import { isCopyStale, localWorkspace, refreshStackConfig, writeStackConfig } from "./workspace";

const HELP = `
npm run local -- <pulumi arguments>

Any command of Pulumi, against the deployments of this machine and not against AWS:

  npm run local -- preview --diff --stack dev
  npm run --silent local -- stack output clientId --stack dev
  npm run local -- config set --secret --path identityProviderSecrets.Google <value> --stack dev
  npm run local -- cancel --yes --stack dev        after a run that was killed
`;

const INTERRUPTED = 130;

async function local(words: readonly string[]): Promise<number> {
    if (words.length === 0 || words[0] === "--help" || words[0] === "-h") {
        process.stdout.write(`${HELP.trim()}\n`);
        return 0;
    }
    const search = { workspace: localWorkspace(), shell: process.env, progress: progressTo(), signal: interruption() };
    const about = readPulumiWords(words);
    const deployment = await alone(search, () => open(search, about));
    return pulumiAsTyped(deployment, about.stack, words, search.signal);
}

async function open(search: EngineSearch, { stack, needsEmulator }: PulumiWords): Promise<Deployment> {
    const { workspace, shell, progress } = search;
    const engine = await findEngine(search);
    const emulator = needsEmulator ? await ensureEmulator(search) : await runningEmulator(workspace);
    const endpoint = emulator?.endpoint ?? NO_EMULATOR;
    if (await isCopyStale(workspace, stack)) {
        progress.step(`Taking over Pulumi.${stack}.yaml as it is now.`);
        await writeStackConfig(workspace, stack, { endpoint });
    } else if (emulator) {
        await refreshStackConfig(workspace, stack, { endpoint });
    }
    return openDeployment({ workspace, engine, shell, endpoint });
}

async function main(): Promise<void> {
    try {
        process.exitCode = await local(process.argv.slice(2));
    } catch (error) {
        if (!(error instanceof UserError || error instanceof NoEngineError || error instanceof Interrupted)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        process.exitCode = error instanceof Interrupted ? INTERRUPTED : 1;
    }
}

void main();
