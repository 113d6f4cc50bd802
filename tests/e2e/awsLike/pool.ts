import type { StandIn } from "../beforeEmulator";

type Values = Record<string, unknown>;

/** What a pool no longer has once an update leaves it out (AWS: API reference, UpdateUserPool). The emulator keeps it. */
const RESET_BY_UPDATE = ["DeviceConfiguration", "LambdaConfig", "UserPoolAddOns"];

/** What a pool has only as long as the last call says so (AWS: API reference, SetUserPoolMfaConfig). The emulator keeps it. */
const RESET_BY_MFA = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/** Forgets of a pool what AWS forgets. */
export function awsLikePool(): StandIn {
    const updates = new Map<unknown, Values>();
    const mfa = new Map<unknown, Values>();
    return {
        afterwards: ({ operation, input }, answer) => {
            const pool = input.UserPoolId;
            switch (operation) {
                case "UpdateUserPool":
                    updates.set(pool, input);
                    return answer;
                case "SetUserPoolMfaConfig":
                    mfa.set(pool, input);
                    return without(answer, RESET_BY_MFA, input);
                case "GetUserPoolMfaConfig":
                    return without(answer, RESET_BY_MFA, mfa.get(pool) ?? answer);
                case "DescribeUserPool":
                    return { UserPool: without(answer.UserPool as Values, RESET_BY_UPDATE, updates.get(pool)) };
                default:
                    return answer;
            }
        },
    };
}

/** Without those of the `keys` that the last call left out. */
function without(values: Values, keys: readonly string[], last: Values | undefined): Values {
    const isKept = ([key]: [string, unknown]) => last === undefined || !keys.includes(key) || key in last;
    return Object.fromEntries(Object.entries(values).filter(isKept));
}
