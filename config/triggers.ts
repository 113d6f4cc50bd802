import { z } from "zod";
import { onExistingPool } from "./existingPool";
import type { Problem } from "./problem";
import { choice, section, text, wordOrMap } from "./shapes";
import type { UserPoolSettings } from "./userPool";

const FUNCTION_ARN =
    /^(?<functionArn>arn:aws[\w-]*:lambda:[a-z]{2,4}(?:-[a-z]+)+-\d:\d{12}:function:[\w-]{1,140})(?::(?<qualifier>\$LATEST|[\w-]{1,128}))?$/;

const KEY_ARN = /^arn:aws[\w-]*:kms:[a-z]{2,4}(?:-[a-z]+)+-\d:\d{12}:key\/[\w-]{1,128}$/;

/** Some function of the owner's; it must not need the pool's id for itself, or neither could be made first. */
function lambdaFunction() {
    return text({
        allowed: "the ARN of a Lambda function, also with a version or alias",
        example: "arn:aws:lambda:eu-west-1:123456789012:function:my-function",
        pattern: FUNCTION_ARN,
    });
}

const schema = section({
    /** Before somebody is added, also through an identity provider: may refuse, or link to an account that is there. @default none */
    preSignUp: lambdaFunction().optional().describe("before somebody is added: may refuse, or link two accounts"),

    /** After somebody has confirmed the address or set a new password. @default none */
    postConfirmation: lambdaFunction().optional().describe("after somebody has confirmed the address"),

    /** Before each sign-in with a password: may refuse. @default none */
    preAuthentication: lambdaFunction().optional().describe("before each sign-in: may refuse"),

    /** After each sign-in. @default none */
    postAuthentication: lambdaFunction().optional().describe("after each sign-in"),

    /** Before tokens are made: may change claims, `cognito:groups` among them. As an ARN, or a map. @default none */
    preTokenGeneration: wordOrMap("function", {
        /** The function. */
        function: lambdaFunction().describe("the function"),
        /** Version of the event: `V1_0` for the ID token alone, `V2_0` and `V3_0` (plan `essentials`) for the access token too. @default V1_0 */
        version: choice(["V1_0", "V2_0", "V3_0"])
            .default("V1_0")
            .describe(
                "`V1_0`: the ID token alone; `V2_0`, `V3_0`: the access token too, from the plan `essentials` on",
            ),
    })
        .optional()
        .describe("before tokens are made: may change claims and groups; an ARN, or a map"),

    /** When somebody signs in who is not in the pool yet: takes people over from elsewhere with their password. @default none */
    userMigration: lambdaFunction().optional().describe("takes people over from elsewhere at their first sign-in"),

    /** Writes each e-mail or SMS, in place of `messages`. @default none */
    customMessage: lambdaFunction().optional().describe("writes each e-mail or SMS, in place of `messages`"),

    /** Sends each e-mail itself, in place of Cognito or SES; needs `kmsKeyArn`. @default none */
    customEmailSender: lambdaFunction().optional().describe("sends each e-mail itself; needs `kmsKeyArn`"),

    /** Sends each SMS itself, in place of Amazon SNS; needs `kmsKeyArn`. @default none */
    customSmsSender: lambdaFunction().optional().describe("sends each SMS itself; needs `kmsKeyArn`"),

    /** The KMS key with which Cognito encrypts codes and passwords for the two senders. @default none */
    kmsKeyArn: text({
        allowed: "the ARN of a KMS key",
        example: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        pattern: KEY_ARN,
    })
        .optional()
        .describe("the KMS key with which Cognito encrypts what the two senders send"),
});

const SENDERS = ["customEmailSender", "customSmsSender"] as const;

/** A sender of one's own has the key, and the key has a sender. */
type WithSenders<T> = Omit<T, (typeof SENDERS)[number] | "kmsKeyArn"> &
    (
        | {
              readonly customEmailSender: string;
              readonly customSmsSender?: string | undefined;
              readonly kmsKeyArn: string;
          }
        | { readonly customEmailSender?: undefined; readonly customSmsSender: string; readonly kmsKeyArn: string }
        | {
              readonly customEmailSender?: undefined;
              readonly customSmsSender?: undefined;
              readonly kmsKeyArn?: undefined;
          }
    );

export type TriggersSettings = WithSenders<z.output<typeof schema>>;

/**
 * The owner's Lambda functions that Cognito calls on the way (AWS: cognito-user-pools-working-with-lambda-triggers). Those for challenges of
 * one's own are missing: the login pages, through which OpenMetadata signs people in, know no such challenge.
 */
// The static type forbids what `keyProblems` refuses.
export const triggersSchema = schema as z.ZodType<TriggersSettings, WithSenders<z.input<typeof schema>>>;

/** A trigger that is set, with its function. */
export interface Trigger {
    readonly name: string;
    /** ARN of the function, without version or alias. */
    readonly functionArn: string;
    /** Version or alias; undefined for the newest code. */
    readonly qualifier: string | undefined;
}

export function triggersOf(triggers: TriggersSettings = {}): Trigger[] {
    const arns = { ...triggers, preTokenGeneration: triggers.preTokenGeneration?.function, kmsKeyArn: undefined };
    return Object.entries(arns).flatMap(([name, arn]) => (arn === undefined ? [] : [{ name, ...parsed(arn) }]));
}

function parsed(arn: string): Omit<Trigger, "name"> {
    const { functionArn, qualifier } = FUNCTION_ARN.exec(arn)?.groups as Record<string, string>;
    return { functionArn, qualifier: qualifier === "$LATEST" ? undefined : qualifier };
}

/** What Cognito refuses, and what only the owner of an existing pool may set. */
export function triggersProblems({
    triggers,
    userPool,
}: {
    triggers?: TriggersSettings | undefined;
    userPool: UserPoolSettings;
}): Problem[] {
    if (triggers === undefined) {
        return [];
    }
    const { existingId } = userPool;
    return existingId === undefined
        ? keyProblems(triggers)
        : [onExistingPool("triggers", existingId, undefined, "set them on")];
}

/** Cognito hands codes and passwords over encrypted, or not at all. */
function keyProblems(settings: TriggersSettings): Problem[] {
    // Before this rule has run, any of the keys can be there.
    const { kmsKeyArn, ...triggers } = settings as z.output<typeof schema>;
    const senders = SENDERS.filter((name) => triggers[name] !== undefined);
    if (kmsKeyArn === undefined && senders.length > 0) {
        return [
            {
                key: "triggers.kmsKeyArn",
                given: `nothing, beside ${senders.join(" and ")}`,
                allowed: "the ARN of a KMS key: Cognito encrypts what a sender of one's own is to send",
                fix: `set triggers.kmsKeyArn, or remove ${senders.map((name) => `triggers.${name}`).join(" and ")}`,
            },
        ];
    }
    return kmsKeyArn !== undefined && senders.length === 0
        ? [
              {
                  key: "triggers.kmsKeyArn",
                  given: kmsKeyArn,
                  allowed: `nothing without ${SENDERS.join(" or ")}`,
                  fix: "remove triggers.kmsKeyArn, or set the sender that it is for",
              },
          ]
        : [];
}
