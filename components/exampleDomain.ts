import * as pulumi from "@pulumi/pulumi";
import { isExample } from "../config/openMetadataUrl";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";

/**
 * Nobody can own an example domain: a preview may still show what would be made, but nothing is made with one.
 * @throws UserError at an update
 */
export function refuseExampleDomain({ callbackUrl, additionalUrls }: Settings): void {
    const example = [callbackUrl, ...additionalUrls].find(isExample);
    if (example === undefined) {
        return;
    }
    const [key, value] =
        example === callbackUrl
            ? ["callbackUrl", "https://<your OpenMetadata>/callback"]
            : ["additionalUrls", "'[\"https://<your OpenMetadata>\"]'"];
    const message =
        `Stack ${pulumi.getStack()}: ${key} is still the example ${example}. Set the address of your own OpenMetadata:\n` +
        `    pulumi config set ${key} ${value} --stack ${pulumi.getStack()}`;
    if (!pulumi.runtime.isDryRun()) {
        throw new UserError(`${message}\nNothing was changed in AWS.`);
    }
    void pulumi.log.warn(`${message}\nUntil then \`pulumi up\` refuses to create anything.`);
}
