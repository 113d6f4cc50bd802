import { z } from "zod";
import type { Problem } from "./problem";
import { asText, flag, scalar, section } from "./shapes";

/** Words that Cognito refuses anywhere in a prefix (AWS: cognito-user-pools-assign-domain-prefix). */
export const RESERVED_WORDS = ["aws", "amazon", "cognito"] as const;

/** The longest label that DNS takes, and so the longest prefix. */
export const LONGEST_PREFIX = 63;

/** The longest domain that Cognito takes, prefix or name (AWS: CreateUserPoolDomain). */
const LONGEST_NAME = 63;

const LABEL = `[a-z0-9](?:[a-z0-9-]{0,${LONGEST_PREFIX - 2}}[a-z0-9])?`;
const PREFIX = new RegExp(`^${LABEL}$`);

/** At least three labels: Cognito takes no top-level domain, and nothing right under one (AWS: cognito-user-pools-add-custom-domain). */
const NAME = new RegExp(`^(?:${LABEL}\\.){2,}${LABEL}$`);

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

const name = scalar({
    allowed: `a host name of your own under your domain, at least three labels and at most ${LONGEST_NAME} characters`,
    fix: (given) => `for example: ${suggestedName(given)}`,
    read: (given) => {
        const value = asText(given)?.toLowerCase().replace(/\.$/, "");
        return value !== undefined && value.length <= LONGEST_NAME && NAME.test(value) ? value : undefined;
    },
    jsonSchema: { type: "string", format: "hostname" },
});

const hostedZoneId = scalar({
    allowed: "the id of a public hosted zone in Route 53: Z and up to 31 capital letters and digits",
    fix: "Z0123456789ABCDEFGHIJ (aws route53 list-hosted-zones)",
    read: (given) => {
        const value = asText(given)?.replace(/^\/?hostedzone\//, "");
        return value !== undefined && /^Z[A-Z0-9]{1,31}$/.test(value) ? value : undefined;
    },
});

const CERTIFICATE_ARN = /^arn:aws:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;

const certificateArn = scalar({
    allowed: "the ARN of an issued certificate in us-east-1, whatever the pool's region: arn:aws:acm:us-east-1:…",
    fix: (given) => {
        const region = CERTIFICATE_ARN.exec(asText(given) ?? "")?.[1];
        return region === undefined
            ? "aws acm list-certificates --region us-east-1 shows the ones that you have"
            : `request or import the certificate in us-east-1; this one is in ${region}`;
    },
    read: (given) => {
        const value = asText(given);
        return CERTIFICATE_ARN.exec(value ?? "")?.[1] === "us-east-1" ? value : undefined;
    },
});

const schema = section({
    /**
     * First label of `https://<prefix>.auth.<region>.amazoncognito.com`, unique among all AWS accounts of the region.
     * @default `om-<stack>-<8 hex>`, made from account, region, project and stack
     */
    prefix: prefix.optional().describe("first label of the login pages' address, unique in the region"),

    /**
     * A host name of your own in place of the prefix, for instance `auth.mycompany.com`. Its parent needs an A record.
     * @see AWS: cognito-user-pools-add-custom-domain
     */
    name: name.optional().describe("a host name of your own in place of the prefix"),

    /** With `name`: the Route 53 zone in which its DNS records are made, and those that validate a certificate made for it. */
    hostedZoneId: hostedZoneId.optional().describe("with `name`: the Route 53 zone for its DNS records"),

    /** With `name`: a certificate of your own, in us-east-1. @default with `hostedZoneId`: one is made and validated */
    certificateArn: certificateArn.optional().describe("with `name`: a certificate of your own, in us-east-1"),

    /** With `userPool.existingId`: use the domain that the pool already has. @default false: the pool gets one */
    existing: flag().default(false).describe("with `userPool.existingId`: use the domain that the pool already has"),
});

/** A custom domain: its certificate and its DNS records are made in the hosted zone as far as they are not given. */
type CustomDomain<Existing> = { readonly name: string; readonly prefix?: undefined } & Existing &
    (
        | { readonly hostedZoneId: string; readonly certificateArn?: string | undefined }
        | { readonly hostedZoneId?: undefined; readonly certificateArn: string }
    );

interface PrefixDomain {
    readonly prefix?: string | undefined;
    readonly name?: undefined;
    readonly hostedZoneId?: undefined;
    readonly certificateArn?: undefined;
}

export type DomainSettings =
    (PrefixDomain & { readonly existing: boolean }) | CustomDomain<{ readonly existing: false }>;
type DomainArgs =
    | (PrefixDomain & { readonly existing?: boolean | undefined })
    | CustomDomain<{ readonly existing?: false | undefined }>;

/** Where the login pages are (AWS: cognito-user-pools-assign-domain). A change gives them another address: people sign in again. */
// The static type forbids what `domainProblems` refuses.
export const domainSchema = schema as z.ZodType<DomainSettings, DomainArgs>;

/** A domain is either a prefix or a name of one's own, and only the latter has a certificate and DNS records. */
export function domainProblems(settings: {
    domain: DomainSettings;
    callbackUrl: string;
    additionalUrls: readonly string[];
}): Problem[] {
    // Before these rules have run, any of the keys can be there.
    const domain = settings.domain as z.output<typeof schema>;
    return domain.name === undefined
        ? onlyWithName(domain)
        : [
              ...notWithName(domain),
              ...sourceProblems(domain, domain.name),
              ...sharedHostProblems(settings, domain.name),
          ];
}

function onlyWithName(domain: z.output<typeof schema>): Problem[] {
    return (["hostedZoneId", "certificateArn"] as const)
        .filter((key) => domain[key] !== undefined)
        .map((key) => ({
            key: `domain.${key}`,
            given: `${domain[key]}, without domain.name`,
            allowed: "only beside domain.name: a prefix has neither a certificate nor DNS records of yours",
            fix: `set domain.name, for example: auth.mycompany.com; or remove domain.${key}`,
        }));
}

function notWithName({ prefix, name, existing }: z.output<typeof schema>): Problem[] {
    const others = [...(prefix === undefined ? [] : [["prefix", prefix]]), ...(existing ? [["existing", "true"]] : [])];
    return others.map(([key, value]) => ({
        key: `domain.${key}`,
        given: `${value}, beside domain.name ${name}`,
        allowed: "one of domain.prefix, domain.name and domain.existing",
        fix: `remove domain.${key} or domain.name`,
    }));
}

function sourceProblems({ hostedZoneId, certificateArn }: z.output<typeof schema>, name: string): Problem[] {
    return hostedZoneId !== undefined || certificateArn !== undefined
        ? []
        : [
              {
                  key: "domain.name",
                  given: `${name}, without hostedZoneId and certificateArn`,
                  allowed: "with hostedZoneId, with certificateArn, or with both",
                  fix: "set domain.hostedZoneId for DNS in Route 53 (certificate and records are made), or domain.certificateArn for DNS elsewhere",
              },
          ];
}

/** The record of the login pages would take the place of OpenMetadata's own. */
function sharedHostProblems(
    { callbackUrl, additionalUrls }: { callbackUrl: string; additionalUrls: readonly string[] },
    name: string,
): Problem[] {
    return [callbackUrl, ...additionalUrls].some((url) => new URL(url).hostname === name)
        ? [
              {
                  key: "domain.name",
                  given: `${name}, where OpenMetadata itself is`,
                  allowed: "a host name that nothing else has",
                  fix: `for example: auth.${name.split(".").slice(1).join(".")}`,
              },
          ]
        : [];
}

/** The host name that was probably meant: without scheme and path, and under the domain rather than the domain itself. */
function suggestedName(given: unknown): string {
    const host = (asText(given) ?? "")
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[/:?#].*$/, "")
        .replace(/\.$/, "");
    const candidates = [host, `auth.${host}`];
    return (
        candidates.find((candidate) => candidate.length <= LONGEST_NAME && NAME.test(candidate)) ?? "auth.mycompany.com"
    );
}
