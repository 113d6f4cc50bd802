import { z } from "zod";
import { choice, section, text } from "../shapes";
import { attributeMapping, clientId, scopes, type ProviderKind } from "./parts";

const SCOPES = ["public_profile", "email"];

const schema = section({
    type: z.literal("facebook"),

    /** Fixed by Cognito. @default Facebook */
    name: choice(["Facebook"]).default("Facebook").describe("fixed by Cognito"),

    /** Meta for Developers: App ID. */
    clientId: clientId("1234567890123456").describe("App ID"),

    /** Version of the Graph API. @default AWS chooses */
    apiVersion: text({
        allowed: "a version of the Graph API",
        example: "v21.0",
        pattern: /^v\d{1,3}\.\d{1,2}$/,
    })
        .optional()
        .describe("version of the Graph API, as `v21.0`; by default AWS chooses"),

    /** @default ["public_profile", "email"] */
    scopes: scopes(SCOPES, ["email"]).default(SCOPES).describe("what Facebook is asked for"),

    /** On top of the usual mapping: attributes of the pool and what Facebook calls them. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and what Facebook calls them, on top of the usual"),
});

/** Facebook accounts (AWS: facebook). Facebook does not say whether an e-mail address is verified. */
export const facebook = {
    cognitoType: "Facebook",
    secret: "client secret",
    attributeMapping: {
        username: "id",
        email: "email",
        name: "name",
        given_name: "first_name",
        family_name: "last_name",
    },
    sent: { scopes: SCOPES, attributes: ["id", "email", "name", "first_name", "middle_name", "last_name", "picture"] },
    schema,
} as const satisfies ProviderKind<typeof schema>;
