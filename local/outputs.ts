import { UserError } from "../config/userError";
import { NO_EMULATOR, outputs, type Deployment } from "./deployment";
import { runningEmulator } from "./emulator";
import { recallEngine } from "./engine";
import { emulatorAddress } from "./environment";
import { silent } from "./progress";
import { deployedStacks, localWorkspace, stackRegion, type Workspace } from "./workspace";

/** Names of the stacks that `npm start` has deployed on this machine, sorted. Nothing is started to find out. */
export async function localStacks(workspace = localWorkspace()): Promise<string[]> {
    return deployedStacks(workspace);
}

/**
 * The outputs of a local deployment, by name.
 *
 * @param options.showSecrets reads secret outputs in clear; otherwise each is `[secret]`. @default false
 * @throws UserError when the stack is not deployed on this machine
 */
export async function stackOutputs(
    stack: string,
    { showSecrets = false }: { readonly showSecrets?: boolean } = {},
    workspace = localWorkspace(),
): Promise<Record<string, unknown>> {
    await requireDeployed(stack, workspace);
    return outputs(await readingDeployment(workspace), stack, { showSecrets });
}

/**
 * The environment variables with which an AWS SDK talks to the emulator of the local deployments, and cannot talk to AWS:
 * `AWS_ENDPOINT_URL`, `AWS_REGION`, made-up credentials and no profile.
 *
 * @throws UserError when the stack is not deployed on this machine, or the emulator does not run
 */
export async function localEnvironment(stack: string, workspace = localWorkspace()): Promise<Record<string, string>> {
    await requireDeployed(stack, workspace);
    const emulator = await runningEmulator(workspace);
    if (!emulator) {
        throw new UserError(
            `The emulator of the local stack ${stack} does not run. Start it again: npm start -- --stack ${stack}`,
        );
    }
    return emulatorAddress(emulator.endpoint, await stackRegion(workspace, stack));
}

async function requireDeployed(stack: string, workspace: Workspace): Promise<void> {
    if (!(await deployedStacks(workspace)).includes(stack)) {
        throw new UserError(`Stack ${stack} is not deployed on this machine. Deploy it: npm start -- --stack ${stack}`);
    }
}

/** Reads the state and nothing else: no emulator is needed. */
async function readingDeployment(workspace: Workspace): Promise<Deployment> {
    const shell = process.env;
    const engine = await recallEngine({ workspace, shell, progress: silent });
    if (!engine) {
        throw new UserError("The Pulumi engine that deployed here is gone. npm start finds or builds one again.");
    }
    return { workspace, engine, shell, endpoint: NO_EMULATOR };
}
