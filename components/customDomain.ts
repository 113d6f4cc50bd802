import type * as cognito from "@pulumi/aws/cognito";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { DomainSettings } from "../config/domain";
import type { Settings } from "../config/settings";
import { createCertificate } from "./certificate";
import { createDomain } from "./domain";

export type CustomDomainSettings = Extract<DomainSettings, { name: string }>;

/** A DNS record that the owner of the domain has to create. */
export interface DomainRecord {
    readonly name: string;
    readonly type: "CNAME";
    readonly value: string;
}

export interface CustomDomain {
    readonly resource: cognito.UserPoolDomain;
    /** Only where DNS is elsewhere. */
    readonly record?: pulumi.Output<DomainRecord>;
}

/**
 * Login pages under a name of one's own. In a hosted zone everything is made: certificate, its proof, and the records that lead to
 * the pages; with DNS elsewhere the record to create comes back.
 */
export function createCustomDomain(
    name: string,
    settings: Settings & { readonly domain: CustomDomainSettings },
    userPoolId: pulumi.Input<string>,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): CustomDomain {
    const { domain, endpoint } = settings;
    const create = (certificateArn: pulumi.Input<string>) =>
        createDomain(name, settings, { userPoolId, domain: domain.name, certificateArn }, opts);
    if (domain.hostedZoneId === undefined) {
        const resource = create(domain.certificateArn);
        return { resource, record: domainRecord(domain.name, resource) };
    }
    const subject = { domainName: domain.name, hostedZoneId: domain.hostedZoneId, endpoint };
    const resource = create(domain.certificateArn ?? createCertificate(`${name}-certificate`, subject, tags, opts));
    createAliases(`${name}-alias`, domain.name, domain.hostedZoneId, resource, opts);
    return { resource };
}

/** To CloudFront, which answers over both versions of IP. Records of the same name that are there already are left alone: it fails. */
function createAliases(
    name: string,
    host: string,
    zoneId: string,
    { cloudfrontDistribution, cloudfrontDistributionZoneId }: cognito.UserPoolDomain,
    opts: pulumi.CustomResourceOptions,
): void {
    const target = {
        name: cloudfrontDistribution,
        zoneId: cloudfrontDistributionZoneId,
        // CloudFront's own zone has no health to evaluate.
        evaluateTargetHealth: false,
    };
    for (const type of ["A", "AAAA"] as const) {
        new route53.Record(`${name}-${type.toLowerCase()}`, { zoneId, name: host, type, aliases: [target] }, opts);
    }
}

function domainRecord(name: string, { cloudfrontDistribution }: cognito.UserPoolDomain): pulumi.Output<DomainRecord> {
    return cloudfrontDistribution.apply((value): DomainRecord => ({ name, type: "CNAME", value }));
}
