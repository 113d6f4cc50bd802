import { z } from "zod";
import { devicesProblems, devicesSchema } from "./devices";
import type { Problem } from "./problem";
import { choice, flag, list, section, text, wholeNumber } from "./shapes";
import { threatProtectionSchema } from "./threatProtection";

/** Names of pools and app clients (AWS: CreateUserPool, CreateUserPoolClient). */
export const RESOURCE_NAME = {
    allowed: "1 to 128 letters, digits, blanks and _ + = , . @ -",
    example: "openmetadata",
    pattern: /^[\w +=,.@-]{1,128}$/,
} as const;

/**
 * The standard attributes that a pool can require at sign-up (OpenID Connect Core, section 5.1). Cognito fills in the others
 * (`sub`, `email_verified`, `phone_number_verified`, `updated_at`) itself.
 */
export const REQUIRABLE_ATTRIBUTES = [
    "address",
    "birthdate",
    "email",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "picture",
    "preferred_username",
    "profile",
    "website",
    "zoneinfo",
] as const;

export type RequirableAttribute = (typeof REQUIRABLE_ATTRIBUTES)[number];

/** All standard attributes but `sub`, which is Cognito's own. */
export const STANDARD_ATTRIBUTES = [
    ...REQUIRABLE_ATTRIBUTES,
    "email_verified",
    "phone_number_verified",
    "updated_at",
] as const;

/** The names that a custom attribute cannot have: at the making of a pool Cognito takes it for the standard attribute. */
const TAKEN_NAMES: readonly string[] = [...STANDARD_ATTRIBUTES, "sub"];

/** The longest value of a text attribute (AWS: user-pool-settings-attributes). */
export const LONGEST_VALUE = 2048;

const customAttributeSchema = section({
    /** Name without `custom:`, which Cognito puts before it; 1 to 20 characters. Can never be changed or removed. */
    name: text({
        allowed: "1 to 20 letters, digits and punctuation, without the custom: that Cognito puts before it",
        example: "department",
        pattern: /^(?!custom:)[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u,
    }).describe("name without `custom:`; can never be changed or removed"),

    /** What its values are. Can never be changed. @default string */
    type: choice(["string", "number", "dateTime", "boolean"]).default("string").describe("what its values are"),

    /** Whether a value can be changed once it is set. Can never be changed. @default true */
    mutable: flag().default(true).describe("whether a value can be changed once it is set"),

    /** `string`: fewest characters. `number`: smallest value. @default 0 for a string, the smallest safe integer for a number */
    minimum: wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("string: fewest characters; number: smallest value"),

    /** `string`: most characters, up to 2048. `number`: largest value. @default 2048 for a string, the largest safe integer for a number */
    maximum: wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("string: most characters, up to 2048; number: largest value"),
});

/** Cognito: LimitExceeded above 50 custom attributes; the standard ones do not count. */
const MOST_CUSTOM_ATTRIBUTES = 50;

const passwordPolicySchema = section({
    /** Fewest characters of a password, 6 to 99. @default 12 */
    minimumLength: wholeNumber(6, 99).default(12).describe("fewest characters"),
    /** @default true */
    requireLowercase: flag().default(true).describe("a lower-case letter"),
    /** @default true */
    requireUppercase: flag().default(true).describe("an upper-case letter"),
    /** @default true */
    requireNumbers: flag().default(true).describe("a digit"),
    /** @default true */
    requireSymbols: flag().default(true).describe("a special character"),
    /** Days for which the password of an invitation works, 1 to 365. @default 7 */
    temporaryPasswordValidityDays: wholeNumber(1, 365)
        .default(7)
        .describe("days for which an invitation's password works"),
    /** How many former passwords must not be used again, 0 to 24; more than 0 needs the plan `essentials`. @default 0 */
    passwordHistorySize: wholeNumber(0, 24).default(0).describe("former passwords that must not be used again"),
});

/** AWS allows 300 identity providers a pool; a login page with more than this is of no use. */
export const MOST_IDENTITY_PROVIDERS = 50;

/** However its owner has named it (AWS: CreateIdentityProvider); `COGNITO` is the pool's own password form. */
const existingProviderName = text({
    allowed: "the name of an identity provider as Cognito shows it, at most 32 characters without blanks",
    example: "Okta",
    pattern: /^(?!COGNITO$)[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,32}$/u,
});

/** The user pool (AWS: CreateUserPool). It is dedicated to OpenMetadata, which checks neither issuer nor audience of a token. */
export const userPoolSchema = section({
    /**
     * Id of a pool that is already there: only domain, client and login pages are made on top, the pool is never touched. All
     * other keys of `userPool` must be left out then. @default none: a pool of its own
     */
    existingId: text({
        allowed: "the id of a user pool: its region, an underscore, letters and digits",
        example: "eu-west-1_AbCdEfGhI",
        pattern: /^[\w-]{1,45}_[0-9a-zA-Z]{1,9}$/,
    })
        .optional()
        .describe("id of a pool that is already there, to put only domain and client on top"),

    /** With `existingId`: names of the pool's own identity providers that the login page offers too. They stay as they are. @default [] */
    existingIdentityProviders: list(existingProviderName, MOST_IDENTITY_PROVIDERS)
        .default([])
        .describe("with `existingId`: names of the pool's own identity providers that the login page offers too"),

    /** Name in the console. @default the component's name and the stack's, `openmetadata-<stack>` */
    name: text(RESOURCE_NAME).optional().describe("name in the console"),

    /** Whether anybody who finds the login page can make an account. @default false: people are invited */
    selfSignUp: flag().default(false).describe("whether anybody who finds the login page can make an account"),

    /** What a password must be like. Passwords that exist stay valid. */
    passwordPolicy: passwordPolicySchema.prefault({}).describe("what a password must be like"),

    /** Attributes of your own; new ones can be added, none can ever be changed or removed. @default [] */
    customAttributes: list(customAttributeSchema, MOST_CUSTOM_ATTRIBUTES)
        .default([])
        .describe("attributes of your own; can be added to, never changed or removed"),

    /** Standard attributes that everybody must have, besides the e-mail address. Fixed when the pool is made. @default [] */
    requiredAttributes: list(choice(REQUIRABLE_ATTRIBUTES), REQUIRABLE_ATTRIBUTES.length)
        .default([])
        .describe("standard attributes that everybody must have besides `email`; fixed when the pool is made"),

    /**
     * How somebody who forgot the password gets in again, in order of preference. `phone`: a code by SMS, where the pool sends any
     * (`mfa.mode` off, `mfa.methods` [sms]). `admin`: only an administrator can reset it. @default ["email"]
     */
    recovery: list(choice(["email", "phone", "admin"]), 2)
        .default(["email"])
        .describe(
            "how somebody who forgot the password gets in again: `email`, `phone` or `admin` (only an administrator can reset it)",
        ),

    /** The pool's feature plan, which AWS bills per monthly active user (AWS: cognito-sign-in-feature-plans). @default essentials */
    featurePlan: choice(["essentials", "lite", "plus"]).default("essentials").describe("the plan that AWS bills"),

    /** Threat protection of password sign-ins; needs the plan `plus`. @default off */
    threatProtection: threatProtectionSchema
        .prefault("off")
        .describe("threat protection: off, audit, enforced or a map; needs plan `plus`"),

    /** Whether the pool remembers the devices that people sign in on. @default off */
    devices: devicesSchema.prefault("off").describe("remembered devices: off, always, optIn or a map"),
});

export type UserPoolSettings = z.output<typeof userPoolSchema>;
export type CustomAttribute = UserPoolSettings["customAttributes"][number];

/** What Cognito refuses, or takes and cannot undo, about the arguments of a pool. */
export function userPoolProblems({ userPool }: { userPool: UserPoolSettings }): Problem[] {
    return [...customAttributeProblems(userPool), ...recoveryProblems(userPool), ...devicesProblems({ userPool })];
}

function customAttributeProblems({ customAttributes }: UserPoolSettings): Problem[] {
    return customAttributes.flatMap(({ name, type, minimum, maximum }, index) => {
        const key = `userPool.customAttributes[${index}]`;
        const problems: Problem[] = [];
        if (customAttributes.findIndex((other) => other.name === name) < index) {
            problems.push({
                key: `${key}.name`,
                given: `${name}, a second time`,
                allowed: "each name once",
                fix: "remove one of the two, or rename it",
            });
        }
        if (TAKEN_NAMES.includes(name)) {
            problems.push({
                key: `${key}.name`,
                given: `${name}, the name of a standard attribute`,
                allowed: "names of your own: every pool has the standard attributes already",
                fix: "rename it, or remove it (userPool.requiredAttributes makes a standard attribute required)",
            });
        }
        if ((type === "dateTime" || type === "boolean") && (minimum !== undefined || maximum !== undefined)) {
            problems.push({
                key,
                given: `minimum or maximum for the type ${type}`,
                allowed: "minimum and maximum for the types string and number",
                fix: "remove minimum and maximum",
            });
        }
        const [least, most] = constraintsOf({ type, minimum, maximum });
        const withinText = type !== "string" || (least >= 0 && most <= LONGEST_VALUE);
        if (least > most || !withinText) {
            problems.push({
                key,
                given: `minimum ${least}, maximum ${most}`,
                allowed: type === "string" ? `0 <= minimum <= maximum <= ${LONGEST_VALUE}` : "minimum <= maximum",
                fix: `for example: minimum: 0, maximum: ${LONGEST_VALUE}`,
            });
        }
        return problems;
    });
}

/** The limits that are sent: always spelled out, because a schema entry without them never settles (pulumi/pulumi-aws#1237). */
export function constraintsOf(attribute: Pick<CustomAttribute, "type" | "minimum" | "maximum">): [number, number] {
    const [least, most] =
        attribute.type === "string" ? [0, LONGEST_VALUE] : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
    return [attribute.minimum ?? least, attribute.maximum ?? most];
}

function recoveryProblems({ recovery }: UserPoolSettings): Problem[] {
    const repeated = new Set(recovery).size < recovery.length;
    const mixed = recovery.includes("admin") && recovery.length > 1;
    if (recovery.length > 0 && !repeated && !mixed) {
        return [];
    }
    return [
        {
            key: "userPool.recovery",
            given: JSON.stringify(recovery),
            allowed: "one or two different ways; admin only alone",
            fix: "for example: [email]",
        },
    ];
}
