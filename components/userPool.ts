import * as cognito from "@pulumi/aws/cognito";
import type { input } from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";
import { domainHost } from "../config/partition";
import { isProtected, type Settings } from "../config/settings";
import { constraintsOf, type CustomAttribute, type RequirableAttribute } from "../config/userPool";
import { emailConfiguration } from "./email";
import { frozenFieldsGuard } from "./frozenFields";
import { invitationTemplate, verificationTemplate } from "./messages";
import { firstFactorArgs, mfaArgs } from "./mfa";
import type { Place } from "./place";
import { createSmsRole, type SmsSender } from "./smsRole";
import { threatProtectionArgs } from "./threatProtection";
import { lambdaConfig } from "./triggers";

interface Circumstances {
    readonly place: pulumi.Output<Place>;
    /** The domain of the login pages: a prefix, or a whole host name. */
    readonly domain: pulumi.Input<string>;
    readonly tags: Record<string, string>;
}

/** The pool of OpenMetadata's users. */
export function createUserPool(
    name: string,
    settings: Settings,
    { place, domain, tags }: Circumstances,
    opts: pulumi.CustomResourceOptions,
): cognito.UserPool {
    const sms = createSmsRole(`${name}-sms-role`, settings, place, tags, opts);
    const loginHost = pulumi.all([domain, place]).apply(([known, { region }]) => domainHost({ domain: known, region }));
    const args = userPoolArgs(defaultPoolName(name), settings, tags, { sms, loginHost });
    return new cognito.UserPool(name, args, {
        ...pulumi.mergeOptions(opts, { dependsOn: sms?.ready ?? [] }),
        // Were the guard taken off in the state by hand, AWS would still keep the pool and its people.
        retainOnDelete: isProtected(settings),
        ignoreChanges: [
            // The default comes from the stack's name. A renamed stack keeps its pool, which some providers would replace.
            ...(settings.userPool.name === undefined ? ["name"] : []),
            // Passkeys are off by the sign-in policy. Whether AWS forgets the rest with the line is not written anywhere.
            ...(settings.mfa.passkeys.mode === "off" ? ["webAuthnConfiguration"] : []),
        ],
        hooks: { beforeUpdate: [frozenFieldsGuard(name, settings)] },
    });
}

/** The component's name and the stack's, without what Cognito does not take in a name (AWS: CreateUserPool). */
export function defaultPoolName(name: string): string {
    return `${name}-${pulumi.getStack()}`.replace(/[^\w+=,.@-]/g, "-").slice(0, 128);
}

/**
 * The arguments of the pool. All that can never change (sign-in mode, case rule, schema) and all that AWS would reset or keep
 * when it is left out is always written in full (AWS: CreateUserPool, UpdateUserPool).
 */
export function userPoolArgs(
    defaultName: string,
    settings: Settings,
    tags: Record<string, string>,
    { sms, loginHost }: { sms?: SmsSender | undefined; loginHost?: pulumi.Input<string> } = {},
): cognito.UserPoolArgs {
    const { userPool } = settings;
    return {
        name: userPool.name ?? defaultName,
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        schemas: schemas(userPool.requiredAttributes, userPool.customAttributes),
        autoVerifiedAttributes: ["email"],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        adminCreateUserConfig: {
            allowAdminCreateUserOnly: !userPool.selfSignUp,
            inviteMessageTemplate: invitationTemplate(settings),
        },
        verificationMessageTemplate: verificationTemplate(settings),
        emailConfiguration: emailConfiguration(settings.email),
        ...(sms && {
            smsConfiguration: { snsCallerArn: sms.roleArn, externalId: sms.externalId, snsRegion: sms.region },
        }),
        accountRecoverySetting: { recoveryMechanisms: recoveryMechanisms(userPool.recovery) },
        passwordPolicy: userPool.passwordPolicy,
        ...mfaArgs(settings),
        ...firstFactorArgs(settings, loginHost),
        ...deviceArgs(settings),
        userPoolTier: userPool.featurePlan.toUpperCase(),
        ...threatProtectionArgs(settings),
        ...lambdaConfig(settings),
        deletionProtection: isProtected(settings) ? "ACTIVE" : "INACTIVE",
        tags,
    };
}

/** Any block, even one that says no twice, makes the pool remember devices. */
function deviceArgs({ userPool }: Settings): Pick<cognito.UserPoolArgs, "deviceConfiguration"> {
    const { remember, skipMfa } = userPool.devices;
    return remember === "off"
        ? {}
        : {
              deviceConfiguration: {
                  challengeRequiredOnNewDevice: skipMfa,
                  deviceOnlyRememberedOnUserPrompt: remember === "optIn",
              },
          };
}

const RECOVERY_MECHANISM = { email: "verified_email", phone: "verified_phone_number", admin: "admin_only" } as const;

function recoveryMechanisms(ways: Settings["userPool"]["recovery"]) {
    return ways.map((way, index) => ({ name: RECOVERY_MECHANISM[way], priority: index + 1 }));
}

const STANDARD_LENGTHS: Partial<Record<RequirableAttribute, [number, number]>> = { birthdate: [10, 10] };

/** Every attribute that is not left as AWS makes it; the e-mail address is always required, since OpenMetadata needs its claim. */
function schemas(
    required: readonly RequirableAttribute[],
    custom: readonly CustomAttribute[],
): input.cognito.UserPoolSchema[] {
    const standard = [...new Set<RequirableAttribute>(["email", ...required])].sort();
    return [...standard.map(standardAttribute), ...custom.map(customAttribute)];
}

function standardAttribute(name: RequirableAttribute): input.cognito.UserPoolSchema {
    const [minLength, maxLength] = STANDARD_LENGTHS[name] ?? [0, 2048];
    return {
        name,
        attributeDataType: "String",
        required: true,
        mutable: true,
        developerOnlyAttribute: false,
        stringAttributeConstraints: { minLength: String(minLength), maxLength: String(maxLength) },
    };
}

const DATA_TYPE = { string: "String", number: "Number", dateTime: "DateTime", boolean: "Boolean" } as const;

function customAttribute(attribute: CustomAttribute): input.cognito.UserPoolSchema {
    const [least, most] = constraintsOf(attribute).map(String);
    return {
        name: attribute.name,
        attributeDataType: DATA_TYPE[attribute.type],
        required: false,
        mutable: attribute.mutable,
        developerOnlyAttribute: false,
        ...(attribute.type === "string" && { stringAttributeConstraints: { minLength: least, maxLength: most } }),
        ...(attribute.type === "number" && { numberAttributeConstraints: { minValue: least, maxValue: most } }),
    };
}
