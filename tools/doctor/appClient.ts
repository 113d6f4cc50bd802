import { DescribeUserPoolClientCommand, type UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";

import { cognitoClient } from "../cognitoClient";
import type { DeployedStack } from "../stack";

import { type Check, fix, type Finding, ok, printable, skipped, unknown } from "./check";
import { deployAgain } from "./deployAgain";
import { clientTypeOf, mainCallbackUrl } from "./expected";
import { request, type RequestOptions } from "./request";

/** Whether the app client is what the stack says: from outside, and, where there are AWS credentials, in its settings. */
export function appClientChecks(deployed: DeployedStack, options: RequestOptions): Check[] {
    return [
        {
            id: "client-type",
            title: "Client type",
            needs: "login-domain",
            run: () => checkClientType(deployed, options),
        },
        { id: "client-settings", title: "Client settings", run: () => checkSettings(deployed, options) },
    ];
}

/**
 * Tells a public from a confidential client by how the token endpoint refuses a code that was never issued: without a secret
 * only a public client comes as far as the code.
 * @see AWS: token-endpoint, "invalid_client" and "invalid_grant"
 */
async function checkClientType(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    if (deployed.endpoint !== undefined) {
        return skipped("an emulator does not ask for the secret; see the client settings");
    }
    const { clientId, domainUrl } = deployed.outputs;
    const url = `${domainUrl}/oauth2/token`;
    const body = new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        code: "00000000-0000-0000-0000-000000000000",
        redirect_uri: mainCallbackUrl(deployed.outputs),
    });
    const answer = await request(url, { ...options, method: "POST", body, follow: false });
    return judgeTokenError(answer.status, answer.body, deployed);
}

/** Reads the refusal of the token endpoint. */
export function judgeTokenError(status: number, body: string, deployed: DeployedStack): Finding {
    const expected = clientTypeOf(deployed.outputs);
    const found = /"invalid_grant"/.test(body) ? "public" : /"invalid_client"/.test(body) ? "confidential" : undefined;
    if (found === undefined) {
        return unknown(
            `the token endpoint answers ${status}: ${printable(body)}`,
            "Try again in a minute; see AWS Health.",
        );
    }
    return found === expected
        ? ok(found)
        : fix(found, expected, `A client keeps its type: the outputs are of another client. ${deployAgain(deployed)}`);
}

async function checkSettings(deployed: DeployedStack, { timeout }: RequestOptions): Promise<Finding> {
    const { clientId, userPoolId } = deployed.outputs;
    try {
        const command = new DescribeUserPoolClientCommand({ ClientId: clientId, UserPoolId: userPoolId });
        const { UserPoolClient: client = {} } = await cognitoClient(deployed, { maxAttempts: 1 }).send(command, {
            abortSignal: AbortSignal.timeout(timeout),
        });
        return compareSettings(client, deployed);
    } catch (error) {
        return describeApiError(error as Error, deployed);
    }
}

/** Compares the client, as Cognito describes it, with the outputs of the stack. */
export function compareSettings(client: UserPoolClientType, deployed: DeployedStack): Finding {
    const { callbackUrls, logoutUrls } = deployed.outputs;
    const rows: [name: string, found: readonly string[], expected: readonly string[]][] = [
        ["callback URLs", client.CallbackURLs ?? [], callbackUrls],
        ["sign-out URLs", client.LogoutURLs ?? [], logoutUrls],
        ["flows", client.AllowedOAuthFlows ?? [], ["code"]],
        ["scopes", client.AllowedOAuthScopes ?? [], ["openid", "email", "profile"]],
        ["type", [client.ClientSecret ? "confidential" : "public"], [clientTypeOf(deployed.outputs)]],
    ];
    const [different] = rows.filter(([, found, expected]) => !sameMembers(found, expected));
    if (different !== undefined) {
        const [name, found, expected] = different;
        return fix(`${name}: ${list(found)}`, `${name}: ${list(expected)}`, deployAgain(deployed));
    }
    if (!client.AllowedOAuthFlowsUserPoolClient) {
        return fix("the OAuth settings are switched off", "switched on", deployAgain(deployed));
    }
    if (!client.SupportedIdentityProviders?.length) {
        return fix("nobody can sign in: no identity provider", "COGNITO, or a provider's name", deployAgain(deployed));
    }
    return ok(`as the stack says, for ${list(client.SupportedIdentityProviders)}`);
}

/** Credentials are a convenience here: without them, or without the right, the rest of the doctor still says enough. */
function describeApiError(error: Error, deployed: DeployedStack): Finding {
    switch (error.name) {
        case "CredentialsProviderError":
            return skipped(
                "unknown, there are no AWS credentials",
                "With credentials the app client is compared as well.",
            );
        case "AccessDeniedException":
        case "UnrecognizedClientException":
        case "InvalidSignatureException":
        case "ExpiredTokenException":
            return skipped(
                `unknown, these AWS credentials do not serve (${error.name})`,
                "They need cognito-idp:DescribeUserPoolClient on the user pool.",
            );
        case "ResourceNotFoundException":
            return deployed.endpoint === undefined
                ? skipped(
                      "unknown, these AWS credentials see no such app client",
                      "They are of another account, or somebody deleted the client; then the callback URLs are refused, too.",
                  )
                : fix(`not there: ${printable(error.message)}`, "the app client", deployAgain(deployed));
        default:
            return unknown(
                `Cognito's API gave no answer: ${printable(`${error.name} ${error.message}`)}`,
                "Try again.",
            );
    }
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
    return [...new Set(left)].sort().join("\n") === [...new Set(right)].sort().join("\n");
}

function list(words: readonly string[]): string {
    return words.length === 0 ? "none" : printable(words.join(", "));
}
