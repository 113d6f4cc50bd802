import { z } from "zod";
import { choice, section, text } from "../shapes";
import { attributeMapping, clientId, scopes, type ProviderKind } from "./parts";

const SCOPES = ["email", "name"];

const identifier = (what: string, example: string) =>
    text({ allowed: `${what}: 10 capital letters and digits`, example, pattern: /^[A-Z0-9]{10}$/ });

const schema = section({
    type: z.literal("apple"),

    /** Fixed by Cognito. @default SignInWithApple */
    name: choice(["SignInWithApple"]).default("SignInWithApple").describe("fixed by Cognito"),

    /** Apple Developer: the Services ID (not the App ID). */
    clientId: clientId("com.mycompany.openmetadata").describe("Services ID"),

    /** Apple Developer: Membership details. */
    teamId: identifier("the Team ID", "A1B2C3D4E5").describe("Team ID"),

    /** Apple Developer: Keys. It belongs to the private key in `identityProviderSecrets`; both change together. */
    keyId: identifier("the Key ID", "F6G7H8J9K0").describe("ID of the private key"),

    /** @default ["email", "name"] */
    scopes: scopes(SCOPES, ["email"]).default(SCOPES).describe("what Apple is asked for"),

    /** On top of the usual mapping: attributes of the pool and what Apple calls them. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and what Apple calls them, on top of the usual"),
});

/** Apple accounts (AWS: apple). People may hide their address; a relay address at privaterelay.appleid.com comes in its place. */
export const apple = {
    cognitoType: "SignInWithApple",
    secret: "private key",
    attributeMapping: {
        username: "sub",
        email: "email",
        email_verified: "email_verified",
        given_name: "firstName",
        family_name: "lastName",
    },
    sent: { scopes: SCOPES, attributes: ["sub", "email", "email_verified", "firstName", "lastName"] },
    schema,
} as const satisfies ProviderKind<typeof schema>;
