import { z } from "zod";
import { asText, scalar } from "./shapes";

/** A length of time as it is written: a whole number and its unit, for instance `60m`, `1h` or `30d`. */
export type Duration = `${number}${DurationUnit}`;

type DurationUnit = "s" | "m" | "h" | "d";

const SECONDS: Record<DurationUnit, number> = { s: 1, m: 60, h: 3600, d: 86400 };

const COGNITO_UNIT = { s: "seconds", m: "minutes", h: "hours", d: "days" } as const;

/** The length in seconds. */
export function seconds(duration: Duration): number {
    return amount(duration) * SECONDS[unit(duration)];
}

/** The same length as Cognito takes it: a number, and the name of its unit. */
export function tokenValidity(duration: Duration) {
    return { validity: amount(duration), unit: COGNITO_UNIT[unit(duration)] };
}

/**
 * A duration from `least` to `most`, both allowed. A number without a unit is refused: Cognito itself counts one kind of token
 * in hours and another in days, so its meaning is never certain.
 */
export function durationBetween(least: Duration, most: Duration): z.ZodType<Duration, Duration> {
    const allowed = (written: Duration) => seconds(written) >= seconds(least) && seconds(written) <= seconds(most);
    return scalar<Duration>({
        allowed: `a number with its unit (s, m, h or d), from ${least} to ${most}`,
        fix: (given) => {
            const withUnit = Object.keys(SECONDS).flatMap((each) => duration(`${asText(given)}${each}`) ?? []);
            const meant = withUnit.filter(allowed);
            if (meant.length > 0) {
                return `write the unit: ${meant.join(" or ")}`;
            }
            const written = duration(asText(given) ?? "");
            return `for example: ${written !== undefined && seconds(written) > seconds(most) ? most : least}`;
        },
        read: (given) => {
            const written = duration(asText(given) ?? "");
            return written !== undefined && allowed(written) ? written : undefined;
        },
        jsonSchema: { type: "string", pattern: "^\\d+[smhd]$" },
    });
}

function duration(written: string): Duration | undefined {
    const match = /^(\d{1,9})\s*([smhd])$/i.exec(written);
    return match === null ? undefined : `${Number(match[1])}${match[2].toLowerCase() as DurationUnit}`;
}

const amount = (duration: Duration): number => Number(duration.slice(0, -1));
const unit = (duration: Duration): DurationUnit => duration.slice(-1) as DurationUnit;
