import { isThrowAway } from "./component";
import { control, USER_POOL } from "./control";

interface Pool {
    readonly deletionProtection?: "ACTIVE" | "INACTIVE";
}

export const deletionProtection = control<Pool>({
    name: "cognito-6-deletion-protection",
    description: "AWS refuses to delete a pool in which people are.",
    enforcementLevel: "mandatory",
    securityHub: { id: "Cognito.6", rule: "cognito-user-pool-deletion-protection-enabled" },
    types: [USER_POOL],
    violation: ({ deletionProtection: protection }, resource) =>
        protection === "ACTIVE" || isThrowAway(resource) ? undefined : "The pool's deletion protection is off",
    fix: "protect true; for a stage that may be lost, --policy-pack-config policies/throw-away.json",
});
