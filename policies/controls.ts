import type { ResourceValidationPolicy } from "@pulumi/policy";

import { noImplicitGrant, noUserExistenceErrors, redirectUrls, tokenRevocation } from "./appClient";
import { deletionProtection } from "./deletionProtection";
import { noGuests } from "./identityPool";
import { mfa, mfaRequired } from "./mfa";
import { passwordPolicy } from "./passwordPolicy";
import { pulumiProtect } from "./pulumiProtect";
import { closedSignUp } from "./signUp";
import { customAuthThreatProtection, threatProtection } from "./threatProtection";

/** All that the pack looks at, in the order of docs/policies.md. */
export const controls: readonly ResourceValidationPolicy[] = [
    threatProtection,
    noGuests,
    passwordPolicy,
    customAuthThreatProtection,
    mfa,
    mfaRequired,
    deletionProtection,
    pulumiProtect,
    closedSignUp,
    redirectUrls,
    noImplicitGrant,
    noUserExistenceErrors,
    tokenRevocation,
];
