import { checkedSettings, type CognitoSsoArgs, type Settings } from "../../config/settings";

/** The settings of a stack behind a callback that is not on localhost, and so guarded. */
export function settingsOf(args: Partial<CognitoSsoArgs> = {}): Settings {
    return checkedSettings({ callbackUrl: "https://om.mycompany.com/callback", ...args }, "Stack prod");
}

/** A sender of one's own. */
export const SES = {
    sesIdentityArn: "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
    from: "no-reply@mycompany.com",
} as const;
