import { getZone } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { DomainSettings } from "../config/domain";
import type { Problem } from "../config/problem";

/** What is read of the zone for the DNS records of a custom domain. */
export interface ZoneFacts {
    /** Without a dot at the end. */
    readonly name: string;
    readonly isPrivate: boolean;
}

/** The zone of a custom domain; undefined where the domain has none. */
export async function readHostedZone(
    { hostedZoneId }: DomainSettings,
    opts: pulumi.InvokeOptions,
): Promise<ZoneFacts | "unreadable" | undefined> {
    if (hostedZoneId === undefined) {
        return undefined;
    }
    try {
        const { name, privateZone } = await getZone({ zoneId: hostedZoneId }, opts);
        return { name: name.replace(/\.$/, ""), isPrivate: privateZone === true };
    } catch {
        // The provider has logged what AWS says.
        return "unreadable";
    }
}

/** Why the records of the domain cannot be made in its zone: found before anything is created rather than half-way. */
export function hostedZoneProblems(
    { name, hostedZoneId }: DomainSettings,
    zone: ZoneFacts | "unreadable" | undefined,
): Problem[] {
    const allowed = zone === undefined || name === undefined ? undefined : fittingZone(name, zone);
    return allowed === undefined
        ? []
        : [
              {
                  key: "domain.hostedZoneId",
                  given: `${hostedZoneId}, for domain.name ${name}`,
                  allowed,
                  fix: "aws route53 list-hosted-zones shows the zones of this account; for DNS elsewhere use domain.certificateArn",
              },
          ];
}

/** Which zone it would have to be; undefined where it is that one. */
function fittingZone(name: string, zone: ZoneFacts | "unreadable"): string | undefined {
    if (zone === "unreadable") {
        return "a zone that exists and that these credentials can read";
    }
    if (zone.isPrivate) {
        return `a public zone: ${zone.name} is private, and no browser would find the login pages`;
    }
    return name === zone.name || name.endsWith(`.${zone.name}`)
        ? undefined
        : `the zone that ${name} is in: this one is ${zone.name}`;
}
