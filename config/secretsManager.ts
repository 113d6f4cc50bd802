import { z } from "zod";
import type { Problem } from "./problem";
import { section, text, wholeNumber } from "./shapes";

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

    /** Days for which AWS keeps a deleted secret: 7 to 30; its name is taken until then. @default 7 */
    recoveryWindowInDays: wholeNumber(7, 30).default(7).describe("days for which AWS keeps a deleted secret"),
});

type SecretsManagerSettings = z.output<typeof secretsManagerSchema>;

export function secretsManagerProblems(settings: {
    secretsManager?: SecretsManagerSettings | undefined;
    clientType: "public" | "confidential";
}): Problem[] {
    return settings.secretsManager === undefined || settings.clientType === "confidential"
        ? []
        : [
              {
                  key: "secretsManager",
                  given: "a hand-over of the client secret, with the clientType public",
                  allowed: "only with the clientType confidential: a public client has no secret",
                  fix: "remove secretsManager, or set clientType to confidential (it makes a new app client)",
              },
          ];
}
