import { z } from "zod";
import { choice, scalar, section } from "../shapes";
import {
    attributeMapping,
    clientId,
    identifiers,
    providerName,
    providerUrl,
    scopes,
    secureUrl,
    urlFix,
    type ProviderKind,
} from "./parts";

const SCOPES = ["openid", "email", "profile"];

const DISCOVERY = "/.well-known/openid-configuration";

const issuer = scalar({
    allowed: "the provider's issuer: https, without query, password and fragment",
    fix: urlFix("https://mycompany.okta.com"),
    read: (given) => {
        const url = secureUrl(given);
        return url?.includes("?") ? undefined : url;
    },
    jsonSchema: { type: "string", format: "uri" },
});

const endpointsSchema = section({
    authorizeUrl: providerUrl("the authorization endpoint", "https://login.mycompany.com/authorize").describe(
        "authorization endpoint",
    ),
    tokenUrl: providerUrl("the token endpoint", "https://login.mycompany.com/token").describe("token endpoint"),
    attributesUrl: providerUrl("the userinfo endpoint", "https://login.mycompany.com/userinfo").describe(
        "userinfo endpoint",
    ),
    jwksUri: providerUrl("the JSON web key set", "https://login.mycompany.com/keys").describe("JSON web key set"),
});

const written = section({
    type: z.literal("oidc"),

    /** 3 to 32 characters; people see it on the login page. A change makes everybody who came from there a new person. */
    name: providerName().describe("as people see it on the login page; a change makes everybody a new person"),

    clientId: clientId("0oa1b2c3d4").describe("client id of the application at the provider"),

    /**
     * The provider's issuer, https. With `endpoints` it must be the claim `iss` of the provider's tokens, letter by letter; without
     * them it leads to the discovery document, and neither a slash at its end nor the path of that document counts.
     */
    issuer: issuer.describe("the provider's issuer; with `endpoints` letter by letter as in its tokens (claim `iss`)"),

    /** @default ["openid", "email", "profile"] */
    scopes: scopes(SCOPES, ["openid"]).default(SCOPES).describe("what the provider is asked for"),

    /** How the userinfo endpoint is asked. @default GET */
    attributesRequestMethod: choice(["GET", "POST"])
        .default("GET")
        .describe("how the userinfo endpoint is asked: `GET` or `POST`"),

    /** All four endpoints, for a provider without discovery. @default none: Cognito finds them through the issuer */
    endpoints: endpointsSchema.optional().describe("all four endpoints, for a provider without discovery"),

    /** Other names of the provider in sign-in requests, at most 50. @default [] */
    identifiers: identifiers().default([]).describe("other names of the provider, for instance its e-mail domain"),

    /** On top of the usual mapping: attributes of the pool and the provider's claims. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and the provider's claims, on top of the usual"),
});

/**
 * Cognito compares the claim `iss` with the issuer that the discovery document names, and with the one that is written where there is
 * none. To find the document it adds the path itself, and wants no slash before it (AWS: cognito-user-pools-oidc-idp).
 */
const schema = written.transform((provider) =>
    provider.endpoints === undefined
        ? { ...provider, issuer: provider.issuer.replace(/\/+$/, "").replace(DISCOVERY, "") }
        : provider,
);

/** Any provider of OpenID Connect that authenticates a client by `client_secret_post` (AWS: cognito-user-pools-oidc-idp). */
export const oidc = {
    cognitoType: "OIDC",
    secret: "client secret",
    attributeMapping: {
        username: "sub",
        email: "email",
        email_verified: "email_verified",
        name: "name",
        given_name: "given_name",
        family_name: "family_name",
    },
    schema,
} as const satisfies ProviderKind<typeof schema>;
