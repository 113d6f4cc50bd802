import { z } from "zod";
import { onExistingPool } from "./existingPool";
import type { Problem } from "./problem";
import { asText, choice, scalar, section } from "./shapes";
import type { UserPoolSettings } from "./userPool";

/** How long CloudWatch can keep a log, in days (AWS: PutRetentionPolicy). */
export const RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

type RetentionDays = (typeof RETENTION_DAYS)[number];

const retentionDays = scalar<RetentionDays>({
    allowed: RETENTION_DAYS.join(", "),
    fix: (given) => {
        const wanted = Number(asText(given));
        return `for example: ${RETENTION_DAYS.find((days) => days >= wanted) ?? (wanted > 0 ? RETENTION_DAYS.at(-1) : 90)}`;
    },
    read: (given) => RETENTION_DAYS.find((days) => String(days) === asText(given)),
    jsonSchema: { enum: [...RETENTION_DAYS] },
});

/** What Cognito writes to a CloudWatch log group of the stack (AWS: exporting-quotas-and-usage). */
export const logsSchema = section({
    /**
     * `error`: e-mails and SMS that could not be delivered. `info`: besides, every sign-in with its risk; needs the plan `plus` and
     * `threatProtection`. @default error
     */
    level: choice(["error", "info"])
        .default("error")
        .describe(
            "`error`: undelivered e-mails and SMS; `info`: sign-ins too, needs plan `plus` and threat protection",
        ),

    /** For how many days CloudWatch keeps them; destroying the stack deletes them at once. @default 90 */
    retentionDays: retentionDays.default(90).describe("days for which CloudWatch keeps them"),
});

export type LogsSettings = z.output<typeof logsSchema>;

export function logsProblems({
    logs,
    userPool,
}: {
    logs?: LogsSettings | undefined;
    userPool: UserPoolSettings;
}): Problem[] {
    if (logs === undefined) {
        return [];
    }
    const { existingId } = userPool;
    // A pool has one configuration of its logs, so ours would take the place of its owner's.
    return existingId === undefined
        ? levelProblems(logs, userPool)
        : [
              onExistingPool(
                  "logs",
                  existingId,
                  "where an existing pool writes its logs is its owner's to say",
                  "set them up on",
              ),
          ];
}

/** Cognito writes a sign-in down as part of judging its risk. The plan that this needs is a rule of `featurePlan.ts`. */
function levelProblems({ level }: LogsSettings, { threatProtection }: UserPoolSettings): Problem[] {
    return level === "error" || threatProtection.mode !== "off"
        ? []
        : [
              {
                  key: "logs.level",
                  given: "info, with userPool.threatProtection off",
                  allowed: "error, or info with threat protection: Cognito records sign-ins as it judges their risk",
                  fix: "set userPool.threatProtection to audit, or logs.level to error",
              },
          ];
}
