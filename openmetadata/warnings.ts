import { enforcesPrincipalDomain, knownPrincipalDomain, partAdmins, principalName } from "./admins";
import type { DeployedFacts, OpenMetadataOptions } from "./facts";
import { describeProblem, knownProblems, signInVerdict, trustsItsOwnTokens } from "./releases";
import { firstRelease, supports } from "./version";

/** What of a deployment the warnings look at; all of it is known before anything is created. */
export interface WarningFacts extends Pick<DeployedFacts, "callbackUrl" | "clientType" | "hasGroups" | "region"> {
    /** Whether people whom nobody invited can be in the pool. */
    readonly anybodyJoins: boolean;
}

/** What is legal and yet will surprise the owner of this OpenMetadata: plain sentences, most important first. */
export function openMetadataWarnings(facts: WarningFacts, options: OpenMetadataOptions): string[] {
    return [
        ...cannotSignIn(facts, options),
        ...securityProblems(facts, options),
        ...noAdmins(options),
        ...adminsElsewhere(options),
        ...adminNamedAdmin(options),
        ...oneUserForTwo(facts, options),
        ...formRefusesRegion(facts),
        ...groupsUnused(facts, options),
        ...promptUnused(facts, options),
    ];
}

function cannotSignIn(facts: WarningFacts, { version }: OpenMetadataOptions): string[] {
    const { text, fix } = signInVerdict(facts, version);
    return fix === undefined ? [] : [`${text} ${fix}`];
}

function securityProblems({ clientType }: WarningFacts, { version }: OpenMetadataOptions): string[] {
    return knownProblems(clientType, version)
        .filter(({ kind }) => kind === "security")
        .map((problem) =>
            version === undefined
                ? `${describeProblem(problem, version)} If yours is newer, set openMetadata.version.`
                : `OpenMetadata ${version}: ${describeProblem(problem, version)}`,
        );
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

/** OpenMetadata's user name is the part before the `@`, so that people of two domains can bear the same. */
function oneUserForTwo({ clientType, anybodyJoins }: WarningFacts, options: OpenMetadataOptions): string[] {
    const domain = knownPrincipalDomain(options);
    if (domain === undefined) {
        return [];
    }
    const others = (options.allowedEmailDomains ?? []).filter((allowed) => allowed !== domain);
    const asksNewPeopleOnly = trustsItsOwnTokens(clientType, options.version);
    const enforced = enforcesPrincipalDomain(options);
    if (enforced && others.length === 0 && !(asksNewPeopleOnly && anybodyJoins)) {
        return [];
    }
    const other = enforced ? (others[0] ?? "elsewhere.com") : "elsewhere.com";
    return [
        `OpenMetadata knows people by the part before the @ alone: alice@${domain} and alice@${other} are one user to it (#21532). ` +
            (asksNewPeopleOnly
                ? "From 2.0.0 on, with a confidential client, whoever comes second signs in as the first, an admin included. "
                : "Its page refuses whoever comes second, its API does not. ") +
            "Let nobody into the pool who bears another person's name.",
    ];
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

function groupsUnused({ clientType, hasGroups }: WarningFacts, { version }: OpenMetadataOptions): string[] {
    const setting = "authenticationConfiguration.jwtTeamClaimMapping";
    if (!hasGroups) {
        return [];
    }
    if (clientType === "public") {
        return [
            "Groups put nobody into a team: OpenMetadata looks at them where its server signs people in, which it does with " +
                "clientType: confidential only. Put people into their teams in OpenMetadata.",
        ];
    }
    return supports(version, setting)
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
