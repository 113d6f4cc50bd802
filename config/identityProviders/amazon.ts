import { z } from "zod";
import { choice, section } from "../shapes";
import { attributeMapping, clientId, scopes, type ProviderKind } from "./parts";

const SCOPES = ["profile"];

const schema = section({
    type: z.literal("amazon"),

    /** Fixed by Cognito. @default LoginWithAmazon */
    name: choice(["LoginWithAmazon"]).default("LoginWithAmazon").describe("fixed by Cognito"),

    /** Login with Amazon console: the security profile's client ID. */
    clientId: clientId("amzn1.application-oa2-client.0123456789abcdef").describe("client ID of the security profile"),

    /** `profile` gives name and e-mail address. @default ["profile"] */
    scopes: scopes(SCOPES, ["profile"]).default(SCOPES).describe("what Amazon is asked for"),

    /** On top of the usual mapping: attributes of the pool and what Amazon calls them. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and what Amazon calls them, on top of the usual"),
});

/** Accounts of Amazon's shops (AWS: amazon). Amazon does not say whether an e-mail address is verified. */
export const amazon = {
    cognitoType: "LoginWithAmazon",
    secret: "client secret",
    attributeMapping: { username: "user_id", email: "email", name: "name" },
    sent: { scopes: SCOPES, attributes: ["user_id", "email", "name"] },
    schema,
} as const satisfies ProviderKind<typeof schema>;
