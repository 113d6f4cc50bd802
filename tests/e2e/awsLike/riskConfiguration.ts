import type { ApiCall } from "../../awsModel/request";
import type { StandIn } from "../beforeEmulator";

/** Remembers how pools answer to risks (AWS: SetRiskConfiguration). The emulator does not know the calls. */
export function awsLikeRiskConfiguration(): StandIn {
    const known = new Map<string, Record<string, unknown>>();
    const subject = ({ input }: ApiCall) => JSON.stringify([input.UserPoolId, input.ClientId]);
    return {
        instead: (call) => {
            switch (call.operation) {
                case "SetRiskConfiguration": {
                    // Everything that is left out is reset.
                    const RiskConfiguration = { ...call.input, LastModifiedDate: Math.floor(Date.now() / 1000) };
                    known.set(subject(call), RiskConfiguration);
                    return { status: 200, body: { RiskConfiguration } };
                }
                case "DescribeRiskConfiguration": {
                    const RiskConfiguration = known.get(subject(call)) ?? { UserPoolId: call.input.UserPoolId };
                    return { status: 200, body: { RiskConfiguration } };
                }
                case "DeleteUserPool":
                    known.delete(subject(call));
                    return undefined;
                default:
                    return undefined;
            }
        },
    };
}
