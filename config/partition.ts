/** How the names of AWS's API hosts end, by partition (AWS: general reference, service endpoints). */
const DNS_SUFFIX = {
    aws: "amazonaws.com",
    "aws-us-gov": "amazonaws.com",
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
} as const;

/** The AWS partition of a region: the second part of every ARN in it. */
export function partition(region: string): keyof typeof DNS_SUFFIX {
    const apart = { "us-gov-": "aws-us-gov", "cn-": "aws-cn", "eusc-": "aws-eusc" } as const;
    const found = Object.entries(apart).find(([prefix]) => region.startsWith(prefix));
    return found?.[1] ?? "aws";
}

/** The issuer of the tokens of a pool, `https://cognito-idp.<region>.amazonaws.com/<userPoolId>`; the host is the API's. */
export function awsIssuer(region: string, userPoolId: string): string {
    return `https://cognito-idp.${region}.${DNS_SUFFIX[partition(region)]}/${userPoolId}`;
}

/**
 * The host of the login pages. GovCloud has FIPS hosts only (AWS GovCloud user guide, Amazon Cognito); the host of the European
 * Sovereign Cloud is the one that Amazon has entered in the Public Suffix List.
 */
export function domainHost({ domain, region }: { domain: string; region: string }): string {
    if (domain.includes(".")) {
        return domain;
    }
    switch (partition(region)) {
        case "aws":
            return `${domain}.auth.${region}.amazoncognito.com`;
        case "aws-us-gov":
            return `${domain}.auth-fips.${region}.amazoncognito.com`;
        case "aws-cn":
            return `${domain}.auth.${region}.amazoncognito.com.cn`;
        case "aws-eusc":
            return `${domain}.auth.cognito-idp.${region}.on.amazonwebservices.eu`;
    }
}
