import { z } from "zod";
import { emailAddress, mailbox, parseMailbox } from "./mailbox";
import { partition } from "./partition";
import type { Problem } from "./problem";
import { section, text } from "./shapes";

const IDENTITY_ARN = /^arn:aws[\w-]*:ses:[a-z0-9-]+:\d{12}:identity\/(\S+)$/;

const schema = section({
    /**
     * ARN of the verified SES identity (domain or address) that sends: of the pool's account, and mostly in its region.
     * @see AWS: user-pool-email, Amazon SES Regions
     * @default none: Cognito's own sender, 50 e-mails a day for the whole AWS account
     */
    sesIdentityArn: text({
        allowed:
            "the ARN of an SES identity: arn:aws:ses:<region>:<12-digit account>:identity/<verified domain or address>",
        example: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
        pattern: IDENTITY_ARN,
    })
        .optional()
        .describe("ARN of the verified SES identity that sends; without it Cognito's own sender, 50 e-mails a day"),

    /** Sender that people see, `address` or `Name <address>`; needs `sesIdentityArn`. @default the identity, where it is an address */
    from: mailbox().optional().describe("sender that people see, `address` or `Name <address>`"),

    /** Address that answers go to. @default the sender */
    replyTo: emailAddress().optional().describe("address that answers go to"),

    /** SES configuration set of every e-mail; needs `sesIdentityArn`. @default none */
    configurationSet: text({
        allowed: "1 to 64 letters, digits, _ and -",
        example: "cognito",
        pattern: /^[\w-]{1,64}$/,
    })
        .optional()
        .describe("SES configuration set of every e-mail"),
});

/** Name and configuration set are those of an SES identity; Cognito's own sender takes an address for answers alone. */
export type EmailSettings = { readonly replyTo?: string | undefined } & (
    | {
          readonly sesIdentityArn: string;
          readonly from?: string | undefined;
          readonly configurationSet?: string | undefined;
      }
    | { readonly sesIdentityArn?: undefined; readonly from?: undefined; readonly configurationSet?: undefined }
);

/** Who sends the pool's e-mails (AWS: user-pool-email). */
// The static type forbids what `emailProblems` refuses.
export const emailSchema = schema as z.ZodType<EmailSettings, EmailSettings>;

/** The verified domain or address of an SES identity. */
export function sesIdentity(arn: string): string {
    return IDENTITY_ARN.exec(arn)?.[1] ?? "";
}

/** The sender that people see where SES sends; undefined for Cognito's own. */
export function senderOf({ sesIdentityArn, from }: EmailSettings): string | undefined {
    return sesIdentityArn === undefined ? undefined : (from ?? sesIdentity(sesIdentityArn));
}

/** Cognito: "Email sending account must be DEVELOPER" for whatever only SES can do; SES itself refuses at the first e-mail. */
export function emailProblems(settings: { email: EmailSettings }): Problem[] {
    // Before these rules have run, any of the keys can be there.
    const email = settings.email as z.output<typeof schema>;
    if (email.sesIdentityArn !== undefined) {
        return senderProblems(sesIdentity(email.sesIdentityArn), email.from);
    }
    return (["from", "configurationSet"] as const)
        .filter((key) => email[key] !== undefined)
        .map((key) => ({
            key: `email.${key}`,
            given: `${email[key]}, without email.sesIdentityArn`,
            allowed: "nothing while Cognito's own sender is used",
            fix: `set email.sesIdentityArn to the SES identity that sends, or remove email.${key}`,
        }));
}

/** The regions from which pools of most older regions may send besides their own. */
const SES_OF_OLDER = ["us-east-1", "us-west-2", "eu-west-1"];

/** Regions whose pools send from there alone. */
const SES_IN_REGION_ONLY: readonly string[] = [
    ...["us-west-1", "sa-east-1", "eu-west-3", "eu-north-1", "eu-south-1", "me-south-1", "il-central-1", "af-south-1"],
    ...["ap-northeast-3", "ap-southeast-3"],
];

/** Regions without an Amazon SES that Cognito uses, and where their pools send from. */
const SES_ELSEWHERE: Readonly<Record<string, string>> = {
    "ca-west-1": "ca-central-1",
    "mx-central-1": "us-east-1",
    "ap-east-1": "ap-southeast-1",
    "ap-south-2": "ap-south-1",
    "ap-southeast-4": "ap-southeast-2",
    "ap-southeast-5": "ap-southeast-2",
    "ap-southeast-7": "ap-southeast-1",
    "eu-central-2": "eu-central-1",
    "eu-south-2": "eu-west-3",
    "me-central-1": "eu-central-1",
};

/** Where the SES identity of a pool may be, its best place first (AWS: user-pool-email, Amazon SES Regions). */
export function sesRegions(region: string): string[] {
    if (region in SES_ELSEWHERE) {
        return [SES_ELSEWHERE[region]];
    }
    return SES_IN_REGION_ONLY.includes(region) || partition(region) !== "aws"
        ? [region]
        : [...new Set([region, ...SES_OF_OLDER])];
}

function senderProblems(identity: string, from: string | undefined): Problem[] {
    if (from === undefined) {
        return identity.includes("@")
            ? []
            : [
                  {
                      key: "email.from",
                      given: `nothing, and the SES identity is the domain ${identity}`,
                      allowed: `an address in ${identity}, alone or as: Name <address>`,
                      fix: `for example: from: OpenMetadata <no-reply@${identity}>`,
                  },
              ];
    }
    const address = (parseMailbox(from)?.address ?? from).toLowerCase();
    const verified = identity.toLowerCase();
    // The verification of a domain counts for its subdomains.
    const isVerified = verified.includes("@")
        ? address === verified
        : address.endsWith(`@${verified}`) || address.endsWith(`.${verified}`);
    return isVerified
        ? []
        : [
              {
                  key: "email.from",
                  given: from,
                  allowed: identity.includes("@") ? identity : `an address in ${identity}, the verified SES identity`,
                  fix: `change email.from, or set email.sesIdentityArn to the identity of ${address.split("@")[1]}`,
              },
          ];
}
