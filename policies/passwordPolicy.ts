import { control, USER_POOL } from "./control";

interface Pool {
    readonly passwordPolicy?: {
        readonly minimumLength?: number;
        readonly requireLowercase?: boolean;
        readonly requireUppercase?: boolean;
        readonly requireNumbers?: boolean;
        readonly requireSymbols?: boolean;
        readonly temporaryPasswordValidityDays?: number;
    };
}

const SHORTEST = 8;
const LONGEST_INVITATION_DAYS = 7;

export const passwordPolicy = control<Pool>({
    name: "cognito-3-password-policy",
    description: "Passwords have at least 8 characters of all four classes, and an invitation's lasts at most 7 days.",
    enforcementLevel: "mandatory",
    securityHub: { id: "Cognito.3", rule: "cognito-user-pool-password-policy-check" },
    types: [USER_POOL],
    violation: ({ passwordPolicy: policy }) => {
        if (policy === undefined) {
            return "There is no password policy";
        }
        const missing = [
            // What a policy leaves out is not required.
            ...(policy.requireLowercase ? [] : ["lower-case letters"]),
            ...(policy.requireUppercase ? [] : ["upper-case letters"]),
            ...(policy.requireNumbers ? [] : ["digits"]),
            ...(policy.requireSymbols ? [] : ["symbols"]),
        ];
        const { minimumLength = 0, temporaryPasswordValidityDays = LONGEST_INVITATION_DAYS } = policy;
        const faults = [
            ...(minimumLength < SHORTEST ? [`may have ${minimumLength} characters`] : []),
            ...(missing.length > 0 ? [`need no ${missing.join(", ")}`] : []),
        ];
        const days = `an invitation's lasts ${temporaryPasswordValidityDays} days`;
        const all = [
            ...(faults.length > 0 ? [`Passwords ${faults.join(" and ")}`] : []),
            ...(temporaryPasswordValidityDays > LONGEST_INVITATION_DAYS ? [days] : []),
        ];
        return all.length > 0 ? all.join("; ") : undefined;
    },
    fix: "userPool.passwordPolicy with minimumLength 8 or more, all require… true, temporaryPasswordValidityDays 7 or less",
});
