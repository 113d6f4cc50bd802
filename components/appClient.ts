import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { seconds, tokenValidity } from "../config/duration";
import { mappedCustomAttributes } from "../config/identityProviders";
import { firstFactors } from "../config/mfa";
import { describeProblems, type Problem } from "../config/problem";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { REQUIRABLE_ATTRIBUTES, STANDARD_ATTRIBUTES } from "../config/userPool";
import { SCOPES } from "./addresses";
import { callbackUrls, logoutUrls, openMetadataUrls } from "./redirectUrls";

/** OpenMetadata's app client. A replaced one has another id, and every OpenMetadata that is configured stops working. */
export function createAppClient(
    name: string,
    settings: Settings,
    userPool: { id: pulumi.Input<string>; name: pulumi.Input<string> },
    identityProviders: readonly cognito.IdentityProvider[],
    opts: pulumi.CustomResourceOptions,
): cognito.UserPoolClient {
    return new cognito.UserPoolClient(
        name,
        { ...appClientArgs(settings), userPoolId: userPool.id, name: userPool.name },
        // Cognito: "The provider Google does not exist for User Pool" (aws/aws-cdk#15850).
        pulumi.mergeOptions(opts, { additionalSecretOutputs: ["clientSecret"], dependsOn: [...identityProviders] }),
    );
}

/** The arguments of the client (AWS: CreateUserPoolClient). Every list is sorted the same way on each run; none is sent empty. */
export function appClientArgs(settings: Settings): Omit<cognito.UserPoolClientArgs, "userPoolId" | "name"> {
    const urls = openMetadataUrls(settings.callbackUrl, settings.additionalUrls);
    return {
        // Always said, since one that is left out later replaces the client. An import records none, and one that is said then
        // would replace it as well (hashicorp/terraform-provider-aws#20298).
        ...(!settings.importedClient && { generateSecret: settings.clientType === "confidential" }),
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: [...SCOPES],
        callbackUrls: callbackUrls(urls),
        logoutUrls: logoutUrls(urls),
        supportedIdentityProviders: supportedIdentityProviders(settings),
        ...authenticationFlowArgs(settings),
        ...tokenArgs(settings),
        ...attributeArgs(settings),
        enableTokenRevocation: true,
        preventUserExistenceErrors: "ENABLED",
    };
}

/**
 * The client's id, once it is known that the client is of the type that the settings say: only its secret tells of an imported one.
 * @throws UserError in the output
 */
export function clientIdOf(
    { clientType, importedClient }: Settings,
    client: cognito.UserPoolClient,
): pulumi.Output<string> {
    if (!importedClient) {
        return client.id;
    }
    const hasSecret = pulumi.unsecret(client.clientSecret.apply((secret) => Boolean(secret)));
    return pulumi.all([client.id, hasSecret]).apply(([id, secret]) => {
        const actual = secret ? "confidential" : "public";
        if (clientType !== actual) {
            throw new UserError(
                describeProblems(
                    `Stack ${pulumi.getStack()}`,
                    [wrongType(clientType, actual)],
                    "It has no outputs until that is solved.",
                ),
            );
        }
        return id;
    });
}

function wrongType(given: Settings["clientType"], actual: Settings["clientType"]): Problem {
    return {
        key: "clientType",
        given: `${given}, but the imported app client has ${actual === "public" ? "no" : "a"} secret`,
        allowed: `${actual}: an app client keeps the type that it was made with`,
        fix: `set clientType to ${actual}; or remove importedClient, and a new app client with another id takes its place`,
    };
}

/** What the login page offers. Without `COGNITO` it has no password form (AWS: cognito-user-pools-app-idp-settings). */
function supportedIdentityProviders({ passwordSignIn, identityProviders, userPool }: Settings): string[] {
    const names = [...identityProviders.map(({ name }) => name), ...userPool.existingIdentityProviders];
    return [...(passwordSignIn ? ["COGNITO"] : []), ...names.sort()];
}

/** Rotation of refresh tokens excludes the flow that renews without it; a choice of first factors needs a flow of its own. */
function authenticationFlowArgs({ tokens, mfa }: Settings) {
    const rotating = tokens.rotation === "on";
    return {
        explicitAuthFlows: [
            "ALLOW_USER_SRP_AUTH",
            ...(firstFactors(mfa).length > 1 ? ["ALLOW_USER_AUTH"] : []),
            ...(rotating ? [] : ["ALLOW_REFRESH_TOKEN_AUTH"]),
        ],
        ...(rotating && {
            refreshTokenRotation: {
                feature: "ENABLED",
                retryGracePeriodSeconds: seconds(tokens.rotationGracePeriod ?? "60s"),
            },
        }),
    };
}

/** All three lifetimes with all three units: one left out is read in another unit (hashicorp/terraform-provider-aws#30392). */
function tokenArgs({ tokens }: Settings) {
    const [id, access, refresh] = [
        tokenValidity(tokens.id),
        tokenValidity(tokens.access),
        tokenValidity(tokens.refresh),
    ];
    return {
        idTokenValidity: id.validity,
        accessTokenValidity: access.validity,
        refreshTokenValidity: refresh.validity,
        tokenValidityUnits: { idToken: id.unit, accessToken: access.unit, refreshToken: refresh.unit },
        authSessionValidity: seconds(tokens.session) / 60,
    };
}

/**
 * A client reads custom attributes only when it is told so, and then it must be told of all others as well. What it may write, people
 * may write about themselves through Cognito's API: of the custom ones only those that a provider has to fill in.
 */
function attributeArgs({ userPool, identityProviders }: Settings) {
    const own = userPool.customAttributes.map(({ name }) => `custom:${name}`);
    const mapped = mappedCustomAttributes(identityProviders);
    const custom = [...new Set([...own, ...mapped])];
    if (custom.length === 0) {
        return {};
    }
    return {
        readAttributes: [...STANDARD_ATTRIBUTES, ...custom].sort(),
        writeAttributes: [...REQUIRABLE_ATTRIBUTES, "updated_at", ...mapped].sort(),
    };
}
