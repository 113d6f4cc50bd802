import type { DeployedStack } from "../stack";

/** How to bring a deployment back to what its stack says, when somebody changed it by hand. */
export function deployAgain({ stack, place }: Pick<DeployedStack, "stack" | "place">): string {
    return place === "local"
        ? `Deploy again: npm start -- --stack ${stack}`
        : `Deploy again: pulumi up --refresh --stack ${stack}`;
}
