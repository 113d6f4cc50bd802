import type { Advice, PageSettings, Step } from "./model";

/** What went wrong on the way, as the browser library or Cognito put it. */
export interface Failure {
    /** Code of the protocol, for example `access_denied`. @default - none was given */
    readonly error?: string;
    readonly message: string;
}

/** The part of the settings that advice speaks of. */
export type Situation = Pick<
    PageSettings,
    "stack" | "emulator" | "clientType" | "authority" | "callbackUrl" | "inviteCommand" | "deployCommand"
>;

interface Known {
    /** Looked for in the code and the message, without regard to capitals. */
    readonly pattern: RegExp;
    advise(situation: Situation): Advice;
}

const again: Step = { text: "Start again from this page, in one tab, without the back button." };

/** From the special to the general: the first that matches is told. */
const KNOWN: readonly Known[] = [
    {
        pattern: /fault of this page's server/i,
        advise: () => ({
            title: "This page's server has a fault",
            text: "It is neither your stack's nor Cognito's. The terminal from which the page was started says where it is.",
            steps: [again],
        }),
    },
    {
        pattern: /redirect_mismatch|redirect_uri/i,
        advise: ({ callbackUrl, deployCommand }) => ({
            title: "Cognito does not know this callback",
            text: "The app client accepts a callback only if it is registered letter by letter: scheme, host, port and path.",
            steps: [
                {
                    text: "It must be the stack's callbackUrl, or its address one of additionalUrls:",
                    copy: callbackUrl,
                },
                { text: "Then deploy, also when the app client was changed by hand:", copy: deployCommand },
            ],
        }),
    },
    {
        pattern:
            /no matching state|state does not match|no state in response|(authority|client_id) mismatch on settings/i,
        advise: () => ({
            title: "The answer does not belong to a sign-in of this page",
            text:
                "Its state is not one that this tab has sent, so nothing was taken from it. That is how a forged answer is" +
                " stopped; it also happens with an old link, a reloaded page and a second tab.",
            steps: [again],
        }),
    },
    {
        pattern: /nonce/i,
        advise: () => ({
            title: "The ID token was not made for this sign-in",
            text: "Its nonce is not the one that this page has sent, so the token was thrown away. A token of another sign-in was slipped in, or something between browser and Cognito changes requests.",
            steps: [again],
        }),
    },
    {
        pattern: /iat is in the future|exp is in the past|nbf is in the future|token.*expired/i,
        advise: ({ stack }) => ({
            title: "A clock is wrong",
            text: "By the clock of this computer the token is from the future or over already. OpenMetadata's page refuses more than five minutes; its server refuses an expired token at once.",
            steps: [
                { text: "Set this computer's clock from the network (NTP), and that of OpenMetadata's server too." },
                {
                    text: "The difference to Cognito is told when the page starts:",
                    copy: `npm run sign-in -- --stack ${stack}`,
                },
            ],
        }),
    },
    {
        pattern: /invalid_client|unauthorized_client.*secret/i,
        advise: ({ clientType, deployCommand }) => ({
            title: "The app client is of the other type",
            text:
                clientType === "public"
                    ? "The stack says clientType public, but Cognito wants a secret with the code. A browser cannot keep one, so OpenMetadata's page cannot sign in with this client."
                    : "The stack says clientType confidential, but Cognito does not accept the secret that the stack holds.",
            steps: [
                {
                    text: "The client was changed by hand, or the outputs are of an older one. Deploy:",
                    copy: deployCommand,
                },
                {
                    text: "A client keeps its type for life: another type means a new client, and new settings in OpenMetadata.",
                },
            ],
        }),
    },
    {
        pattern: /invalid_scope/i,
        advise: ({ deployCommand }) => ({
            title: "The app client does not allow the scopes",
            text: "OpenMetadata asks for openid email profile. Cognito has no offline_access.",
            steps: [{ text: "The scopes were changed by hand. Deploy again:", copy: deployCommand }],
        }),
    },
    {
        pattern: /unauthorized_client|unsupported_response_type/i,
        advise: ({ deployCommand }) => ({
            title: "The app client does not allow the code flow",
            text: "OpenMetadata signs in with the authorization code flow, which is off for this client.",
            steps: [{ text: "The client was changed by hand. Deploy again:", copy: deployCommand }],
        }),
    },
    {
        pattern: /attributes required|email.*(cannot be updated|must not be null)|attribute.*mapping/i,
        advise: () => ({
            title: "The identity provider does not hand over what the pool needs",
            text: "OpenMetadata needs an e-mail address, so the pool requires one, and the provider's attributes were not taken.",
            steps: [
                {
                    text: "Map email and email_verified of this provider in the stack's identityProviders, and see that the provider releases them.",
                },
            ],
        }),
    },
    {
        pattern: /NEW_PASSWORD_REQUIRED|FORCE_CHANGE_PASSWORD|password reset required|temporary password/i,
        advise: ({ inviteCommand }) => ({
            title: "A new password is due",
            text:
                "Cognito says NEW_PASSWORD_REQUIRED: the password is the temporary one of the invitation, or an administrator" +
                " reset it. Cognito's own page asks for a new one; OpenMetadata has no part in it.",
            steps: [
                {
                    text: "Sign in again and choose a password on Cognito's page. A temporary one that is over is renewed by:",
                    copy: `${inviteCommand} --resend`,
                },
                { text: "Or set one yourself, without mail:", copy: `${inviteCommand} --set-password` },
            ],
        }),
    },
    {
        pattern: /user is not confirmed|not verified|unverified/i,
        advise: ({ inviteCommand }) => ({
            title: "The e-mail address is not verified",
            text: "Cognito lets nobody in whose sign-up is not confirmed, and OpenMetadata refuses addresses that are not verified from 2.1 on.",
            steps: [
                {
                    text: "Confirm with the code in the mail. People who are invited need no code:",
                    copy: inviteCommand,
                },
            ],
        }),
    },
    {
        pattern: /user (does not exist|not found)|no such user|incorrect username/i,
        advise: ({ inviteCommand }) => ({
            title: "The pool has no such user",
            text: "Nobody can sign up here: people are invited.",
            steps: [{ text: "Invite the person:", copy: inviteCommand }],
        }),
    },
    {
        pattern: /user is disabled/i,
        advise: () => ({
            title: "This user is disabled",
            text: "An administrator has disabled the user in the pool.",
            steps: [{ text: "Enable the user in the Cognito console, or with AdminEnableUser." }],
        }),
    },
    {
        pattern: /access_denied|cancel/i,
        advise: ({ inviteCommand }) => ({
            title: "The sign-in was cancelled",
            text: "Somebody pressed cancel, the identity provider refused, or a Lambda trigger of the pool did.",
            steps: [again, { text: "Somebody who is not in the pool yet is invited with:", copy: inviteCommand }],
        }),
    },
    {
        pattern: /login_required|interaction_required|frame window timed out/i,
        advise: () => ({
            title: "No silent sign-in",
            text:
                "Without a refresh token OpenMetadata tries a hidden frame, and Cognito's pages refuse to be shown in one. In" +
                " OpenMetadata people would now have to sign in again.",
            steps: [
                {
                    text: "Allow refresh tokens for the app client (ALLOW_REFRESH_TOKEN_AUTH); this project's stacks do.",
                },
            ],
        }),
    },
    {
        pattern: /auth_time in id_token/i,
        advise: () => ({
            title: "The renewed token is of another sign-in",
            text: "Its auth_time is not that of the sign-in, so the library that OpenMetadata uses refuses it.",
            steps: [again],
        }),
    },
    {
        pattern: /invalid_grant/i,
        advise: () => ({
            title: "Cognito does not accept the code or refresh token",
            text: "It was used already, is over (a code lives five minutes), was revoked, or belongs to another client.",
            steps: [again],
        }),
    },
    {
        pattern: /invalid (issuer|audience) in token|sub from user info/i,
        advise: ({ authority, deployCommand }) => ({
            title: "The token is of another pool or client",
            text: `It was not made by ${authority} for this app client.`,
            steps: [{ text: "Deploy, and give OpenMetadata the settings again:", copy: deployCommand }],
        }),
    },
    {
        pattern: /does not contain property (authorization|token|userinfo)_endpoint/i,
        advise: ({ deployCommand }) => ({
            title: "The pool has no login pages",
            text: "Cognito lists the places to sign in only once the pool has a domain.",
            steps: [{ text: "Deploy again, so that the domain is there:", copy: deployCommand }],
        }),
    },
    {
        pattern: /network error|failed to fetch|unreachable|invalid response content-type|\((4|5)\d\d\)/i,
        advise: ({ authority, emulator, stack }) => ({
            title: "Cognito does not answer",
            text: `The browser could not read ${authority}, which OpenMetadata's page must be able to.`,
            steps: emulator
                ? [{ text: "The emulator may have ended. Start it again:", copy: `npm start -- --stack ${stack}` }]
                : [
                      {
                          text: "Look at the network: proxy, VPN, an extension that blocks requests. The address:",
                          copy: `${authority}/.well-known/openid-configuration`,
                      },
                  ],
        }),
    },
    {
        pattern: /server_error|temporarily_unavailable/i,
        advise: () => ({
            title: "Cognito failed",
            text: "Cognito says that the fault is on its side, or in a Lambda trigger of the pool.",
            steps: [again],
        }),
    },
];

/** What a failure means for the owner of the stack, and what to do. */
export function explain(failure: Failure, situation: Situation): Advice {
    const words = `${failure.error ?? ""} ${failure.message}`;
    const known = KNOWN.find(({ pattern }) => pattern.test(words));
    return known?.advise(situation) ?? unknown(failure);
}

function unknown({ error, message }: Failure): Advice {
    return {
        title: "The sign-in failed",
        text: `Cognito, or the library that OpenMetadata uses, says: ${error && error !== message ? `${error}: ${message}` : message}`,
        steps: [again],
    };
}

/** The failure in an answer of Cognito's, `?error=…&error_description=…`; nothing where the answer is a code. */
export function failureInAnswer(query: URLSearchParams): Failure | undefined {
    const error = query.get("error");
    return error === null ? undefined : { error, message: query.get("error_description") ?? error };
}

/** What was thrown, by whatever threw it: the library rejects with errors and with plain text. */
export function failureOf(thrown: unknown): Failure {
    if (thrown instanceof Error) {
        const { error } = thrown as { error?: unknown };
        return { error: typeof error === "string" ? error : undefined, message: thrown.message };
    }
    return { message: String(thrown) };
}
