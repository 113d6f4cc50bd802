import { z } from "zod";
import { asText, flag, scalar, section } from "./shapes";

/** Words that Cognito refuses anywhere in a prefix (AWS: cognito-user-pools-assign-domain-prefix). */
export const RESERVED_WORDS = ["aws", "amazon", "cognito"] as const;

/** The longest label that DNS takes, and so the longest prefix. */
export const LONGEST_PREFIX = 63;

const PREFIX = new RegExp(`^[a-z0-9](?:[a-z0-9-]{0,${LONGEST_PREFIX - 2}}[a-z0-9])?$`);

const prefix = scalar({
    allowed: `1 to ${LONGEST_PREFIX} lower-case letters, digits and hyphens, no hyphen at either end, without ${RESERVED_WORDS.join(", ")}`,
    fix: (given) => {
        const word = RESERVED_WORDS.find((reserved) => asText(given)?.toLowerCase().includes(reserved));
        return word === undefined ? "for example: mycompany-openmetadata" : `choose a prefix without the word ${word}`;
    },
    read: (given) => {
        const value = asText(given)?.toLowerCase();
        return value !== undefined && PREFIX.test(value) && !RESERVED_WORDS.some((word) => value.includes(word))
            ? value
            : undefined;
    },
    jsonSchema: { type: "string", pattern: PREFIX.source },
});

/** Where the login pages are (AWS: cognito-user-pools-assign-domain). A change gives them another address: people sign in again. */
export const domainSchema = section({
    /**
     * First label of `https://<prefix>.auth.<region>.amazoncognito.com`, unique among all AWS accounts of the region.
     * @default `om-<stack>-<8 hex>`, made from account, region, project and stack
     */
    prefix: prefix.optional().describe("first label of the login pages' address, unique in the region"),

    /** With `userPool.existingId`: use the domain that the pool already has. @default false: the pool gets one */
    existing: flag().default(false).describe("with `userPool.existingId`: use the domain that the pool already has"),
});

export type DomainSettings = z.output<typeof domainSchema>;
