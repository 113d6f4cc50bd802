import { startBeforeEmulator, type BeforeEmulator } from "./beforeEmulator";

type Values = Record<string, unknown>;

/** What a pool no longer has once an update leaves it out (AWS: API reference, UpdateUserPool). The emulator keeps it. */
const RESET_BY_UPDATE = ["DeviceConfiguration", "LambdaConfig", "UserPoolAddOns"];

/** What a pool has only as long as the last call says so (AWS: API reference, SetUserPoolMfaConfig). The emulator keeps it. */
const RESET_BY_MFA = ["SmsMfaConfiguration", "SoftwareTokenMfaConfiguration", "EmailMfaConfiguration"];

/** Stands before the emulator and forgets what AWS forgets of a pool. Whatever is not about a pool's own settings goes through unchanged. */
export function startAwsLikePool(emulator: string): Promise<BeforeEmulator> {
    const updates = new Map<unknown, Values>();
    const mfa = new Map<unknown, Values>();

    const answerFor = (action: string, sent: Values, answer: Values): Values => {
        const pool = sent.UserPoolId;
        switch (action) {
            case "UpdateUserPool":
                updates.set(pool, sent);
                return answer;
            case "SetUserPoolMfaConfig":
                mfa.set(pool, sent);
                return without(answer, RESET_BY_MFA, sent);
            case "GetUserPoolMfaConfig":
                return without(answer, RESET_BY_MFA, mfa.get(pool) ?? answer);
            case "DescribeUserPool":
                return { UserPool: without(answer.UserPool as Values, RESET_BY_UPDATE, updates.get(pool)) };
            default:
                return answer;
        }
    };
    return startBeforeEmulator(emulator, (action, sent, answer) =>
        action.includes("UserPool") && answer.startsWith("{")
            ? JSON.stringify(answerFor(action, JSON.parse(sent) as Values, JSON.parse(answer) as Values))
            : answer,
    );
}

/** Without those of the `keys` that the last call left out. */
function without(values: Values, keys: readonly string[], last: Values | undefined): Values {
    const isKept = ([key]: [string, unknown]) => last === undefined || !keys.includes(key) || key in last;
    return Object.fromEntries(Object.entries(values).filter(isKept));
}
