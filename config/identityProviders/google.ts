import { z } from "zod";
import { choice, section } from "../shapes";
import { attributeMapping, clientId, scopes, type ProviderKind } from "./parts";

const SCOPES = ["email", "profile", "openid"];

const schema = section({
    type: z.literal("google"),

    /** Fixed by Cognito. @default Google */
    name: choice(["Google"]).default("Google").describe("fixed by Cognito"),

    /** Google Cloud console: Credentials, OAuth 2.0 client ID. */
    clientId: clientId("123456789012-abc.apps.googleusercontent.com").describe("OAuth client ID"),

    /** @default ["email", "profile", "openid"] */
    scopes: scopes(SCOPES, ["email", "openid"]).default(SCOPES).describe("what Google is asked for"),

    /** On top of the usual mapping: attributes of the pool and what Google calls them. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and what Google calls them, on top of the usual"),
});

/** Google accounts (AWS: google). With an OAuth consent screen of the type Internal only people of one Workspace get in. */
export const google = {
    cognitoType: "Google",
    secret: "client secret",
    attributeMapping: {
        username: "sub",
        email: "email",
        email_verified: "email_verified",
        name: "name",
        given_name: "given_name",
        family_name: "family_name",
    },
    sent: {
        scopes: SCOPES,
        attributes: ["sub", "email", "email_verified", "name", "given_name", "family_name", "picture"],
    },
    schema,
} as const satisfies ProviderKind<typeof schema>;
