import type * as cognito from "@pulumi/aws/cognito";
import type { input } from "@pulumi/aws/types";
import { COGNITO_TEXTS, type MessagesSettings } from "../config/messages";
import { mfaMethods } from "../config/mfa";
import type { Settings } from "../config/settings";
import { sendsSms } from "../config/sms";

/*
 * All texts are written out, Cognito's own where the owner chose none: a pool keeps a text whose line is left out, so that
 * there would be no way back.
 */

/** The invitation. The provider sends a text that is left out as an empty one, which Cognito refuses: so the SMS is always there. */
export function invitationTemplate({
    messages,
}: Settings): input.cognito.UserPoolAdminCreateUserConfigInviteMessageTemplate {
    const { subject, body, sms } = { ...COGNITO_TEXTS.invitation, ...given(messages.invitation) };
    return { emailSubject: subject, emailMessage: body, smsMessage: sms };
}

/** The code of a verification, and with `byLink` the link that takes its place at sign-up. */
export function verificationTemplate(settings: Settings): input.cognito.UserPoolVerificationMessageTemplate {
    const { byLink, ...code } = settings.messages.verification;
    const { subject, body, sms } = { ...COGNITO_TEXTS.verification, ...given(code) };
    return {
        defaultEmailOption: byLink === undefined ? "CONFIRM_WITH_CODE" : "CONFIRM_WITH_LINK",
        // Also beside a link: password recovery and a change of address always send a code.
        emailSubject: subject,
        emailMessage: body,
        ...(byLink && linkTexts(byLink)),
        ...(sendsSms(settings) && { smsMessage: sms }),
    };
}

function linkTexts(byLink: NonNullable<MessagesSettings["verification"]["byLink"]>) {
    const { subject, body } = { ...COGNITO_TEXTS.verificationByLink, ...given(byLink) };
    return { emailSubjectByLink: subject, emailMessageByLink: body };
}

/** The code of the second factor. */
export function signInCodeArgs(
    settings: Settings,
): Pick<cognito.UserPoolArgs, "emailMfaConfiguration" | "smsAuthenticationMessage"> {
    const { subject, body, sms } = { ...COGNITO_TEXTS.signInCode, ...given(settings.messages.signInCode) };
    return {
        // The block itself switches e-mail on as a second factor.
        ...(mfaMethods(settings.mfa).includes("email") && { emailMfaConfiguration: { subject, message: body } }),
        ...(sendsSms(settings) && { smsAuthenticationMessage: sms }),
    };
}

/** The keys that have a value. */
function given<T extends object>(texts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)) as {
        [K in keyof T]: Exclude<T[K], undefined>;
    };
}
