import type { DeployedStack } from "../stack";

/**
 * How to bring a deployment back to what its stack says, when somebody changed it by hand: without `--refresh` Pulumi does not
 * look, and finds no change.
 */
export function deployAgain({ stack, place }: Pick<DeployedStack, "stack" | "place">): string {
    const pulumi = place === "local" ? "npm run local --" : "pulumi";
    return `Deploy again: ${pulumi} up --refresh --stack ${stack}`;
}
