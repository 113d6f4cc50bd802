import { isSignUpAskedFor } from "./component";
import { control, USER_POOL } from "./control";

interface Pool {
    readonly adminCreateUserConfig?: { readonly allowAdminCreateUserOnly?: boolean };
}

export const closedSignUp = control<Pool>({
    name: "closed-sign-up",
    description: "Nobody makes an account unasked, unless the config says so.",
    enforcementLevel: "mandatory",
    types: [USER_POOL],
    violation: ({ adminCreateUserConfig }, resource) =>
        adminCreateUserConfig?.allowAdminCreateUserOnly === true || isSignUpAskedFor(resource)
            ? undefined
            : "Anybody who finds the login page can make an account",
    fix: "userPool.selfSignUp false, or true if that is what you want",
});
