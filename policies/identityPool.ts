import { control } from "./control";

interface IdentityPool {
    readonly allowUnauthenticatedIdentities?: boolean;
}

/** This project makes no identity pool; the control is for what others add beside it. */
export const noGuests = control<IdentityPool>({
    name: "cognito-2-no-guests",
    description: "An identity pool gives nothing to people who have not signed in.",
    enforcementLevel: "mandatory",
    securityHub: { id: "Cognito.2", rule: "cognito-identity-pool-unauth-access-check" },
    types: ["aws:cognito/identityPool:IdentityPool"],
    violation: ({ allowUnauthenticatedIdentities }) =>
        allowUnauthenticatedIdentities === true ? "The identity pool lets guests in" : undefined,
    fix: "allowUnauthenticatedIdentities false",
});
