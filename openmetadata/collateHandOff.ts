import type { DeployedFacts } from "./facts";
import { serverUrl } from "./settings";

/**
 * What to send to the Collate team, who set up single sign-on of a tenant themselves: the two ids that they ask for first, then
 * what spares them questions. Never holds the client secret.
 * @see Collate: security/amazon-cognito
 */
export function renderCollateHandOff(facts: DeployedFacts): string {
    const address = serverUrl(facts.callbackUrl);
    const rows: [string, string][] = [
        ["Client ID", facts.clientId],
        ["User Pool ID", facts.userPoolId],
        ["AWS region", facts.region],
        ["Client type", facts.clientType],
        ["Authority", facts.authority],
        ["Discovery URL", facts.discoveryUrl],
        ["Public keys", facts.jwksUrl],
        ["Response type", "code"],
        ["Scopes", "openid email profile"],
        ["Callback URLs", `${facts.callbackUrl}, ${address}/silent-callback`],
        ["Login pages", facts.domainUrl],
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
    return `Single sign-on of ${address} through Amazon Cognito\n\n${table}\n\n${closing(facts)}`;
}

function closing({ clientType }: DeployedFacts): string {
    return clientType === "public"
        ? "The client is public: there is no client secret."
        : "The client is confidential: its secret is sent separately, and only over a channel fit for secrets.";
}
