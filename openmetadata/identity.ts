import { DEFAULT_PRINCIPAL_DOMAIN } from "./admins";
import { signInVerdict, trustsItsOwnTokens } from "./releases";
import { type AuthenticationConfiguration, type AuthorizerConfiguration, GROUPS_CLAIM } from "./settings";
import { isOlder } from "./version";

/** The claims of a token, as they stand in it. */
export type Claims = Readonly<Record<string, unknown>>;

/** The part of OpenMetadata's settings that decides who somebody is, and whether and as what they are let in. */
export interface IdentitySettings {
    readonly authentication: Pick<
        AuthenticationConfiguration,
        "clientType" | "callbackUrl" | "jwtPrincipalClaims" | "jwtTeamClaimMapping" | "enableSelfSignup"
    >;
    readonly authorizer: Pick<
        AuthorizerConfiguration,
        | "adminPrincipals"
        | "principalDomain"
        | "enforcePrincipalDomain"
        | "allowedDomains"
        | "allowedEmailRegistrationDomains"
    >;
    /** Release of the server, as three numbers. @default - nobody has named it: a current one is assumed */
    readonly version?: string;
}

/**
 * `passed`; `warning`: let in, but not as one would expect; `refusedIfNew`: let in only when OpenMetadata knows the person
 * already, which a token cannot tell; `refused`.
 */
export type Outcome = "passed" | "warning" | "refusedIfNew" | "refused";

export interface Rule {
    readonly name: "release" | "principal" | "emailVerified" | "domain" | "selfSignup" | "admin" | "teams";
    readonly outcome: Outcome;
    readonly text: string;
    /** What to do about it. @default - nothing to do */
    readonly fix?: string;
}

export interface Identity {
    /** The worst outcome of all rules. */
    readonly outcome: Outcome;
    /** Name of the user in OpenMetadata. @default - no user can be made of these claims */
    readonly userName?: string;
    readonly email?: string;
    /** @default - the token has no name; OpenMetadata shows the user name */
    readonly displayName?: string;
    readonly admin: boolean;
    /** Teams named in the token, by the team claim. OpenMetadata takes those that exist as a team of type Group. */
    readonly teams: readonly string[];
    /** Each rule that was asked, in OpenMetadata's order. */
    readonly rules: readonly Rule[];
}

/** Claims by their names in lower case: OpenMetadata looks them up that way. */
type ClaimIndex = ReadonlyMap<string, unknown>;

interface Principal {
    readonly userName: string;
    readonly email: string;
    /** As it stands in the claim, before it is lower-cased. Empty where the address is made up. */
    readonly domain: string;
    readonly rule: Rule;
}

const emailFix =
    "The ID token must carry email: scopes openid email profile, an address on the user, and email among the app client's" +
    " read attributes where those are limited.";

/**
 * What OpenMetadata makes of an ID token: who the person is there, whether they are let in, whether as an admin. Signature and
 * expiry are not looked at here.
 * @see OpenMetadata: `org.openmetadata.service.security` (`JwtFilter`, `SecurityUtil`) and `service.util.UserUtil`
 */
export function identify(claims: Claims, settings: IdentitySettings): Identity {
    const index: ClaimIndex = new Map(Object.entries(claims).map(([name, value]) => [name.toLowerCase(), value]));
    const principal = findPrincipal(index, settings);
    if (!("userName" in principal)) {
        return { outcome: principal.outcome, admin: false, teams: [], rules: [releaseRule(settings), principal] };
    }
    const { userName, email } = principal;
    const teams = teamsOf(index, settings.authentication);
    const admin = adminRule(principal, settings);
    const rules = [
        releaseRule(settings),
        principal.rule,
        emailVerifiedRule(index, email, settings),
        domainRule(principal, settings),
        selfSignupRule(principal, settings),
        admin.rule,
        ...teamsRule(teams, index, settings.authentication),
    ];
    return {
        outcome: worst(rules),
        userName,
        email,
        displayName: displayNameOf(index),
        admin: admin.admin,
        teams,
        rules,
    };
}

function worst(rules: readonly Rule[]): Outcome {
    const order: readonly Outcome[] = ["refused", "refusedIfNew", "warning"];
    return order.find((outcome) => rules.some((rule) => rule.outcome === outcome)) ?? "passed";
}

/** Whether anybody can sign in at all. */
function releaseRule({ authentication, version }: IdentitySettings): Rule {
    const { answer, text, fix } = signInVerdict(authentication, version);
    const outcome = answer === "broken" ? "refused" : answer === "unknown" ? "warning" : "passed";
    return { name: "release", outcome, text, ...(fix !== undefined && { fix }) };
}

/** Who the claims speak of, or the rule that refuses them. */
function findPrincipal(index: ClaimIndex, { authentication, authorizer }: IdentitySettings): Principal | Rule {
    const { jwtPrincipalClaims } = authentication;
    const { principalDomain } = authorizer;
    const listed = jwtPrincipalClaims.join(", ");
    const claim = jwtPrincipalClaims.find((name) => index.has(name.toLowerCase()));
    if (claim === undefined) {
        return refusedPrincipal(`The token has none of the claims ${listed} (jwtPrincipalClaims).`);
    }
    // OpenMetadata takes the first claim that is there, whatever it holds.
    const value = textOf(index, claim);
    if (!value || value.startsWith("@")) {
        return refusedPrincipal(`The claim ${claim}, the first of ${listed} in the token, holds no user name.`);
    }
    if (value.includes("@")) {
        const text = `User name and address come from the claim ${claim}, the first of ${listed} in the token.`;
        return principalOf(value, value.split("@")[1] ?? "", { name: "principal", outcome: "passed", text });
    }
    const address = `${value}@${principalDomain}`;
    const text = `The claim ${claim} is no e-mail address, so OpenMetadata makes one up: ${address.toLowerCase()}.`;
    return principalOf(address, "", { name: "principal", outcome: "warning", text, fix: emailFix });
}

function principalOf(address: string, domain: string, rule: Rule): Principal {
    return { userName: (address.split("@")[0] ?? "").toLowerCase(), email: address.toLowerCase(), domain, rule };
}

function refusedPrincipal(text: string): Rule {
    return { name: "principal", outcome: "refused", text, fix: emailFix };
}

function emailVerifiedRule(index: ClaimIndex, email: string, { version }: IdentitySettings): Rule {
    const value = index.get("email_verified");
    if (String(value).toLowerCase() === "false") {
        return {
            name: "emailVerified",
            outcome: version !== undefined && isOlder(version, "2.1.0") ? "warning" : "refused",
            text: `The address ${email} is not verified: OpenMetadata refuses it from 2.1 on.`,
            fix:
                "Verify it: at the next sign-in with a code, or as an administrator of the user pool by setting email_verified" +
                " to true. For people of another identity provider: map its email_verified.",
        };
    }
    const text =
        value === undefined || value === null
            ? "The token does not say whether the address is verified, which OpenMetadata accepts."
            : "The address is verified.";
    return { name: "emailVerified", outcome: "passed", text };
}

function domainRule({ domain, email }: Principal, { authentication, authorizer, version }: IdentitySettings): Rule {
    if (!authorizer.enforcePrincipalDomain) {
        return {
            name: "domain",
            outcome: "warning",
            text: "Every domain is accepted: enforcePrincipalDomain is off.",
            fix: "Name the stack's admins, or openMetadata.principalDomain: only addresses of that domain then get in.",
        };
    }
    const { setting, domains } = acceptedDomains(authorizer);
    const listed = `${domains.join(", ")} (${setting})`;
    if (!domains.some((one) => one.toLowerCase() === domain.toLowerCase())) {
        const knownPeopleToo = !trustsItsOwnTokens(authentication.clientType, version);
        const text = `The address ${email} is not of ${listed}.`;
        return {
            name: "domain",
            outcome: knownPeopleToo ? "refused" : "refusedIfNew",
            text: knownPeopleToo
                ? text
                : `${text} With a confidential client OpenMetadata looks at the domain of new people only, from 2.0.0 on.`,
            fix:
                `Sign in with an address of ${domains.join(" or ")}, or accept the other domain too: the stack's` +
                " openMetadata.allowedEmailDomains lists them all.",
        };
    }
    if (!domains.includes(domain)) {
        return {
            name: "domain",
            outcome: "warning",
            text: `The domain ${domain} differs from ${listed} in capitals, which OpenMetadata refuses before July 2026 (#30285).`,
            fix: "Write the person's address in lower case in the user pool.",
        };
    }
    return { name: "domain", outcome: "passed", text: `The address is of ${listed}.` };
}

/** The domains of which an address must be, with the name of the setting. */
function acceptedDomains({ allowedDomains = [], principalDomain }: IdentitySettings["authorizer"]) {
    return allowedDomains.length > 0
        ? { setting: "allowedDomains", domains: allowedDomains }
        : { setting: "principalDomain", domains: [principalDomain || DEFAULT_PRINCIPAL_DOMAIN] };
}

function selfSignupRule(principal: Principal, { authentication, authorizer }: IdentitySettings): Rule {
    const { userName, email } = principal;
    const domains = authorizer.allowedEmailRegistrationDomains;
    if (isAdminPrincipal(userName, authorizer)) {
        return {
            name: "selfSignup",
            outcome: "passed",
            text: `OpenMetadata makes its admin ${userName} when it starts.`,
        };
    }
    if (!authentication.enableSelfSignup) {
        return {
            name: "selfSignup",
            outcome: "refusedIfNew",
            text: `Self sign-up is off: OpenMetadata lets ${userName} in only if it has that user already.`,
            fix:
                `Have an admin of OpenMetadata create the user ${userName}, or turn enableSelfSignup on: the user pool decides` +
                " who there is.",
        };
    }
    const confidential = authentication.clientType === "confidential";
    const open = domains.length === 0 || domains.includes("all");
    // The sign-up form of a public client's page does not go by the list.
    if (confidential && !open && !domains.some((one) => one.toLowerCase() === email.split("@")[1])) {
        return {
            name: "selfSignup",
            outcome: "refusedIfNew",
            text: `Only addresses of ${domains.join(", ")} (allowedEmailRegistrationDomains) become users by themselves.`,
            fix: `Have an admin of OpenMetadata create the user ${userName}, or add the domain.`,
        };
    }
    const text = confidential
        ? "OpenMetadata makes the user at the first sign-in."
        : "At the first sign-in OpenMetadata shows a form, in which people confirm their name and address.";
    return { name: "selfSignup", outcome: "passed", text };
}

interface Admin {
    readonly admin: boolean;
    readonly rule: Rule;
}

function adminRule({ userName, email }: Principal, settings: IdentitySettings): Admin {
    const { authentication, authorizer, version } = settings;
    const { adminPrincipals, principalDomain } = authorizer;
    const names = adminPrincipals.map(adminName);
    if (!isAdminPrincipal(userName, authorizer)) {
        const known = names.length > 0 ? `adminPrincipals has ${names.join(", ")}` : "adminPrincipals is empty";
        const text = `Not an admin: ${known}, not ${userName}.`;
        return {
            admin: false,
            rule: { name: "admin", outcome: "passed", text, fix: howToPromote(userName, settings) },
        };
    }
    const seeded = `${userName}@${principalDomain || DEFAULT_PRINCIPAL_DOMAIN}`.toLowerCase();
    if (seeded !== email) {
        const becomesAdmin = trustsItsOwnTokens(authentication.clientType, version);
        return { admin: becomesAdmin, rule: strangerAsAdmin(userName, email, seeded, becomesAdmin) };
    }
    if (userName === "admin") {
        const text = "Admin: but admin is also the name of the account that OpenMetadata ships.";
        const fix = "Name the admin after a person, and delete the shipped account.";
        return { admin: true, rule: { name: "admin", outcome: "warning", text, fix } };
    }
    return {
        admin: true,
        rule: { name: "admin", outcome: "passed", text: `Admin: ${userName} is in adminPrincipals.` },
    };
}

/** With a public client the name alone does not promote a user who is there already (#22675). */
function howToPromote(userName: string, { authentication }: IdentitySettings): string {
    const stack = `To make ${userName} an admin, add the address to the stack's admins and give OpenMetadata the new settings`;
    return authentication.clientType === "confidential"
        ? `${stack}: it takes effect at the next sign-in.`
        : `${stack} before ${userName} first signs in; later, another admin promotes ${userName} under Settings > Users.`;
}

/** The name of an admin is taken, by somebody of another domain: OpenMetadata looks people up by name (#21532). */
function strangerAsAdmin(userName: string, email: string, seeded: string, becomesAdmin: boolean): Rule {
    const taken = `${userName} is the name of an admin, whose address OpenMetadata takes to be ${seeded}, not ${email}.`;
    return {
        name: "admin",
        outcome: becomesAdmin ? "warning" : "refused",
        text: becomesAdmin
            ? `${taken} With a confidential client this person signs in as that admin, from 2.0.0 on (#21532).`
            : `${taken} OpenMetadata's page refuses this person ("Account already exists", #29189), but its API takes the token for the` +
              " admin's (#21532).",
        fix:
            "Remove this person from the user pool, or give them an address with another name. If the admin is meant: set" +
            " openMetadata.principalDomain to the domain of the admins.",
    };
}

function isAdminPrincipal(userName: string, { adminPrincipals }: IdentitySettings["authorizer"]): boolean {
    return adminPrincipals.map(adminName).includes(userName);
}

/** `alice` of `Alice:password`: OpenMetadata makes its admins in lower case. */
function adminName(principal: string): string {
    return (principal.split(":")[0] ?? "").toLowerCase();
}

function teamsOf(
    index: ClaimIndex,
    { clientType, jwtTeamClaimMapping }: IdentitySettings["authentication"],
): readonly string[] {
    const value =
        jwtTeamClaimMapping && clientType === "confidential" ? index.get(jwtTeamClaimMapping.toLowerCase()) : undefined;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((one): one is string => typeof one === "string" && one !== "");
}

function teamsRule(
    teams: readonly string[],
    index: ClaimIndex,
    { clientType, jwtTeamClaimMapping }: IdentitySettings["authentication"],
): Rule[] {
    if (clientType === "public") {
        return jwtTeamClaimMapping || index.has(GROUPS_CLAIM)
            ? [
                  {
                      name: "teams",
                      outcome: "warning",
                      text: "No team: OpenMetadata looks at groups only where its server signs people in, with a confidential client.",
                      fix: "Put people into their teams in OpenMetadata, or deploy with clientType: confidential (a new app client).",
                  },
              ]
            : [];
    }
    if (!jwtTeamClaimMapping) {
        return [];
    }
    const text =
        teams.length > 0
            ? `Teams from the claim ${jwtTeamClaimMapping}: ${teams.join(", ")}, those that exist as teams of type Group.`
            : `No team: the token has no claim ${jwtTeamClaimMapping}, or an empty one.`;
    return [{ name: "teams", outcome: "passed", text }];
}

function displayNameOf(index: ClaimIndex): string | undefined {
    const [name, given, family] = ["name", "given_name", "family_name"].map((claim) => textOf(index, claim)?.trim());
    return name || [given, family].filter(Boolean).join(" ") || undefined;
}

function textOf(index: ClaimIndex, claim: string): string | undefined {
    const value = index.get(claim.toLowerCase());
    return typeof value === "string" ? value : undefined;
}
