import { forget, type Deployment } from "./deployment";
import { MADE_UP_CREDENTIALS } from "./environment";
import type { Progress } from "./progress";
import { deployedStacks, stackRegion, stateResources } from "./workspace";

/**
 * Forgets local stacks whose user pools the emulator no longer has. An emulator that was killed loses what it did not save, and
 * Pulumi would try in vain to change what is gone.
 */
export async function forgetLostStacks(deployment: Deployment, progress: Progress): Promise<void> {
    for (const stack of await deployedStacks(deployment.workspace)) {
        if (await hasLostPool(deployment, stack)) {
            progress.step(
                `The emulator has lost the user pool of stack ${stack}: it was killed before it could save its data.` +
                    `\n    The local state of ${stack} is forgotten too; npm start -- --stack ${stack} deploys it anew.`,
            );
            await forget(deployment, stack);
        }
    }
}

async function hasLostPool({ workspace, endpoint }: Deployment, stack: string): Promise<boolean> {
    const pools = (await stateResources(workspace, stack)).filter(
        ({ type, external }) => type === "aws:cognito/userPool:UserPool" && !external,
    );
    if (pools.length === 0) {
        return false;
    }
    // Loaded when needed: it takes as long to load as all the rest.
    const { CognitoIdentityProviderClient, DescribeUserPoolCommand, ResourceNotFoundException } =
        await import("@aws-sdk/client-cognito-identity-provider");
    const region = await stackRegion(workspace, stack);
    const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials: MADE_UP_CREDENTIALS });
    try {
        for (const { id } of pools) {
            await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
        }
        return false;
    } catch (error) {
        if (error instanceof ResourceNotFoundException) {
            return true;
        }
        throw error;
    } finally {
        cognito.destroy();
    }
}
