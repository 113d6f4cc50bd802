import { getZone } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { DomainSettings } from "../config/domain";
import type { Problem } from "../config/problem";

/** What is read of the zone for the DNS records of a custom domain. */
export interface ZoneFacts {
    /** Without a dot at the end. */
    readonly name: string;
    readonly privateZone: boolean;
}

/** The zone of a custom domain, or why it cannot be read; undefined where the domain has none. */
export async function readHostedZone(
    { hostedZoneId }: DomainSettings,
    opts: pulumi.InvokeOptions,
): Promise<ZoneFacts | Error | undefined> {
    if (hostedZoneId === undefined) {
        return undefined;
    }
    try {
        const { name, privateZone } = await getZone({ zoneId: hostedZoneId }, opts);
        return { name: name.replace(/\.$/, ""), privateZone: privateZone === true };
    } catch (error) {
        return error as Error;
    }
}

/** Why the records of the domain cannot be made in its zone: found before anything is created rather than half-way. */
export function hostedZoneProblems(domain: DomainSettings, zone: ZoneFacts | Error | undefined): Problem[] {
    const { name, hostedZoneId } = domain;
    if (zone === undefined || name === undefined) {
        return [];
    }
    const problem = { key: "domain.hostedZoneId", given: `${hostedZoneId}, for domain.name ${name}` };
    const fix =
        "aws route53 list-hosted-zones shows the zones of this account; for DNS elsewhere use domain.certificateArn";
    if (zone instanceof Error) {
        return [{ ...problem, allowed: `a zone that these credentials can read; AWS says: ${reason(zone)}`, fix }];
    }
    if (zone.privateZone) {
        return [
            { ...problem, allowed: `a public zone: ${zone.name} is private, so that no browser would find it`, fix },
        ];
    }
    return name === zone.name || name.endsWith(`.${zone.name}`)
        ? []
        : [{ ...problem, allowed: `the zone in which ${name} is: this one is ${zone.name}`, fix }];
}

/** The last line is the one that AWS wrote. */
function reason({ message }: Error): string {
    return message.trim().split("\n").at(-1)?.trim() ?? message;
}
