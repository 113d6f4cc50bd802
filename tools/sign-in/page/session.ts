/** What the token endpoint gave, as the browser library keeps it. */
export interface Tokens {
    readonly idToken: string;
    readonly accessToken: string;
    /** When the access token ends, in seconds since 1970; whether it can be read is not the client's business. */
    readonly accessTokenEnd: number;
    /** @default - the app client hands out none */
    readonly refreshToken?: string;
}

export interface Lifetime {
    readonly name: string;
    readonly text: string;
}

export interface Session {
    readonly lifetimes: readonly Lifetime[];
    /** Whether OpenMetadata can renew the ID token without asking the person. */
    readonly renews: boolean;
    readonly renewal: string;
}

/** OpenMetadata renews a minute before the end, older versions five: a shorter life means renewing without a pause. */
const SHORTEST_LIFE_SECONDS = 300;

/**
 * How long the tokens live and what happens then.
 *
 * @param refreshTokenSeconds life of the refresh token, where it is known
 * @param now seconds since 1970
 */
export function describeSession(tokens: Tokens, refreshTokenSeconds: number | undefined, now: number): Session {
    const id = claimsOf(tokens.idToken);
    const refreshEnd =
        refreshTokenSeconds === undefined ? undefined : numberOf(id.auth_time ?? id.iat) + refreshTokenSeconds;
    const life = numberOf(id.exp) - numberOf(id.iat);
    return {
        lifetimes: [
            { name: "ID token", text: endText(numberOf(id.exp), now) },
            { name: "Access token", text: endText(tokens.accessTokenEnd, now) },
            { name: "Refresh token", text: refreshText(tokens.refreshToken !== undefined, refreshEnd, now) },
        ],
        ...renewalOf(tokens.refreshToken !== undefined, life),
    };
}

function renewalOf(refreshable: boolean, life: number): Pick<Session, "renews" | "renewal"> {
    if (!refreshable) {
        return {
            renews: false,
            renewal:
                "Renewal will not work: Cognito gave no refresh token, and its pages do not open in the hidden frame that OpenMetadata" +
                " tries then. People sign in again when the ID token ends.",
        };
    }
    if (life <= SHORTEST_LIFE_SECONDS) {
        return {
            renews: true,
            renewal: `Renewal works, but the ID token lives ${duration(life)} only: OpenMetadata starts to renew that early. Give it an hour.`,
        };
    }
    return {
        renews: true,
        renewal:
            "Renewal works: OpenMetadata exchanges the refresh token shortly before the ID token ends. Some older versions drop the" +
            " new token, and people sign in again then.",
    };
}

function refreshText(refreshable: boolean, end: number | undefined, now: number): string {
    if (!refreshable) {
        return "none";
    }
    return end === undefined ? "held; its life could not be read" : endText(end, now);
}

function endText(end: number, now: number): string {
    const date = new Date(end * 1000);
    const today = Math.abs(end - now) < 86_400;
    const time = date.toLocaleString(undefined, today ? { timeStyle: "short" } : { dateStyle: "medium" });
    return end <= now ? `over since ${time}` : `ends in ${duration(end - now)}, ${today ? "at" : "on"} ${time}`;
}

/** `59 minutes`, `30 days`: one unit is enough to know whether to hurry. */
export function duration(seconds: number): string {
    const units = [
        ["day", 86_400],
        ["hour", 3600],
        ["minute", 60],
        ["second", 1],
    ] as const;
    const [name, size] = units.find(([, unit]) => seconds >= 2 * unit) ?? ["second", 1];
    const count = Math.round(seconds / size);
    return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** The claims of a JWT, unverified: the server has verified it. */
export function claimsOf(token: string): Record<string, unknown> {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** Head and tail of a token: enough to compare two, not enough to use one. */
export function shorten(token: string): string {
    return token.length <= 16 ? token : `${token.slice(0, 6)}…${token.slice(-8)}`;
}

/** A claim as text; those that are times also as people write them. */
export function claimText(name: string, value: unknown): string {
    if (typeof value === "number" && ["exp", "iat", "nbf", "auth_time", "updated_at"].includes(name)) {
        return `${value} (${new Date(value * 1000).toLocaleString()})`;
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

function numberOf(value: unknown): number {
    return typeof value === "number" ? value : 0;
}
