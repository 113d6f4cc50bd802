import { adminDomains, emailDomain, enforcesPrincipalDomain, knownPrincipalDomain } from "../openmetadata/admins";
import type { OpenMetadataOptions } from "../openmetadata/facts";
import { firstRelease, isOlder, isVersion, OLDEST_VERSION, supports } from "../openmetadata/version";
import type { Problem } from "./problem";

/** Without `$`, `{` and `}`, which OpenMetadata takes for a variable, and `:`, which it takes for the start of a password. */
const EMAIL = /^[A-Za-z0-9.!#%&'*+/=?^_|~-]+@(?<domain>[^@]+)$/;

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What Helm takes as the name of a release, with its limit of 53 characters. */
const HELM_RELEASE = /^(?=.{1,53}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** What Kubernetes takes as the name of a service, which is that of the chart's deployment too. */
const SERVICE = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

const PROMPTS = ["login", "select_account"];

/**
 * What is wrong with the options. Rules over several of them speak only when each is sound by itself, so that one mistake is told
 * once.
 */
export function checkOpenMetadataOptions(options: OpenMetadataOptions): Problem[] {
    const single = [
        ...options.admins.flatMap((email, index) => emailProblems(`admins[${index}]`, email)),
        ...optional(options.principalDomain, (domain) => domainProblems("openMetadata.principalDomain", domain)),
        ...(options.allowedEmailDomains ?? []).flatMap((domain, index) =>
            domainProblems(`openMetadata.allowedEmailDomains[${index}]`, domain),
        ),
        ...optional(options.version, versionProblems),
        ...optional(options.helmRelease, helmReleaseProblems),
        ...optional(options.fullnameOverride, fullnameProblems),
        ...optional(options.prompt, promptProblems),
    ];
    return single.length > 0 ? single : [...domainChoiceProblems(options), ...lockOutProblems(options)];
}

function optional<T>(value: T | undefined, check: (value: T) => Problem[]): Problem[] {
    return value === undefined ? [] : check(value);
}

function emailProblems(key: string, email: string): Problem[] {
    const domain = EMAIL.exec(email)?.groups?.domain;
    return domain !== undefined && DOMAIN.test(domain.toLowerCase())
        ? []
        : [
              {
                  key,
                  given: JSON.stringify(email),
                  allowed: "an e-mail address, with letters, digits and . ! # % & ' * + / = ? ^ _ | ~ - before the @",
                  fix: "for example: alice@mycompany.com",
              },
          ];
}

function domainProblems(key: string, domain: string): Problem[] {
    if (DOMAIN.test(domain)) {
        return [];
    }
    const meant = emailDomain(domain.trim());
    return [
        {
            key,
            given: JSON.stringify(domain),
            allowed: "an e-mail domain in lower case, without @",
            fix: `for example: ${DOMAIN.test(meant) ? meant : "mycompany.com"}`,
        },
    ];
}

function versionProblems(version: string): Problem[] {
    const key = "openMetadata.version";
    if (!isVersion(version)) {
        const allowed = "the version of the OpenMetadata server as three numbers";
        return [{ key, given: JSON.stringify(version), allowed, fix: 'for example: "1.13.4"' }];
    }
    return isOlder(version, OLDEST_VERSION)
        ? [
              {
                  key,
                  given: JSON.stringify(version),
                  allowed: `${OLDEST_VERSION} or newer: the settings of older releases are not known here`,
                  fix: "upgrade OpenMetadata, or remove openMetadata.version and adapt the printed settings by hand",
              },
          ]
        : [];
}

function helmReleaseProblems(release: string): Problem[] {
    return HELM_RELEASE.test(release)
        ? []
        : [
              {
                  key: "openMetadata.helmRelease",
                  given: JSON.stringify(release),
                  allowed: "the name of a Helm release: at most 53 lower-case letters, digits, hyphens and dots",
                  fix: "take the name that helm list shows, for example: openmetadata",
              },
          ];
}

function fullnameProblems(name: string): Problem[] {
    return SERVICE.test(name)
        ? []
        : [
              {
                  key: "openMetadata.fullnameOverride",
                  given: JSON.stringify(name),
                  allowed:
                      "the name of a Kubernetes service: at most 63 lower-case letters, digits and hyphens, a letter first",
                  fix: "take the name of OpenMetadata's service that kubectl get services shows, for example: openmetadata",
              },
          ];
}

function promptProblems(prompt: string): Problem[] {
    return PROMPTS.includes(prompt)
        ? []
        : [
              {
                  key: "openMetadata.prompt",
                  given: JSON.stringify(prompt),
                  allowed: "login (ask for the password at each sign-in) or select_account (ask which account)",
                  fix: "for example: login. OpenMetadata takes neither consent nor none for Cognito",
              },
          ];
}

/** Which domain OpenMetadata shall take for its people's own. */
function domainChoiceProblems(options: OpenMetadataOptions): Problem[] {
    const domains = adminDomains(options.admins);
    if (knownPrincipalDomain(options) !== undefined) {
        return [];
    }
    if (domains.length > 1) {
        return [
            {
                key: "openMetadata.principalDomain",
                given: `nothing, and the admins are at ${listed(domains)}`,
                allowed: "one of these domains: OpenMetadata registers all of its admins under one",
                fix: `for example: ${domains[0]}, and the domains of all who may sign in as openMetadata.allowedEmailDomains`,
            },
        ];
    }
    return options.enforcePrincipalDomain
        ? [
              {
                  key: "openMetadata.enforcePrincipalDomain",
                  given: "true, but neither admins nor openMetadata.principalDomain name a domain",
                  allowed: "true where a domain is known: otherwise nobody could sign in",
                  fix: "set openMetadata.principalDomain to your people's e-mail domain",
              },
          ]
        : [];
}

/** Choices that would let nobody in, or not the admins. */
function lockOutProblems(options: OpenMetadataOptions): Problem[] {
    const domain = knownPrincipalDomain(options);
    const allowed = options.allowedEmailDomains ?? [];
    const key = "openMetadata.allowedEmailDomains";
    const given = JSON.stringify(allowed);
    if (domain === undefined && allowed.length === 0) {
        return [];
    }
    if (!enforcesPrincipalDomain(options)) {
        return allowed.length === 0
            ? []
            : [
                  {
                      key,
                      given: `${given}, without openMetadata.enforcePrincipalDomain`,
                      allowed: "a list that is enforced: otherwise OpenMetadata lets everybody of the pool in",
                      fix: "set openMetadata.enforcePrincipalDomain to true and openMetadata.principalDomain to the admins' domain",
                  },
              ];
    }
    if (allowed.length > 0 && !supports(options.version, "authorizerConfiguration.allowedDomains")) {
        return [
            {
                key,
                given: `${given}, with OpenMetadata ${options.version}`,
                allowed: `OpenMetadata ${firstRelease("authorizerConfiguration.allowedDomains")} or newer: older ones know one domain only`,
                fix: "upgrade OpenMetadata, or set openMetadata.enforcePrincipalDomain to false and remove the list",
            },
        ];
    }
    const open = allowed.length > 0 ? allowed : [domain];
    const shut = adminDomains(options.admins).filter((adminDomain) => !open.includes(adminDomain));
    return shut.length === 0
        ? []
        : [
              {
                  key,
                  given: allowed.length > 0 ? given : `nothing, so that only ${domain} may sign in`,
                  allowed: `a list with the domains of all admins; ${listed(shut)} is missing`,
                  fix: `for example: ${JSON.stringify([...new Set([...open, ...shut])])}`,
              },
          ];
}

function listed(words: readonly string[]): string {
    return words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
