import { z } from "zod";
import { readContent } from "../file";
import { asText, choice, flag, scalar, section } from "../shapes";
import { attributeMapping, identifiers, providerName, providerUrl, type ProviderKind } from "./parts";

/** The longest metadata document that Cognito takes (AWS: CreateIdentityProvider, `ProviderDetails`). */
const LONGEST_METADATA = 131072;

const METADATA_FILE = { endings: [".xml"], mostBytes: LONGEST_METADATA, example: "saml/azure-metadata.xml" };

const ALLOWED_METADATA =
    "the path of the provider's metadata, an .xml file of SAML 2.0, from the folder of Pulumi.yaml; or the text itself";

/** The file takes the place of its path, so that nothing is read twice and a component can be given the text itself. */
const metadataFile = scalar({
    allowed: ALLOWED_METADATA,
    fix: (given) => {
        const reading = isXml(given) ? undefined : readContent(given, METADATA_FILE);
        return reading !== undefined && "fix" in reading
            ? reading.fix
            : "download the identity provider's metadata again: this is something else";
    },
    read: (given) => {
        const metadata = isXml(given) ? asText(given) : metadataAt(given);
        return metadata !== undefined && isMetadata(metadata) ? metadata : undefined;
    },
    jsonSchema: { type: "string" },
});

const isXml = (given: unknown): boolean => typeof given === "string" && given.trimStart().startsWith("<");

function metadataAt(given: unknown): string | undefined {
    const reading = readContent(given, METADATA_FILE);
    return "content" in reading
        ? Buffer.from(reading.content.base64, "base64")
              .toString("utf8")
              .replace(/^\uFEFF/, "")
              .trim()
        : undefined;
}

/** The metadata of an identity provider, which is neither a login page nor the metadata of an application. */
function isMetadata(text: string): boolean {
    return text.includes("urn:oasis:names:tc:SAML:2.0:metadata") && /<(\w+:)?IDPSSODescriptor[\s>]/.test(text);
}

const schema = section({
    type: z.literal("saml"),

    /** 3 to 32 characters; people see it on the login page. A change makes everybody who came from there a new person. */
    name: providerName().describe("as people see it on the login page; a change makes everybody a new person"),

    /** Where the provider publishes its metadata; Cognito reads it again every few hours. Either this or `metadataFile`. */
    metadataUrl: providerUrl("where the provider publishes its metadata", "https://login.mycompany.com/metadata.xml")
        .optional()
        .describe("where the provider publishes its metadata"),

    /** The metadata as an `.xml` file, by its path from the folder of `Pulumi.yaml`, or its text. Either this or `metadataUrl`. */
    metadataFile: metadataFile
        .optional()
        .describe("or its metadata as an `.xml` file: path from the folder of Pulumi.yaml"),

    /** Other names of the provider in sign-in requests, at most 50. @default [] */
    identifiers: identifiers().default([]).describe("other names of the provider, for instance its e-mail domain"),

    /** Whether a sign-out of Cognito signs people out of the provider as well. @default AWS's: no */
    signOut: flag().optional().describe("whether a sign-out signs people out of the provider as well"),

    /** Whether the provider may start a sign-in by itself. OpenMetadata cannot finish one that it did not start. @default AWS's: no */
    idpInitiated: flag().optional().describe("whether the provider may start a sign-in by itself"),

    /** Whether the provider must encrypt its answers, with the certificate that Cognito then shows. @default AWS's: no */
    encryptedResponses: flag().optional().describe("whether the provider must encrypt its answers"),

    /** `rsa-sha256`: Cognito signs its requests. @default none: they are not signed */
    requestSigningAlgorithm: choice(["rsa-sha256"]).optional().describe("`rsa-sha256`: Cognito signs its requests"),

    /** On top of the usual mapping: attributes of the pool and the names in the provider's assertion. @default {} */
    attributeMapping: attributeMapping()
        .default({})
        .describe("attributes of the pool and the names in the provider's assertion, on top of the usual"),
});

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/**
 * Any provider of SAML 2.0 (AWS: cognito-user-pools-saml-idp). The usual mapping is what Microsoft sends; others name their
 * attributes freely. The user name is always the assertion's NameID, so that it is not mapped.
 */
export const saml = {
    cognitoType: "SAML",
    attributeMapping: {
        email: `${CLAIMS}/emailaddress`,
        given_name: `${CLAIMS}/givenname`,
        family_name: `${CLAIMS}/surname`,
    },
    schema,
} as const satisfies ProviderKind<typeof schema>;
