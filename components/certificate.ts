import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { usEast1Provider } from "./usEast1";

/** Whom a certificate is for. */
export interface CertificateSubject {
    readonly domainName: string;
    /** The zone in which the record goes that proves to AWS that the name is ours. */
    readonly hostedZoneId: string;
    /** Base URL of an emulator. */
    readonly endpoint: string | undefined;
}

/**
 * The ARN of a certificate for a custom domain, once it is issued. ACM renews it by itself as long as the record stays.
 * @see AWS: acm, dns-validation
 */
export function createCertificate(
    name: string,
    { domainName, hostedZoneId, endpoint }: CertificateSubject,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const usEast1 = usEast1Provider(`${name}-us-east-1`, endpoint, { parent: opts.parent, protect: opts.protect });
    const inUsEast1 = { ...opts, provider: usEast1 };
    const certificate = new acm.Certificate(name, { domainName, validationMethod: "DNS", tags }, inUsEast1);
    // One name, so one proof.
    const proof = certificate.domainValidationOptions[0];
    const record = new route53.Record(
        `${name}-proof`,
        {
            zoneId: hostedZoneId,
            name: proof.resourceRecordName,
            type: proof.resourceRecordType,
            records: [proof.resourceRecordValue],
            ttl: 300,
            // ACM asks for the same record again for each certificate of the same name in the same account.
            allowOverwrite: true,
        },
        opts,
    );
    const issued = new acm.CertificateValidation(
        `${name}-issued`,
        { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
        // Longer than the provider's own 75 minutes: a zone that was delegated only just now takes its time.
        { ...inUsEast1, customTimeouts: { create: "2h" } },
    );
    return issued.certificateArn;
}
