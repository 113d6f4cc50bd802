import { z } from "zod";
import type { Problem } from "./problem";
import { choice, list, section } from "./shapes";

/** Multi-factor authentication of the pool's own users (AWS: user-pool-settings-mfa); that of a provider's users is the provider's job. */
export const mfaSchema = section({
    /** `required`: everybody is asked for a second factor. `optional`: only those who set one up. @default optional */
    mode: choice(["optional", "required", "off"]).default("optional").describe("who is asked for a second factor"),

    /** The second factors. `totp`: a code from an authenticator app. @default ["totp"], none where `mode` is `off` */
    methods: list(choice(["totp"]), 3)
        .optional()
        .describe("second factors; `totp`: an authenticator app"),
});

export type MfaSettings = z.output<typeof mfaSchema>;
export type MfaMethod = NonNullable<MfaSettings["methods"]>[number];

/** The methods that are on: by default a code from an authenticator app, which costs nothing and needs no phone number. */
export function mfaMethods({ mode, methods }: MfaSettings): readonly MfaMethod[] {
    return methods ?? (mode === "off" ? [] : ["totp"]);
}

/** Cognito takes mode and methods only as one sound combination. */
export function mfaProblems({ mfa }: { mfa: MfaSettings }): Problem[] {
    const methods = mfaMethods(mfa);
    if (mfa.mode === "off" && methods.length > 0) {
        return [
            {
                key: "mfa.methods",
                given: `${JSON.stringify(methods)} with the mode off`,
                allowed: "no methods while the mode is off",
                fix: "remove mfa.methods, or set mfa.mode to optional",
            },
        ];
    }
    if (mfa.mode !== "off" && methods.length === 0) {
        return [
            {
                key: "mfa.methods",
                given: `no method with the mode ${mfa.mode}`,
                allowed: "at least one method",
                fix: "for example: methods: [totp], or set mfa.mode to off",
            },
        ];
    }
    return [];
}
