import * as pulumi from "@pulumi/pulumi";
import { arnProblems } from "../config/arn";
import { existingPoolRegionProblems } from "../config/existingPool";
import { describeProblems } from "../config/problem";
import { regionProblems } from "../config/region";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { hostedZoneProblems, readHostedZone } from "./hostedZone";
import { parentDomainWarning } from "./parentDomain";
import { currentPlace, type Place } from "./place";

/**
 * The place to deploy to, once all is asked that only AWS and DNS can tell. Resources that wait for it are not made where the
 * answer is no; a preview asks as well.
 * @throws UserError
 */
export function checkedPlace(settings: Settings, opts: pulumi.InvokeOutputOptions): pulumi.Output<Place> {
    const { domain, endpoint } = settings;
    const { parent, provider } = opts;
    const zone = readHostedZone(domain, { ...(parent && { parent }), ...(provider && { provider }) });
    // An emulator takes any name, and must be usable without a network.
    const warning = domain.name === undefined || endpoint !== undefined ? undefined : parentDomainWarning(domain.name);
    return pulumi.all([currentPlace(opts), zone, warning]).apply(([place, zoneFacts, text]) => {
        if (text !== undefined) {
            void pulumi.log.warn(text);
        }
        const problems = [
            ...regionProblems(settings, place.region),
            ...arnProblems(settings, place),
            ...existingPoolRegionProblems(settings, place.region),
            ...hostedZoneProblems(domain, zoneFacts),
        ];
        if (problems.length > 0) {
            throw new UserError(describeProblems(`Stack ${pulumi.getStack()}`, problems));
        }
        return place;
    });
}
