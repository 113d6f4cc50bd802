import assert from "node:assert/strict";

import { checkOpenMetadataOptions } from "../../config/openMetadataProblems";
import type { OpenMetadataOptions } from "../../openmetadata/facts";

type Options = Partial<OpenMetadataOptions>;

function problemsOf(options: Options): string[] {
    return checkOpenMetadataOptions({ admins: [], ...options }).map(
        ({ key, given, allowed, fix }) => `${key}: given ${given}; allowed ${allowed}; fix: ${fix}`,
    );
}

const EMAIL =
    "allowed an e-mail address, with letters, digits and . ! # % & ' * + / = ? ^ _ | ~ - before the @; " +
    "fix: for example: alice@mycompany.com";
const DOMAIN = "allowed an e-mail domain in lower case, without @";
const RELEASE =
    "allowed the name of a Helm release: at most 53 lower-case letters, digits, hyphens and dots; " +
    "fix: take the name that helm list shows, for example: openmetadata";
const SERVICE =
    "allowed the name of a Kubernetes service: at most 63 lower-case letters, digits and hyphens, a letter first; " +
    "fix: take the name of OpenMetadata's service that kubectl get services shows, for example: openmetadata";
const VERSION = 'allowed the version of the OpenMetadata server as three numbers; fix: for example: "1.13.4"';
const PROMPT =
    "allowed login (ask for the password at each sign-in) or select_account (ask which account); " +
    "fix: for example: login. OpenMetadata takes neither consent nor none for Cognito";

const alice = "alice@mycompany.com";
const bob = "bob@subsidiary.org";

const refused: [string, Options, string][] = [
    ["an admin by name", { admins: ["alice"] }, `admins[0]: given "alice"; ${EMAIL}`],
    ["an address without domain", { admins: [alice, "bob@"] }, `admins[1]: given "bob@"; ${EMAIL}`],
    ["an address without a dot", { admins: ["alice@localhost"] }, `admins[0]: given "alice@localhost"; ${EMAIL}`],
    ["two @", { admins: ["a@b@mycompany.com"] }, `admins[0]: given "a@b@mycompany.com"; ${EMAIL}`],
    ["blank space", { admins: [" alice@mycompany.com"] }, `admins[0]: given " alice@mycompany.com"; ${EMAIL}`],
    [
        "a colon, after which OpenMetadata looks for a password",
        { admins: ["alice:pw@mycompany.com"] },
        `admins[0]: given "alice:pw@mycompany.com"; ${EMAIL}`,
    ],
    [
        "a dollar, at which OpenMetadata looks for a variable",
        { admins: ["${USER}@mycompany.com"] },
        `admins[0]: given "\${USER}@mycompany.com"; ${EMAIL}`,
    ],
    [
        "a domain in upper case",
        { principalDomain: "MyCompany.com" },
        `openMetadata.principalDomain: given "MyCompany.com"; ${DOMAIN}; fix: for example: mycompany.com`,
    ],
    [
        "a domain with @",
        { principalDomain: "@mycompany.com" },
        `openMetadata.principalDomain: given "@mycompany.com"; ${DOMAIN}; fix: for example: mycompany.com`,
    ],
    [
        "a domain without a dot",
        { principalDomain: "mycompany" },
        `openMetadata.principalDomain: given "mycompany"; ${DOMAIN}; fix: for example: mycompany.com`,
    ],
    [
        "several domains as one",
        { principalDomain: "mycompany.com,subsidiary.org" },
        `openMetadata.principalDomain: given "mycompany.com,subsidiary.org"; ${DOMAIN}; fix: for example: mycompany.com`,
    ],
    [
        "an address among the allowed domains",
        { admins: [alice], allowedEmailDomains: ["mycompany.com", bob] },
        `openMetadata.allowedEmailDomains[1]: given "bob@subsidiary.org"; ${DOMAIN}; fix: for example: subsidiary.org`,
    ],
    ["two numbers as a version", { version: "1.12" }, `openMetadata.version: given "1.12"; ${VERSION}`],
    ["a version with v", { version: "v1.12.3" }, `openMetadata.version: given "v1.12.3"; ${VERSION}`],
    ["a word as a version", { version: "latest" }, `openMetadata.version: given "latest"; ${VERSION}`],
    [
        "a release that is too old",
        { version: "1.4.8" },
        'openMetadata.version: given "1.4.8"; allowed 1.5.0 or newer: the settings of older releases are not known here; ' +
            "fix: upgrade OpenMetadata, or remove openMetadata.version and adapt the printed settings by hand",
    ],
    ["an upper-case release", { helmRelease: "Prod" }, `openMetadata.helmRelease: given "Prod"; ${RELEASE}`],
    ["a release with _", { helmRelease: "om_prod" }, `openMetadata.helmRelease: given "om_prod"; ${RELEASE}`],
    ["a release that ends in -", { helmRelease: "om-" }, `openMetadata.helmRelease: given "om-"; ${RELEASE}`],
    [
        "a release of 54 characters",
        { helmRelease: "a".repeat(54) },
        `openMetadata.helmRelease: given "${"a".repeat(54)}"; ${RELEASE}`,
    ],
    ...["Catalogue", "1catalogue", "catalogue-", "data.catalogue", "a".repeat(64)].map(
        (name): [string, Options, string] => [
            `${name} as a service`,
            { fullnameOverride: name },
            `openMetadata.fullnameOverride: given "${name}"; ${SERVICE}`,
        ],
    ),
    ["the prompt consent", { prompt: "consent" as "login" }, `openMetadata.prompt: given "consent"; ${PROMPT}`],
    ["the prompt none", { prompt: "none" as "login" }, `openMetadata.prompt: given "none"; ${PROMPT}`],
    [
        "admins of two domains without a choice",
        { admins: [alice, bob] },
        "openMetadata.principalDomain: given nothing, and the admins are at mycompany.com and subsidiary.org; " +
            "allowed one of these domains: OpenMetadata registers all of its admins under one; " +
            "fix: for example: mycompany.com, and the domains of all who may sign in as openMetadata.allowedEmailDomains",
    ],
    [
        "admins of three domains without a choice",
        { admins: [alice, bob, "carol@partner.net"] },
        "openMetadata.principalDomain: given nothing, and the admins are at mycompany.com, subsidiary.org and partner.net; " +
            "allowed one of these domains: OpenMetadata registers all of its admins under one; " +
            "fix: for example: mycompany.com, and the domains of all who may sign in as openMetadata.allowedEmailDomains",
    ],
    [
        "enforcing a domain that nobody knows",
        { enforcePrincipalDomain: true },
        "openMetadata.enforcePrincipalDomain: given true, but neither admins nor openMetadata.principalDomain name a domain; " +
            "allowed true where a domain is known: otherwise nobody could sign in; " +
            "fix: set openMetadata.principalDomain to your people's e-mail domain",
    ],
    [
        "an admin whom the enforced domain locks out",
        { admins: [alice, bob], principalDomain: "mycompany.com" },
        "openMetadata.allowedEmailDomains: given nothing, so that only mycompany.com may sign in; " +
            "allowed a list with the domains of all admins; subsidiary.org is missing; " +
            'fix: for example: ["mycompany.com","subsidiary.org"]',
    ],
    [
        "an admin whom the list locks out",
        { admins: [alice], allowedEmailDomains: ["subsidiary.org"] },
        'openMetadata.allowedEmailDomains: given ["subsidiary.org"]; ' +
            "allowed a list with the domains of all admins; mycompany.com is missing; " +
            'fix: for example: ["subsidiary.org","mycompany.com"]',
    ],
    [
        "a list that nobody enforces",
        { admins: [alice], enforcePrincipalDomain: false, allowedEmailDomains: ["mycompany.com"] },
        'openMetadata.allowedEmailDomains: given ["mycompany.com"], without openMetadata.enforcePrincipalDomain; ' +
            "allowed a list that is enforced: otherwise OpenMetadata lets everybody of the pool in; " +
            "fix: set openMetadata.enforcePrincipalDomain to true and openMetadata.principalDomain to the admins' domain",
    ],
    [
        "a list without any principal domain",
        { allowedEmailDomains: ["mycompany.com"] },
        'openMetadata.allowedEmailDomains: given ["mycompany.com"], without openMetadata.enforcePrincipalDomain; ' +
            "allowed a list that is enforced: otherwise OpenMetadata lets everybody of the pool in; " +
            "fix: set openMetadata.enforcePrincipalDomain to true and openMetadata.principalDomain to the admins' domain",
    ],
    [
        "a list for a release that knows none",
        { admins: [alice], allowedEmailDomains: ["mycompany.com"], version: "1.6.11" },
        'openMetadata.allowedEmailDomains: given ["mycompany.com"], with OpenMetadata 1.6.11; ' +
            "allowed OpenMetadata 1.7.0 or newer: older ones know one domain only; " +
            "fix: upgrade OpenMetadata, or set openMetadata.enforcePrincipalDomain to false and remove the list",
    ],
];

const accepted: [string, Options][] = [
    ["nothing at all", {}],
    ["admins of one domain, in any case", { admins: [alice, "Bob.Smith+om@MyCompany.com", "o'brien@mycompany.com"] }],
    ["a domain without admins", { principalDomain: "sub.my-company.co.uk", enforcePrincipalDomain: true }],
    ["a domain in letters of another script", { principalDomain: "xn--mnchen-3ya.de" }],
    [
        "admins of two domains, both allowed",
        {
            admins: [alice, bob],
            principalDomain: "mycompany.com",
            allowedEmailDomains: ["mycompany.com", "subsidiary.org"],
        },
    ],
    [
        "admins of two domains where none is enforced",
        { admins: [alice, bob], principalDomain: "mycompany.com", enforcePrincipalDomain: false },
    ],
    [
        "a list for the first release that knows it",
        { admins: [alice], allowedEmailDomains: ["mycompany.com"], version: "1.7.0" },
    ],
    ["an empty list", { admins: [alice], allowedEmailDomains: [], enforcePrincipalDomain: false }],
    ["the oldest known release", { version: "1.5.0" }],
    ["names of releases", { helmRelease: "a".repeat(53) }],
    ["names of releases with dots and digits", { helmRelease: "om-2.prod" }],
    ["names of services", { fullnameOverride: "a".repeat(63) }],
    ["names of services with digits and hyphens", { fullnameOverride: "om-2" }],
    ["the prompt login", { prompt: "login" }],
    ["the prompt select_account", { prompt: "select_account" }],
];

describe("what the owner says about OpenMetadata", () => {
    for (const [what, options, problem] of refused) {
        it(`is refused: ${what}`, () => assert.deepEqual(problemsOf(options), [problem]));
    }

    for (const [what, options] of accepted) {
        it(`is accepted: ${what}`, () => assert.deepEqual(problemsOf(options), []));
    }

    it("is refused with all its mistakes at once", () => {
        const problems = problemsOf({ admins: ["alice", "bob"], principalDomain: "X", version: "2", helmRelease: "-" });
        assert.deepEqual(
            problems.map((problem) => problem.split(":")[0]),
            [
                "admins[0]",
                "admins[1]",
                "openMetadata.principalDomain",
                "openMetadata.version",
                "openMetadata.helmRelease",
            ],
        );
    });
});
