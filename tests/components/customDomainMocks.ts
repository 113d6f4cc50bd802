/** What AWS and DNS make up for a custom domain; to be used with the shared mocks. */
import { Resolver } from "node:dns/promises";
import type { Situation } from "./mocks";

/** A certificate that is issued, with the record that proves its name. */
export const CERTIFICATE: Situation["state"] = {
    "aws:acm/certificate:Certificate": ({ domainName }) => ({
        arn: "arn:aws:acm:us-east-1:123456789012:certificate/made",
        domainValidationOptions: [
            {
                domainName,
                resourceRecordName: `_proof.${String(domainName)}.`,
                resourceRecordType: "CNAME",
                resourceRecordValue: "_value.acm-validations.aws.",
            },
        ],
    }),
    "aws:route53/record:Record": ({ name }) => ({ fqdn: String(name).replace(/\.$/, "") }),
};

export const DISTRIBUTION: Situation["state"] = {
    "aws:cognito/userPoolDomain:UserPoolDomain": () => ({
        cloudfrontDistribution: "d111.cloudfront.net",
        cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
    }),
};

/** Route 53 knows one zone. */
export function answerZone(name: string, privateZone = false): Situation["calls"] {
    return { "aws:route53/getZone:getZone": ({ zoneId }) => ({ zoneId, name: `${name}.`, privateZone }) };
}

/** Answers every look-up of an IPv4 address during the tests of a suite, so that none leaves this machine. */
export function answerDns(answer: (name: string) => Promise<string[]>): void {
    // The typings have several forms of this method; only the one for A records is used.
    const resolver = Resolver.prototype as { resolve4: (name: string) => Promise<string[]> };
    const real = resolver.resolve4;
    before(() => {
        resolver.resolve4 = answer;
    });
    after(() => {
        resolver.resolve4 = real;
    });
}
