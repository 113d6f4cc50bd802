import { tidyUrl } from "../config/openMetadataUrl";
import { control, USER_POOL_CLIENT } from "./control";

interface Client {
    readonly allowedOauthFlows?: readonly string[];
    readonly callbackUrls?: readonly string[];
    readonly logoutUrls?: readonly string[];
    readonly preventUserExistenceErrors?: "ENABLED" | "LEGACY";
    readonly enableTokenRevocation?: boolean;
}

const CLIENT = { enforcementLevel: "mandatory", types: [USER_POOL_CLIENT] } as const;

export const redirectUrls = control<Client>({
    ...CLIENT,
    name: "redirect-urls",
    description: "Codes go to https addresses only, or to the developer's own machine, and never to a pattern.",
    violation: ({ callbackUrls = [], logoutUrls = [] }) => {
        const bad = [...callbackUrls, ...logoutUrls].filter((url) => tidyUrl(url) === undefined);
        return bad.length > 0 ? `The client redirects to ${bad.join(", ")}` : undefined;
    },
    fix: "callbackUrl and additionalUrls with https, or http on localhost, without *",
});

export const noImplicitGrant = control<Client>({
    ...CLIENT,
    name: "no-implicit-grant",
    description: "Tokens never stand in an address.",
    violation: ({ allowedOauthFlows = [] }) =>
        allowedOauthFlows.includes("implicit") ? "The client allows the implicit grant" : undefined,
    fix: "allowedOauthFlows with code only",
});

export const noUserExistenceErrors = control<Client>({
    ...CLIENT,
    name: "no-user-existence-errors",
    description: "A failed sign-in does not tell whether somebody has an account.",
    violation: ({ preventUserExistenceErrors }) =>
        preventUserExistenceErrors === "ENABLED" ? undefined : "The client tells who has an account",
    fix: "preventUserExistenceErrors ENABLED",
});

export const tokenRevocation = control<Client>({
    ...CLIENT,
    name: "token-revocation",
    description: "A refresh token can be revoked.",
    violation: ({ enableTokenRevocation }) =>
        enableTokenRevocation === true ? undefined : "The client's refresh tokens cannot be revoked",
    fix: "enableTokenRevocation true",
});
