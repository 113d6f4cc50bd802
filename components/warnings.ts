import { arnPlace } from "../config/arn";
import { sesRegions } from "../config/email";
import { guessWarnings, mappingWarningsOf } from "../config/identityProviders";
import { ownPool } from "../config/identityProviders/mapping";
import { mfaMethods } from "../config/mfa";
import { openMetadataOptions } from "../config/openMetadata";
import { isProtected, type Settings } from "../config/settings";
import { sendsSms } from "../config/sms";
import { triggersOf } from "../config/triggers";
import { enforcesPrincipalDomain } from "../openmetadata/admins";
import type { Place } from "./place";

/** What works and yet will hurt somebody later, each as one sentence or two. Nothing about the settings of a pool that is not ours. */
export function warnings(settings: Settings, place: Place): string[] {
    const pool =
        settings.userPool.existingId === undefined
            ? [
                  ...senderWarnings(settings, place),
                  ...keyWarnings(settings, place),
                  ...versionWarnings(settings),
                  ...smsWarnings(settings),
                  ...recoveryWarnings(settings),
                  ...mappingWarningsOf(settings.identityProviders, ownPool(settings.userPool)),
              ]
            : [];
    return [
        ...pool,
        ...guessWarnings(settings.identityProviders),
        ...anybodyWarnings(settings),
        ...firewallWarnings(settings),
    ];
}

/** What the program does by itself and its owner should know. */
export function notices({ tokens }: Settings): string[] {
    return tokens.rotation === "on"
        ? [
              "tokens.rotation is on: the app client loses the flow ALLOW_REFRESH_TOKEN_AUTH, which Cognito excludes beside it.",
          ]
        : [];
}

function senderWarnings(settings: Settings, place: Place): string[] {
    const { email, messages, triggers } = settings;
    if (triggers?.customEmailSender !== undefined) {
        return [];
    }
    if (email.sesIdentityArn !== undefined) {
        return identityWarnings(email.sesIdentityArn, place);
    }
    const { byLink, ...code } = messages.verification;
    const texts = [messages.invitation, code, ...(byLink ? [byLink] : [])];
    const hasOwnTexts = texts.some((text) => Object.values(text).some((value) => value !== undefined));
    return [
        ...(isProtected(settings)
            ? [
                  "Cognito's own sender sends 50 e-mails a day for the whole AWS account, invitations and recovery codes together. " +
                      "For production set email.sesIdentityArn and email.from (docs/messages.md).",
              ]
            : []),
        ...(hasOwnTexts
            ? [
                  "messages: AWS promises your own texts only with your own sender: set email.sesIdentityArn and email.from (docs/messages.md).",
              ]
            : []),
    ];
}

function identityWarnings(arn: string, place: Place): string[] {
    const { region } = arnPlace(arn);
    return [
        "email.sesIdentityArn: as long as Amazon SES has your account in its sandbox, e-mails go to verified addresses only " +
            `(AWS console of ${region}: SES, Account dashboard).`,
        // AWS: user-pool-email, Alternate Region.
        ...(sesRegions(place.region).includes(place.region)
            ? []
            : [
                  `email.sesIdentityArn: pools in ${place.region} send from ${region}, and SES lets them only if the identity's sending ` +
                      `authorization policy allows cognito-idp.${place.region}.amazonaws.com to (docs/messages.md).`,
              ]),
    ];
}

/** The policy of the key decides, which only its owner knows. */
function keyWarnings({ triggers, endpoint }: Settings, place: Place): string[] {
    const owner = triggers?.kmsKeyArn === undefined ? place.account : arnPlace(triggers.kmsKeyArn).account;
    return owner === place.account || endpoint !== undefined
        ? []
        : [
              `triggers.kmsKeyArn: the key is of account ${owner}, the pool is in ${place.account}: the key's policy must allow ` +
                  "kms:CreateGrant to whoever runs pulumi up (docs/triggers.md).",
          ];
}

/** AWS: cognito-user-pools-working-with-lambda-triggers. */
function versionWarnings({ triggers }: Settings): string[] {
    return triggersOf(triggers)
        .filter(({ qualifier = "" }) => /^\d+$/.test(qualifier))
        .map(
            ({ name, qualifier }) =>
                `triggers.${name}: AWS promises aliases of a function only, not its version ${qualifier}. Make an alias for that version.`,
        );
}

function smsWarnings(settings: Settings): string[] {
    const { mfa } = settings;
    return [
        ...(sendsSms(settings)
            ? [
                  "SMS: AWS never takes these settings from a pool again. Each message costs money, and Amazon SNS starts in a sandbox " +
                      "with a spending limit (AWS: user-pool-sms-settings).",
              ]
            : []),
        ...(mfa.mode === "required" && mfaMethods(mfa).every((method) => method === "sms")
            ? ["mfa: sms is the only second factor and required, so nobody without a phone number can sign in."]
            : []),
    ];
}

function recoveryWarnings(settings: Settings): string[] {
    if (mfaMethods(settings.mfa).includes("email")) {
        return [
            "mfa.methods: who gets the second factor by e-mail cannot recover the password by e-mail, and beside that the pool cannot " +
                "send SMS: an administrator must reset it.",
        ];
    }
    return settings.userPool.recovery.includes("phone") && !sendsSms(settings)
        ? ["userPool.recovery: phone is never used, the pool sends no SMS (docs/security.md)."]
        : [];
}

/** The identity providers at which anybody can have an account. */
export function providersOfAnybody({ identityProviders }: Settings): Settings["identityProviders"] {
    return identityProviders.filter(({ type }) => type !== "saml" && type !== "oidc");
}

/** Closed sign-up keeps nobody out who comes from a provider: Cognito makes a profile for everybody whom it sends. */
function anybodyWarnings(settings: Settings): string[] {
    const open = providersOfAnybody(settings);
    return open.length === 0 || enforcesPrincipalDomain(openMetadataOptions(settings))
        ? []
        : [
              `identityProviders: anybody with an account of ${open.map(({ name }) => name).join(" or ")} can sign in, ` +
                  "whatever userPool.selfSignUp says. Set openMetadata.principalDomain, so that OpenMetadata lets only your people in.",
          ];
}

/** AWS: aws-managed-rule-groups-ip-rep. */
function firewallWarnings({ firewall }: Settings): string[] {
    return firewall?.managedRules.includes("AWSManagedRulesAnonymousIpList")
        ? [
              "firewall.managedRules: AWSManagedRulesAnonymousIpList blocks VPNs and hosting providers other than AWS. People who come from " +
                  "there cannot sign in, and neither can a confidential client's OpenMetadata server that runs there sign anybody in.",
          ]
        : [];
}
