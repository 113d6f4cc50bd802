import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

import type { OpenMetadataSettings } from "../../../openmetadata/settings";
import type { DeployedStack } from "../../../tools/stack";

type Authentication = Partial<OpenMetadataSettings["authenticationConfiguration"]>;
type Authorizer = Partial<OpenMetadataSettings["authorizerConfiguration"]>;

/** What is read of the output `openMetadataSsoForm`, for a stack whose admin is alice@example.com. */
export function ssoForm(authentication: Authentication = {}, authorizer: Authorizer = {}): string {
    return JSON.stringify({
        authenticationConfiguration: {
            clientType: "public",
            callbackUrl: "http://localhost:8585/callback",
            jwtPrincipalClaims: ["email", "preferred_username", "sub"],
            enableSelfSignup: true,
            ...authentication,
        },
        authorizerConfiguration: {
            adminPrincipals: ["alice"],
            principalDomain: "example.com",
            enforcePrincipalDomain: true,
            allowedEmailRegistrationDomains: ["all"],
            ...authorizer,
        },
    });
}

/** A stack in AWS whose OpenMetadata is at these addresses. */
export function deployedAt(
    addresses: readonly string[],
    change: Partial<DeployedStack["outputs"]> = {},
    stack: Partial<Omit<DeployedStack, "outputs">> = {},
): DeployedStack {
    const authority = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI";
    const domainUrl = "https://om-dev-0123abcd.auth.eu-west-1.amazoncognito.com";
    const clientId = "4sampleclient0123456789";
    const main = addresses[0] ?? "";
    return {
        stack: "dev",
        place: "aws",
        ...stack,
        outputs: {
            clientId,
            userPoolId: "eu-west-1_AbCdEfGhI",
            region: "eu-west-1",
            authority,
            discoveryUrl: `${authority}/.well-known/openid-configuration`,
            jwksUrl: `${authority}/.well-known/jwks.json`,
            domainUrl,
            signInUrl: `${domainUrl}/oauth2/authorize?client_id=${clientId}`,
            signOutUrl: `${domainUrl}/logout?client_id=${clientId}&logout_uri=${encodeURIComponent(`${main}/signin`)}`,
            callbackUrls: addresses.flatMap((address) =>
                ["/callback", "/silent-callback", "/auth/callback"].map((path) => address + path),
            ),
            logoutUrls: addresses.flatMap((address) => [`${address}/signin`, address]),
            openMetadataVersion: "2.0.7",
            openMetadataDockerEnv: "text",
            openMetadataYaml: "text",
            openMetadataHelmValues: "text",
            openMetadataSsoForm: ssoForm(),
            collateHandOff: "text",
            ...change,
        },
    };
}

/** A port that nobody listens on, neither at 127.0.0.1 nor at ::1. */
export async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
