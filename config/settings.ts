import { z } from "zod";
import { domainProblems, domainSchema } from "./domain";
import { emailProblems, emailSchema } from "./email";
import { endpointSchema } from "./endpoint";
import { existingIdentityProvidersProblems, existingPoolProblems } from "./existingPool";
import { featurePlanProblems } from "./featurePlan";
import { firewallProblems, firewallSchema } from "./firewall";
import { groupsProblems, groupsSchema } from "./groups";
import { identityProvidersProblems, identityProvidersSchema } from "./identityProviders";
import { identityProviderSecretsProblems, identityProviderSecretsSchema } from "./identityProviderSecrets";
import { loginPagesProblems, loginPagesSchema } from "./loginPages";
import { logsProblems, logsSchema } from "./logs";
import { messagesProblems, messagesSchema } from "./messages";
import { mfaProblems, mfaSchema } from "./mfa";
import { adminsSchema, openMetadataProblems, openMetadataSchema } from "./openMetadata";
import { additionalUrl, callbackUrl } from "./openMetadataUrl";
import { describeProblems, problemsOf, type Problem } from "./problem";
import { choice, flag, list, section } from "./shapes";
import { secretsManagerProblems, secretsManagerSchema } from "./secretsManager";
import { signInProblems } from "./signIn";
import { smsProblems } from "./sms";
import { tagsProblems, tagsSchema } from "./tags";
import { threatProtectionProblems } from "./threatProtection";
import { tokensProblems, tokensSchema } from "./tokens";
import { triggersProblems, triggersSchema } from "./triggers";
import { UserError } from "./userError";
import { userPoolProblems, userPoolSchema } from "./userPool";

export { isProtected } from "./protect";

/** Cognito takes 100 callback URLs a client, and each address of OpenMetadata needs three. */
const MOST_ADDRESSES = 33;

/** All that a stack may say. The keys are those of the stack's config, and of the arguments of `CognitoSso`. */
export const settingsSchema = section({
    /**
     * OpenMetadata's own URL followed by `/callback`: https, or http on localhost.
     * @see OpenMetadata: deployment/security/amazon-cognito-sso
     */
    callbackUrl: callbackUrl().describe("OpenMetadata's own URL followed by `/callback`: https, or http on localhost"),

    /** Other addresses under which people open OpenMetadata, at most 32. @default [] */
    additionalUrls: list(additionalUrl(), MOST_ADDRESSES - 1)
        .default([])
        .describe("other addresses under which people open OpenMetadata"),

    /** `public`: the browser signs in, with PKCE. `confidential`: OpenMetadata's server does, with a secret. A change makes a new client. @default public */
    clientType: choice(["public", "confidential"])
        .default("public")
        .describe("who signs in: the browser or the server"),

    /** Whether the client was made elsewhere and imported. AWS does not tell then how it was made, and saying so would replace it. @default false */
    importedClient: flag()
        .default(false)
        .describe("whether the app client was made elsewhere and imported; see docs/existing-pool.md"),

    /** The user pool. */
    userPool: userPoolSchema.prefault({}).describe("the user pool"),

    /** Multi-factor authentication. */
    mfa: mfaSchema.prefault({}).describe("multi-factor authentication"),

    /** Who sends the pool's e-mails. @default Cognito's own sender */
    email: emailSchema.prefault({}).describe("who sends the pool's e-mails; by default Cognito's own sender"),

    /** What the pool writes to people. @default Cognito's own texts */
    messages: messagesSchema.prefault({}).describe("what the pool writes to people; by default Cognito's own texts"),

    /** The owner's Lambda functions that Cognito calls on the way. @default none */
    triggers: triggersSchema
        .optional()
        .describe("Lambda functions that Cognito calls on the way; see docs/triggers.md"),

    /** Where the login pages are. */
    domain: domainSchema.prefault({}).describe("where the login pages are"),

    /** How the login pages look. */
    loginPages: loginPagesSchema.prefault({}).describe("how the login pages look"),

    /** Where people may sign in besides the pool's own password form: Google, Okta, Azure and others. @default [] */
    identityProviders: identityProvidersSchema
        .default([])
        .describe("where people may sign in besides the pool's own password form; see docs/identity-providers.md"),

    /** Secrets of `identityProviders` by name. In a stack's config they must be Pulumi secrets. @default {} */
    identityProviderSecrets: identityProviderSecretsSchema
        .default({})
        .describe("secrets of `identityProviders` by name: `pulumi config set --secret --path …`"),

    /** Whether the login page has the pool's own password form. The pool's own users can still sign in through the API. @default true */
    passwordSignIn: flag().default(true).describe("whether the login page has the pool's own password form"),

    /** Lifetimes of tokens. */
    tokens: tokensSchema.prefault({}).describe("lifetimes of tokens, as `60m`, `1h`, `30d`"),

    /** Groups of the pool, and with a confidential client teams of OpenMetadata. @default [] */
    groups: groupsSchema
        .default([])
        .describe("groups of the pool, and with a confidential client teams of OpenMetadata"),

    /** E-mail addresses of the people whom OpenMetadata makes its admins and `npm run invite` invites. @default [] */
    admins: adminsSchema
        .default([])
        .describe("e-mail addresses of OpenMetadata's admins; `npm run invite` invites them"),

    /** What only the owner of the OpenMetadata server knows; it shapes the outputs. */
    openMetadata: openMetadataSchema.prefault({}).describe("what only the owner of the OpenMetadata server knows"),

    /** Hands the secret of a confidential client over through AWS Secrets Manager. @default none */
    secretsManager: secretsManagerSchema
        .optional()
        .describe("hands the client secret over through AWS Secrets Manager"),

    /** Guards against replacing or deleting the pool, client and domain. @default on, but off where `callbackUrl` is on localhost */
    protect: flag().optional().describe("guards against replacing or deleting the pool, client and domain"),

    /** A web ACL before login pages, token endpoint and public API. @default none */
    firewall: firewallSchema.optional().describe("a web ACL before the login pages and the API"),

    /** What Cognito writes to CloudWatch. @default none */
    logs: logsSchema.optional().describe("what Cognito writes to CloudWatch"),

    /** Tags of every resource that takes tags, besides `project` and `stack`. @default {} */
    tags: tagsSchema.default({}).describe("tags besides `project` and `stack`"),

    /** Base URL of a Cognito-compatible emulator. @default none: AWS */
    endpoint: endpointSchema.optional().describe("base URL of a Cognito-compatible emulator"),
});

/** The arguments of `CognitoSso`: the keys of a stack's config. Only `callbackUrl` is required. */
export type CognitoSsoArgs = Readonly<z.input<typeof settingsSchema>>;

/** The arguments with every default filled in and every value put right. */
export type Settings = Readonly<z.output<typeof settingsSchema>>;

/** What the component recorded of its settings: everything but secrets; an older version of it lacks keys that came later. */
export type RecordedSettings = Partial<Settings>;

/** Rules over several values. Each runs when all the keys that it looks at are sound, so that all problems come at once. */
const RULES: readonly Rule[] = [
    rule(["userPool"], userPoolProblems),
    rule(["userPool", "mfa", "email", "messages", "domain"], existingPoolProblems),
    rule(["userPool", "identityProviders"], existingIdentityProvidersProblems),
    rule(["mfa"], mfaProblems),
    rule(["mfa", "userPool", "email", "loginPages"], signInProblems),
    rule(["mfa", "userPool"], smsProblems),
    rule(["tags", "mfa"], tagsProblems),
    rule(["userPool", "mfa", "loginPages", "triggers"], featurePlanProblems),
    rule(["userPool", "mfa", "email"], threatProtectionProblems),
    rule(["email"], emailProblems),
    rule(["messages", "mfa", "userPool"], messagesProblems),
    rule(["domain", "callbackUrl", "additionalUrls"], domainProblems),
    rule(["loginPages"], loginPagesProblems),
    rule(["firewall", "userPool"], firewallProblems),
    rule(["logs", "userPool"], logsProblems),
    rule(["triggers", "userPool"], triggersProblems),
    rule(["tokens"], tokensProblems),
    rule(["groups"], groupsProblems),
    rule(["identityProviders", "passwordSignIn", "userPool", "endpoint"], identityProvidersProblems),
    rule(["identityProviders", "identityProviderSecrets"], identityProviderSecretsProblems),
    rule(["secretsManager", "clientType", "protect", "callbackUrl"], secretsManagerProblems),
    rule(["openMetadata", "admins"], openMetadataProblems),
];

/**
 * The settings that `args` mean.
 * @param subject who is to be named in the error, for instance `Stack prod`
 * @param found problems that were found elsewhere, to be told together with the others
 * @throws UserError with all problems at once
 */
export function checkedSettings(args: unknown, subject: string, found: readonly Problem[] = []): Settings {
    const parsed = settingsSchema.safeParse(args);
    const sound = parsed.success ? parsed.data : soundValues(args);
    const problems = [
        ...found,
        ...(parsed.success ? [] : problemsOf(parsed.error.issues, args)),
        ...RULES.flatMap(({ keys, check }) =>
            parsed.success || keys.every((key) => key in sound) ? check(sound as Settings) : [],
        ),
    ];
    if (problems.length > 0) {
        throw new UserError(describeProblems(subject, problems));
    }
    return sound as Settings;
}

/** The values of those top-level keys that are sound by themselves. */
function soundValues(args: unknown): Partial<Settings> {
    const given = (args ?? {}) as Record<string, unknown>;
    const entries = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
        const parsed = schema.safeParse(given[key]);
        return parsed.success ? [[key, parsed.data] as const] : [];
    });
    return Object.fromEntries(entries);
}

interface Rule {
    readonly keys: readonly (keyof Settings)[];
    readonly check: (settings: Settings) => Problem[];
}

function rule<K extends keyof Settings>(keys: readonly K[], check: (settings: Pick<Settings, K>) => Problem[]): Rule {
    return { keys, check };
}
