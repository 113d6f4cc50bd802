import { DEFAULT_PRINCIPAL_DOMAIN } from "./admins";
import type { AuthenticationConfiguration, AuthorizerConfiguration } from "./settings";

/** The claims of a token, as they stand in it. */
export type Claims = Readonly<Record<string, unknown>>;

/** The part of OpenMetadata's settings that decides who somebody is, and whether and as what they are let in. */
export interface IdentitySettings {
    readonly authentication: Pick<
        AuthenticationConfiguration,
        "jwtPrincipalClaims" | "jwtTeamClaimMapping" | "enableSelfSignup"
    >;
    readonly authorizer: Pick<
        AuthorizerConfiguration,
        | "adminPrincipals"
        | "principalDomain"
        | "enforcePrincipalDomain"
        | "allowedDomains"
        | "allowedEmailRegistrationDomains"
    >;
}

/**
 * `passed`; `warning`: let in, but not as one would expect; `refusedIfNew`: let in only when OpenMetadata knows the person
 * already, which a token cannot tell; `refused`.
 */
export type Outcome = "passed" | "warning" | "refusedIfNew" | "refused";

export interface Rule {
    readonly name: "principal" | "emailVerified" | "domain" | "selfSignup" | "admin" | "teams";
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
        return { outcome: principal.outcome, admin: false, teams: [], rules: [principal] };
    }
    const { userName, email } = principal;
    const teams = teamsOf(index, settings.authentication);
    const admin = adminRule(principal, settings.authorizer);
    const rules = [
        principal.rule,
        emailVerifiedRule(index, email),
        domainRule(principal, settings.authorizer),
        selfSignupRule(principal, settings),
        admin.rule,
        ...teamsRule(teams, settings.authentication),
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

function emailVerifiedRule(index: ClaimIndex, email: string): Rule {
    const value = index.get("email_verified");
    if (String(value).toLowerCase() === "false") {
        return {
            name: "emailVerified",
            outcome: "refused",
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

function domainRule({ domain, email }: Principal, authorizer: IdentitySettings["authorizer"]): Rule {
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
        return {
            name: "domain",
            outcome: "refused",
            text: `The address ${email} is not of ${listed}.`,
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
    const open = domains.length === 0 || domains.includes("all");
    if (!open && !domains.some((one) => one.toLowerCase() === email.split("@")[1])) {
        return {
            name: "selfSignup",
            outcome: "refusedIfNew",
            text: `Only addresses of ${domains.join(", ")} (allowedEmailRegistrationDomains) become users by themselves.`,
            fix: `Have an admin of OpenMetadata create the user ${userName}, or add the domain.`,
        };
    }
    return { name: "selfSignup", outcome: "passed", text: "OpenMetadata makes the user at the first sign-in." };
}

interface Admin {
    readonly admin: boolean;
    readonly rule: Rule;
}

function adminRule({ userName, email }: Principal, authorizer: IdentitySettings["authorizer"]): Admin {
    const { adminPrincipals, principalDomain } = authorizer;
    const names = adminPrincipals.map(adminName);
    if (!isAdminPrincipal(userName, authorizer)) {
        const known = names.length > 0 ? `adminPrincipals has ${names.join(", ")}` : "adminPrincipals is empty";
        const text = `Not an admin: ${known}, not ${userName}.`;
        const fix = `To make ${userName} an admin, add the address to the stack's admins and give OpenMetadata the new settings.`;
        return { admin: false, rule: { name: "admin", outcome: "passed", text, fix } };
    }
    const seeded = `${userName}@${principalDomain || DEFAULT_PRINCIPAL_DOMAIN}`.toLowerCase();
    if (seeded !== email) {
        return { admin: false, rule: strangerAsAdmin(userName, email, seeded) };
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

/** The name of an admin is taken, by somebody of another domain. */
function strangerAsAdmin(userName: string, email: string, seeded: string): Rule {
    return {
        name: "admin",
        outcome: "refused",
        text:
            `${userName} is the name of an admin, whose address OpenMetadata takes to be ${seeded}, not ${email}.` +
            " Newer versions refuse the sign-in (#29304); older ones let this person in as that admin.",
        fix: "Set principalDomain to the domain of the admins, and enforce it.",
    };
}

function isAdminPrincipal(userName: string, { adminPrincipals }: IdentitySettings["authorizer"]): boolean {
    return adminPrincipals.map(adminName).includes(userName);
}

/** `alice` of `Alice:password`: OpenMetadata makes its admins in lower case. */
function adminName(principal: string): string {
    return (principal.split(":")[0] ?? "").toLowerCase();
}

function teamsOf(index: ClaimIndex, { jwtTeamClaimMapping }: IdentitySettings["authentication"]): readonly string[] {
    const value = jwtTeamClaimMapping ? index.get(jwtTeamClaimMapping.toLowerCase()) : undefined;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((one): one is string => typeof one === "string" && one !== "");
}

function teamsRule(teams: readonly string[], { jwtTeamClaimMapping }: IdentitySettings["authentication"]): Rule[] {
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
