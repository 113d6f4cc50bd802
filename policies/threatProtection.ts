import { control, USER_POOL } from "./control";

interface Pool {
    readonly userPoolAddOns?: {
        readonly advancedSecurityMode?: "OFF" | "AUDIT" | "ENFORCED";
        readonly advancedSecurityAdditionalFlows?: { readonly customAuthMode?: "AUDIT" | "ENFORCED" };
    };
}

// Both are advice only: they need the plan Plus, which AWS bills higher.

export const threatProtection = control<Pool>({
    name: "cognito-1-threat-protection",
    description: "Threat protection answers to risky sign-ins.",
    enforcementLevel: "advisory",
    securityHub: { id: "Cognito.1", rule: "cognito-user-pool-advanced-security-enabled" },
    types: [USER_POOL],
    violation: ({ userPoolAddOns }) => {
        const mode = userPoolAddOns?.advancedSecurityMode ?? "OFF";
        return mode === "ENFORCED" ? undefined : `Threat protection is ${mode === "OFF" ? "off" : "only watching"}`;
    },
    fix: "userPool.featurePlan plus, which costs more, and userPool.threatProtection enforced",
});

export const customAuthThreatProtection = control<Pool>({
    name: "cognito-4-custom-auth-threat-protection",
    description: "Threat protection answers to risky sign-ins by custom authentication too.",
    enforcementLevel: "advisory",
    securityHub: { id: "Cognito.4", rule: "cognito-userpool-cust-auth-threat-full-check" },
    types: [USER_POOL],
    violation: ({ userPoolAddOns }) =>
        userPoolAddOns?.advancedSecurityAdditionalFlows?.customAuthMode === "ENFORCED"
            ? undefined
            : "Threat protection leaves custom authentication out",
    fix: "userPool.featurePlan plus, which costs more, and userPool.threatProtection with mode and customAuth enforced",
});
