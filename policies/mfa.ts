import { control, USER_POOL } from "./control";

interface Pool {
    readonly mfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
    readonly signInPolicy?: { readonly allowedFirstAuthFactors?: readonly string[] };
}

const SECURITY_HUB = { id: "Cognito.5", rule: "cognito-user-pool-mfa-enabled" };

/** The control is about pools where a password is all that it takes. */
function isPasswordOnly({ signInPolicy }: Pool): boolean {
    return (signInPolicy?.allowedFirstAuthFactors ?? []).every((factor) => factor === "PASSWORD");
}

export const mfa = control<Pool>({
    name: "cognito-5-mfa",
    description: "People can have a second factor where a password is all that it takes to sign in.",
    enforcementLevel: "mandatory",
    securityHub: SECURITY_HUB,
    types: [USER_POOL],
    violation: (pool) =>
        isPasswordOnly(pool) && (pool.mfaConfiguration ?? "OFF") === "OFF"
            ? "Multi-factor authentication is off"
            : undefined,
    fix: "mfa.mode optional or required",
});

export const mfaRequired = control<Pool>({
    name: "cognito-5-mfa-required",
    description: "Everybody has a second factor where a password is all that it takes to sign in.",
    enforcementLevel: "advisory",
    securityHub: SECURITY_HUB,
    types: [USER_POOL],
    violation: (pool) =>
        isPasswordOnly(pool) && pool.mfaConfiguration === "OPTIONAL"
            ? "Multi-factor authentication is optional, which some scanners do not accept"
            : undefined,
    fix: "mfa.mode required",
});
