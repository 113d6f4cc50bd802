import { checkedSettings, type Settings } from "../../config/settings";
import { stackFileConfig, stackName } from "../../local/stackFile";
import { CHECKOUT, requireStack } from "../../local/workspace";

/** What says nothing about messages, and cannot be checked without the secrets, which only the user's own Pulumi can read. */
const WITHOUT = ["identityProviders", "identityProviderSecrets", "passwordSignIn"];

/**
 * What the file of a stack says, checked as a deployment checks it.
 *
 * @param stack name, also with organization and project before it
 * @param folder where `Pulumi.<stack>.yaml` is
 * @throws UserError when there is no such file, it is no YAML, or its settings are refused
 */
export async function stackSettings(stack: string, folder = CHECKOUT): Promise<Settings> {
    const name = stackName(stack);
    await requireStack(name, folder);
    const relevant = Object.entries((await stackFileConfig(name, folder)) ?? {}).filter(
        ([key]) => !WITHOUT.includes(key),
    );
    return checkedSettings(Object.fromEntries(relevant), `Stack ${name}`);
}
