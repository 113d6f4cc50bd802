import type { Problem } from "./problem";
import type { Settings } from "./settings";

/** What AWS does not offer in the region that a stack is deployed to. */
export function regionProblems({ domain, firewall }: Pick<Settings, "domain" | "firewall">, region: string): Problem[] {
    return [
        ...(domain.name !== undefined && !hasCustomDomains(region) ? [noCustomDomain(domain.name, region)] : []),
        ...(firewall !== undefined && region === "us-gov-east-1" ? [noFirewall(region)] : []),
    ];
}

/** Not in GovCloud (AWS GovCloud user guide, Amazon Cognito), nor where there is no us-east-1 for the certificate. */
function hasCustomDomains(region: string): boolean {
    return !/^(us-gov|us-iso|cn|eu-iso|eusc)/.test(region);
}

function noCustomDomain(name: string, region: string): Problem {
    return {
        key: "domain.name",
        given: `${name}, in ${region}`,
        allowed: `domain.prefix: Amazon Cognito has no custom domains in ${region}`,
        fix: "remove domain.name, hostedZoneId and certificateArn",
    };
}

/** AWS GovCloud user guide, Amazon Cognito. */
function noFirewall(region: string): Problem {
    return {
        key: "firewall",
        given: `a value, in ${region}`,
        allowed: `nothing: user pools take no web ACL in ${region}`,
        fix: "remove firewall, or deploy to us-gov-west-1",
    };
}
