import { z } from "zod";
import type { Problem } from "./problem";
import { isProtected } from "./protect";
import { asText, scalar, section, text } from "./shapes";

/** How long AWS keeps a deleted secret (AWS: DeleteSecret); not at all, or between a week and a month. */
const recoveryWindow = scalar<number>({
    allowed: "0, or a whole number from 7 to 30",
    fix: (given) => `for example: ${Number(asText(given)) > 30 ? 30 : 7}`,
    read: (given) => {
        const days = /^\d+$/.test(asText(given) ?? "") ? Number(asText(given)) : NaN;
        return days === 0 || (days >= 7 && days <= 30) ? days : undefined;
    },
    jsonSchema: { anyOf: [{ const: 0 }, { type: "integer", minimum: 7, maximum: 30 }] },
});

/** Hands the client secret over through AWS Secrets Manager, so that nobody has to copy it (AWS: CreateSecret). */
export const secretsManagerSchema = section({
    /** Name of the secret in Secrets Manager. @default `openmetadata-oidc-<stack>` */
    name: text({
        allowed: "1 to 512 letters, digits and / _ + = . @ -",
        example: "openmetadata/oidc",
        pattern: /^[\w/+=.@-]{1,512}$/,
    })
        .optional()
        .describe("name of the secret; by default `openmetadata-oidc-<stack>`"),

    /**
     * Days for which AWS keeps a deleted secret: 7 to 30; its name is taken until then. 0, for a stack that is thrown away and made again:
     * it is gone at once; only where `protect` is off. @default 7
     */
    recoveryWindowInDays: recoveryWindow
        .default(7)
        .describe(
            "days for which AWS keeps a deleted secret, and its name taken; 0: not at all, only where `protect` is off",
        ),
});

type SecretsManagerSettings = z.output<typeof secretsManagerSchema>;

export function secretsManagerProblems(settings: {
    secretsManager?: SecretsManagerSettings | undefined;
    clientType: "public" | "confidential";
    protect?: boolean | undefined;
    callbackUrl: string;
}): Problem[] {
    const { secretsManager, clientType } = settings;
    if (secretsManager === undefined) {
        return [];
    }
    return [
        ...(clientType === "confidential" ? [] : [withoutSecret()]),
        ...(secretsManager.recoveryWindowInDays === 0 && isProtected(settings) ? [goneAtOnce()] : []),
    ];
}

function withoutSecret(): Problem {
    return {
        key: "secretsManager",
        given: "a hand-over of the client secret, with the clientType public",
        allowed: "only with the clientType confidential: a public client has no secret",
        fix: "remove secretsManager, or set clientType to confidential (it makes a new app client)",
    };
}

function goneAtOnce(): Problem {
    return {
        key: "secretsManager.recoveryWindowInDays",
        given: "0, while protect is on",
        allowed: "7 to 30 days in which a deleted secret can be restored; 0 only where protect is off",
        fix: "set it to 7, or protect to false for a stack that is thrown away",
    };
}
