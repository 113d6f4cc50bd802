import { knownPrincipalDomain, partAdmins, principalName } from "./admins";
import type { DeployedFacts, OpenMetadataOptions } from "./facts";
import { serverUrl } from "./settings";
import { firstRelease, isOlder, supports } from "./version";

/**
 * The releases whose web page asks Cognito for an `id_token`, which it does not have, whatever the settings say: reported for 1.10
 * to 1.13 (#23999, #29597, #30903), assumed for 1.6 to 1.9. The first release after the fixes (#31516 and #31517, merged on
 * 2026-08-14) is 1.13.4; whether it has them is for the owner to try.
 */
const PUBLIC_CLIENT_BROKEN = { first: "1.6.0", last: "1.13.3", next: "1.13.4" };

/** What of a deployment the warnings look at; all of it is known before anything is created. */
export type WarningFacts = Pick<DeployedFacts, "callbackUrl" | "clientType" | "hasGroups" | "region">;

/** What is legal and yet will surprise the owner of this OpenMetadata: plain sentences, most important first. */
export function openMetadataWarnings(facts: WarningFacts, options: OpenMetadataOptions): string[] {
    return [
        ...brokenReleases(facts, options),
        ...noAdmins(options),
        ...adminsElsewhere(options),
        ...adminNamedAdmin(options),
        ...formRefusesRegion(facts),
        ...groupsUnused(facts, options),
        ...promptUnused(facts, options),
    ];
}

/** Why a release cannot sign anybody in to this deployment at all. */
export function brokenReleases(
    facts: Pick<WarningFacts, "clientType" | "callbackUrl">,
    options: Pick<OpenMetadataOptions, "version">,
): string[] {
    return [...brokenPublicClient(facts, options), ...subPath(facts)];
}

function brokenPublicClient(
    { clientType }: Pick<WarningFacts, "clientType">,
    { version }: Pick<OpenMetadataOptions, "version">,
): string[] {
    if (clientType === "confidential") {
        return [];
    }
    const { first, last, next } = PUBLIC_CLIENT_BROKEN;
    const waysOut = `Run OpenMetadata ${next} or newer, or set clientType: confidential (it makes a new app client).`;
    if (version === undefined) {
        return [
            `The web page of OpenMetadata ${first} to ${last} cannot sign in with a public Cognito client. ${waysOut} ` +
                "To say that yours is newer, set openMetadata.version.",
        ];
    }
    return isOlder(version, first) || isOlder(last, version)
        ? []
        : [`The web page of OpenMetadata ${version} cannot sign in with a public Cognito client. ${waysOut}`];
}

function noAdmins({ admins }: OpenMetadataOptions): string[] {
    return admins.length > 0
        ? []
        : ["No admins are given, so nobody will administer OpenMetadata. Set admins to their e-mail addresses."];
}

function adminsElsewhere(options: OpenMetadataOptions): string[] {
    const domain = knownPrincipalDomain(options);
    return partAdmins(options).elsewhere.map(
        (email) =>
            `${email} is not made an OpenMetadata admin: OpenMetadata registers its admins under one domain, here ${domain}. ` +
            "After the first sign-in another admin can promote them under Settings > Admins.",
    );
}

function adminNamedAdmin(options: OpenMetadataOptions): string[] {
    return partAdmins(options)
        .inDomain.filter((email) => principalName(email) === "admin")
        .map(
            (email) =>
                `${email} as an admin takes the user name of the account that OpenMetadata ships with a known password. ` +
                "Give the address of a person instead.",
        );
}

/** The page checks for `cognito-idp.<xx-word-N>.amazonaws.com`; an emulator is nowhere near it and needs no warning. */
function formRefusesRegion({ region }: WarningFacts): string[] {
    return /^[a-z]{2}-[a-z]+-\d+$/.test(region) && !region.startsWith("cn-")
        ? []
        : [
              `OpenMetadata's page Settings > SSO refuses Cognito in ${region}. ` +
                  "Use openMetadataDockerEnv, openMetadataYaml or openMetadataHelmValues instead of openMetadataSsoForm.",
          ];
}

function groupsUnused({ hasGroups }: WarningFacts, { version }: OpenMetadataOptions): string[] {
    const setting = "authenticationConfiguration.jwtTeamClaimMapping";
    return !hasGroups || supports(version, setting)
        ? []
        : [
              `OpenMetadata ${version} does not put people into teams by their Cognito groups. ` +
                  `That needs ${firstRelease(setting)} or newer.`,
          ];
}

function promptUnused({ clientType }: WarningFacts, { prompt, version }: OpenMetadataOptions): string[] {
    const setting = "oidcConfiguration.prompt";
    if (prompt === undefined || (clientType === "confidential" && supports(version, setting))) {
        return [];
    }
    return clientType === "public"
        ? [
              "openMetadata.prompt has no effect with a public client, whose sign-in OpenMetadata's web page starts. Remove it.",
          ]
        : [
              `openMetadata.prompt has no effect in OpenMetadata ${version}. That needs ${firstRelease(setting)} or newer.`,
          ];
}

function subPath({ clientType, callbackUrl }: Pick<WarningFacts, "clientType" | "callbackUrl">): string[] {
    const address = serverUrl(callbackUrl);
    return clientType === "confidential" && new URL(callbackUrl).pathname !== "/callback"
        ? [
              `OpenMetadata is under a path of its host (${address}), where sign-in with a confidential client is known to fail ` +
                  "(its issue #26551). Give it a host name of its own.",
          ]
        : [];
}
