import { z } from "zod";
import { durationBetween, seconds } from "./duration";
import type { Problem } from "./problem";
import { choice, section } from "./shapes";

/** Lifetimes of what the app client hands out (AWS: amazon-cognito-user-pools-using-tokens-with-identity-providers). */
export const tokensSchema = section({
    /** Life of the ID token, which OpenMetadata takes as its bearer token: `5m` to `1d`. @default 1h */
    id: durationBetween("5m", "1d").default("1h").describe("life of the ID token, OpenMetadata's bearer token"),

    /** Life of the access token: `5m` to `1d`. @default 1h */
    access: durationBetween("5m", "1d").default("1h").describe("life of the access token"),

    /** How long somebody stays signed in without a password: `1h` to `3650d`. @default 30d */
    refresh: durationBetween("1h", "3650d").default("30d").describe("how long somebody stays signed in"),

    /** Whether each renewal gives a new refresh token. OpenMetadata's browser library does not expect it. @default off */
    rotation: choice(["off", "on"]).default("off").describe("a new refresh token at each renewal"),

    /** With `rotation`: for how long the former refresh token still works, `0s` to `60s`. @default 60s */
    rotationGracePeriod: durationBetween("0s", "60s").optional().describe("how long the former one still works"),

    /** How long a sign-in may take from page to page: `3m` to `15m`, whole minutes. @default 3m */
    session: durationBetween("3m", "15m").default("3m").describe("how long a sign-in may take"),
});

export type TokensSettings = z.output<typeof tokensSchema>;

/** Cognito: "Invalid range for token validity." */
export function tokensProblems({ tokens }: { tokens: TokensSettings }): Problem[] {
    const problems: Problem[] = (["id", "access"] as const)
        .filter((kind) => seconds(tokens[kind]) > seconds(tokens.refresh))
        .map((kind) => ({
            key: `tokens.${kind}`,
            given: `${tokens[kind]}, longer than tokens.refresh (${tokens.refresh})`,
            allowed: "at most the life of the refresh token",
            fix: `set tokens.refresh to ${tokens[kind]} or more, or tokens.${kind} to ${tokens.refresh} or less`,
        }));
    if (tokens.rotation === "off" && tokens.rotationGracePeriod !== undefined) {
        problems.push({
            key: "tokens.rotationGracePeriod",
            given: `${tokens.rotationGracePeriod}, with the rotation off`,
            allowed: "nothing while the rotation is off",
            fix: "remove tokens.rotationGracePeriod, or set tokens.rotation to on",
        });
    }
    if (seconds(tokens.session) % 60 !== 0) {
        problems.push({
            key: "tokens.session",
            given: tokens.session,
            allowed: "whole minutes, from 3m to 15m",
            fix: `for example: ${Math.ceil(seconds(tokens.session) / 60)}m`,
        });
    }
    return problems;
}
