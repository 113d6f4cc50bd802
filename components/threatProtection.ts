import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { senderOf, type EmailSettings } from "../config/email";
import type { Settings } from "../config/settings";
import { accountTakeover, type AccountTakeoverSettings } from "../config/threatProtection";
import { headerValue } from "./email";

/** The pool's own part of threat protection. On a plan without threat protection even "off" has been refused. */
export function threatProtectionArgs({ userPool }: Settings): Pick<cognito.UserPoolArgs, "userPoolAddOns"> {
    const { mode, customAuth } = userPool.threatProtection;
    return userPool.featurePlan !== "plus"
        ? {}
        : {
              userPoolAddOns: {
                  advancedSecurityMode: mode.toUpperCase(),
                  ...(mode !== "off" &&
                      customAuth !== "off" && {
                          advancedSecurityAdditionalFlows: { customAuthMode: customAuth.toUpperCase() },
                      }),
              },
          };
}

/** How the pool answers to risks, for all its clients (AWS: SetRiskConfiguration). */
export function createRiskConfiguration(
    name: string,
    settings: Settings,
    userPoolId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): cognito.RiskConfiguration | undefined {
    if (settings.userPool.threatProtection.mode === "off") {
        return undefined;
    }
    if (settings.endpoint !== undefined) {
        // No emulator has this call; without this a stack with threat protection could not be rehearsed.
        void pulumi.log.warn("userPool.threatProtection: its answers to risks are left out, no emulator has them.");
        return undefined;
    }
    return new cognito.RiskConfiguration(
        name,
        { userPoolId, ...riskConfigurationArgs(settings) },
        // Without threat protection it does nothing, and it goes with the pool: so it may stay in AWS when it leaves the stack. A guard
        // would refuse to switch threat protection off, and without both a refused `destroy` would have deleted it before.
        { ...opts, protect: false, retainOnDelete: true },
    );
}

const EVENT_ACTION = {
    noAction: "NO_ACTION",
    mfaIfConfigured: "MFA_IF_CONFIGURED",
    mfaRequired: "MFA_REQUIRED",
    block: "BLOCK",
} as const;

const EVENT = { signIn: "SIGN_IN", passwordChange: "PASSWORD_CHANGE", signUp: "SIGN_UP" } as const;

/** The arguments without the pool. Every level and every event is written out: AWS keeps those that are left out. */
export function riskConfigurationArgs(settings: Settings): Omit<cognito.RiskConfigurationArgs, "userPoolId"> {
    const { compromisedCredentials } = settings.userPool.threatProtection;
    return {
        accountTakeoverRiskConfiguration: takeoverArgs(accountTakeover(settings), settings.email),
        compromisedCredentialsRiskConfiguration: {
            actions: { eventAction: EVENT_ACTION[compromisedCredentials.action] },
            eventFilters: compromisedCredentials.events.map((event) => EVENT[event]).sort(),
        },
        ...exceptionArgs(settings),
    };
}

function takeoverArgs({ low, medium, high }: AccountTakeoverSettings, email: EmailSettings) {
    const args = ({ action, notify }: typeof low) => ({ eventAction: EVENT_ACTION[action], notify });
    const notifies = [low, medium, high].some(({ notify }) => notify);
    return {
        actions: { lowAction: args(low), mediumAction: args(medium), highAction: args(high) },
        ...(notifies && { notifyConfiguration: notifyArgs(email) }),
    };
}

/** The e-mails have an address to write from: `threatProtectionProblems` has seen to it. */
function notifyArgs(email: EmailSettings) {
    const { sesIdentityArn = "", replyTo } = email;
    return {
        sourceArn: sesIdentityArn,
        from: headerValue(senderOf(email) ?? ""),
        ...(replyTo && { replyTo }),
        blockEmail: notice("Sign-in blocked", "A sign-in to your account looked unsafe and was blocked."),
        mfaEmail: notice(
            "Unusual sign-in",
            "A sign-in to your account looked unusual and was asked for a second factor.",
        ),
        noActionEmail: notice("New sign-in", "Somebody signed in to your account in an unusual way."),
    };
}

/** Cognito fills in when, where and on what, and two links with which the person can say whose sign-in it was. */
function notice(subject: string, sentence: string) {
    const [yes, no] = ["{one-click-link-valid}", "{one-click-link-invalid}"];
    const facts = ["Time: {login-time}", "Device: {device-name}", "Place: {city}, {country}"];
    const [mine, notMine] = ["It was me", "It was not me: change your password"];
    return {
        subject,
        htmlBody: `<p>${sentence}</p><p>${facts.join("<br>")}</p><p><a href="${yes}">${mine}</a></p><p><a href="${no}">${notMine}</a></p>`,
        textBody: [sentence, ...facts, `${mine}: ${yes}`, `${notMine}: ${no}`].join("\n"),
    };
}

function exceptionArgs({ userPool }: Settings): Pick<cognito.RiskConfigurationArgs, "riskExceptionConfiguration"> {
    const { allowedIpRanges, blockedIpRanges } = userPool.threatProtection;
    const exceptions = {
        ...(blockedIpRanges.length > 0 && { blockedIpRangeLists: unique(blockedIpRanges) }),
        ...(allowedIpRanges.length > 0 && { skippedIpRangeLists: unique(allowedIpRanges) }),
    };
    return Object.keys(exceptions).length === 0 ? {} : { riskExceptionConfiguration: exceptions };
}

function unique(ranges: readonly string[]): string[] {
    return [...new Set(ranges)].sort();
}
