import type { Identity, Rule } from "../../../openmetadata/identity";

/** Something that is wrong, in the words of the owner, with what to do about it. */
export interface Advice {
    readonly title: string;
    readonly text: string;
    readonly steps: readonly Step[];
}

export interface Step {
    readonly text: string;
    /** A command, URL or value to copy. @default - nothing to copy */
    readonly copy?: string;
}

/** What the server found out before anybody leaves the page. */
export interface Check extends Advice {
    /** `unknown`: could not be checked, which keeps nobody from signing in. */
    readonly state: "passed" | "failed" | "unknown";
}

/** What the page needs to know about the stack. There is no secret in it. */
export interface PageSettings {
    readonly stack: string;
    /** Where the stack is, for people: `the local deployment` or `AWS, eu-west-1`. */
    readonly place: string;
    /** The pool is served by an emulator, which differs from Cognito in places. */
    readonly emulator: boolean;
    readonly clientType: "public" | "confidential";
    readonly clientId: string;
    readonly authority: string;
    /** Discovery document to use in place of the authority's own. @default - the authority's own */
    readonly metadataUrl?: string;
    readonly scope: string;
    readonly callbackUrl: string;
    readonly silentCallbackUrl: string;
    /** Cognito's sign-out, which comes back to {@link signedOutUrl}. */
    readonly signOutUrl: string;
    readonly signedOutUrl: string;
    /** What OpenMetadata's server asks for with a confidential client. @default - nothing */
    readonly prompt?: string;
    /** The command that invites somebody. */
    readonly inviteCommand: string;
    /** The command that deploys a change of the stack. */
    readonly deployCommand: string;
}

/** What OpenMetadata's server would make of an ID token. */
export interface Verdict {
    readonly claims: Readonly<Record<string, unknown>>;
    readonly signature: Pick<Rule, "outcome" | "text" | "fix">;
    readonly identity: Identity;
    /** Life of the refresh token from the sign-in on, in seconds. @default - the app client could not be read */
    readonly refreshTokenSeconds?: number;
}
