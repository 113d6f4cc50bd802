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

/** Addresses of metadata of Entra and AD FS, and of Auth0, which uses Microsoft's names too (Auth0: SAML attribute mappings). */
const MICROSOFTS_URL = /\/federationmetadata\/2007-06\/federationmetadata\.xml(\?|$)|\.auth0\.com\/samlp\//i;

/** The same of the metadata itself: it lists the claim, or names one of them as its entity. */
const MICROSOFTS_METADATA = new RegExp(
    `${CLAIMS}/emailaddress|entityID="(https://sts\\.(windows\\.net|chinacloudapi\\.cn)/|https?://[^"]+/adfs/services/trust"|urn:[^"]+\\.auth0\\.com")`,
);

/** Whether the usual mapping is a guess for this provider: nobody has said where its e-mail address is, and it is not one of Microsoft's. */
export function guessesEmail({ metadataUrl, metadataFile, attributeMapping }: z.output<typeof schema>): boolean {
    const isMicrosofts =
        metadataUrl === undefined ? MICROSOFTS_METADATA.test(metadataFile ?? "") : MICROSOFTS_URL.test(metadataUrl);
    return attributeMapping.email === undefined && !isMicrosofts;
}
