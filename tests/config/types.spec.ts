/**
 * What the types of the arguments forbid. The proof is in `npm run typecheck`: a line below `@ts-expect-error` that compiles is an
 * error. The tests show what happens to the same arguments where no compiler looks.
 */
import assert from "node:assert/strict";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { checkedSettings } from "../../config/settings";
import { UserError } from "../../config/userError";

const callbackUrl = "https://om.mycompany.com/callback";

/** Arguments that compile. */
const SOUND: CognitoSsoArgs[] = [
    { callbackUrl },
    { callbackUrl, clientType: "confidential", protect: false, tags: { team: "data" } },
    { callbackUrl, additionalUrls: ["https://om2.mycompany.com"], domain: { prefix: "mycompany" } },
    { callbackUrl, tokens: { id: "60m", refresh: "7d", rotation: "on", rotationGracePeriod: "30s" } },
    { callbackUrl, userPool: { featurePlan: "plus", threatProtection: "enforced", recovery: ["admin"] } },
    { callbackUrl, userPool: { customAttributes: [{ name: "team", type: "number", minimum: 0 }] } },
    { callbackUrl, mfa: { mode: "required", methods: ["totp"] }, loginPages: { version: "managed" } },
    { callbackUrl, mfa: { passkeys: { userVerification: "required" } }, userPool: { devices: "optIn" } },
    { callbackUrl, triggers: { preTokenGeneration: "arn:aws:lambda:eu-west-1:123456789012:function:claims" } },
    {
        callbackUrl,
        triggers: {
            customEmailSender: "arn:aws:lambda:eu-west-1:123456789012:function:mail",
            kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        },
    },
    {
        callbackUrl,
        email: {
            sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
            from: "data@mycompany.com",
        },
        messages: { verification: { byLink: { body: "{##Here##}" } } },
    },
];

/** Neither compile nor work. */
const REFUSED: CognitoSsoArgs[] = [
    // @ts-expect-error the callback URL is required
    {},
    // @ts-expect-error a number is no URL
    { callbackUrl: 8585 },
    // @ts-expect-error no such key
    { callbackUrl, callbackURL: callbackUrl },
    // @ts-expect-error no such type
    { callbackUrl, clientType: "private" },
    // @ts-expect-error a plan is one of three
    { callbackUrl, userPool: { featurePlan: "premium" } },
    // @ts-expect-error no such key further down
    { callbackUrl, userPool: { minimumLength: 12 } },
    // @ts-expect-error a custom attribute has a name
    { callbackUrl, userPool: { customAttributes: [{ type: "string" }] } },
    // @ts-expect-error a custom attribute can never be required
    { callbackUrl, userPool: { customAttributes: [{ name: "team", required: true }] } },
    // @ts-expect-error Cognito fills this one in itself
    { callbackUrl, userPool: { requiredAttributes: ["sub"] } },
    // @ts-expect-error a duration has a unit
    { callbackUrl, tokens: { id: "60" } },
    // @ts-expect-error a duration has a unit
    { callbackUrl, tokens: { id: 60 } },
    // @ts-expect-error there is no unit for years
    { callbackUrl, tokens: { refresh: "10y" } },
    // @ts-expect-error MFA is off, optional or required
    { callbackUrl, mfa: { mode: "on" } },
    // @ts-expect-error passkeys are on or off
    { callbackUrl, mfa: { passkeys: "required" } },
    // @ts-expect-error Cognito's own sender has no name of yours
    { callbackUrl, email: { from: "data@mycompany.com" } },
    // @ts-expect-error Cognito encrypts what a sender of one's own is to send
    { callbackUrl, triggers: { customEmailSender: "arn:aws:lambda:eu-west-1:123456789012:function:mail" } },
    // @ts-expect-error threat protection has a mode
    { callbackUrl, userPool: { featurePlan: "plus", threatProtection: { customAuth: "audit" } } },
    // @ts-expect-error no such message
    { callbackUrl, messages: { invite: { subject: "Welcome" } } },
    // @ts-expect-error there are two generations of login pages
    { callbackUrl, loginPages: { version: 2 } },
    // @ts-expect-error tags are texts
    { callbackUrl, tags: { team: ["data"] } },
];

/** Do not compile in a program, but are understood in a stack's file, where their meaning is certain. */
const ONLY_IN_FILES: CognitoSsoArgs[] = [
    // @ts-expect-error in a program true is no text
    { callbackUrl, protect: "true" },
    // @ts-expect-error in a program a number is no text
    { callbackUrl, userPool: { passwordPolicy: { minimumLength: "14" } } },
    // @ts-expect-error in a program a list is a list
    { callbackUrl, additionalUrls: "https://om2.mycompany.com" },
    // @ts-expect-error in a program words have one spelling
    { callbackUrl, clientType: "Public" },
];

describe("arguments", () => {
    const check = (args: CognitoSsoArgs) => checkedSettings(args, "Stack prod");
    const named = (args: CognitoSsoArgs) => JSON.stringify(args);

    SOUND.forEach((args) => it(`that compile work: ${named(args)}`, () => assert.ok(check(args))));
    REFUSED.forEach((args) =>
        it(`that do not compile are refused: ${named(args)}`, () => assert.throws(() => check(args), UserError)),
    );
    ONLY_IN_FILES.forEach((args) => it(`of a file may be less exact: ${named(args)}`, () => assert.ok(check(args))));
});
