import fc from "fast-check";

import type { DeployedFacts, OpenMetadataOptions } from "../../openmetadata/facts";

/** The facts of a deployment whose OpenMetadata is at `address`. */
export function factsOf(address: string, more: Partial<DeployedFacts> = {}): DeployedFacts {
    const region = more.region ?? "eu-west-1";
    const userPoolId = `${region}_AbCdEfGhI`;
    const authority = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    const domainUrl = `https://om-sample-0a1b2c3d.auth.${region}.amazoncognito.com`;
    return {
        clientId: "1h57kf5cpq17m0emlexample01",
        userPoolId,
        region,
        authority,
        discoveryUrl: `${authority}/.well-known/openid-configuration`,
        jwksUrl: `${authority}/.well-known/jwks.json`,
        domainUrl,
        signInUrl: `${domainUrl}/login?client_id=1h57kf5cpq17m0emlexample01`,
        signOutUrl: `${domainUrl}/logout?client_id=1h57kf5cpq17m0emlexample01`,
        callbackUrl: `${address}/callback`,
        clientType: "public",
        refreshTokenSeconds: 30 * 24 * 3600,
        hasGroups: false,
        ...more,
    };
}

/** A stack, as far as OpenMetadata's settings depend on it. */
export interface Sample {
    readonly facts: DeployedFacts;
    readonly options: OpenMetadataOptions;
}

/** The stack dev: OpenMetadata on this machine, a public client, no admins yet. */
export const dev: Sample = { facts: factsOf("http://localhost:8585"), options: { admins: [] } };

const prodAddress = "https://openmetadata.mycompany.com";

/** The stack prod with a public client. */
export const prodPublic: Sample = {
    facts: factsOf(prodAddress),
    options: { admins: ["Alice@mycompany.com", "bob.smith@mycompany.com"], version: "2.0.7" },
};

/** The stack prod with a confidential client, and with all that can be said. */
export const prodConfidential: Sample = {
    facts: factsOf(prodAddress, {
        clientType: "confidential",
        clientSecret: "sample0secret0of0the0golden0files",
        refreshTokenSeconds: 24 * 3600,
        hasGroups: true,
    }),
    options: {
        admins: ["alice@mycompany.com", "o'brien@subsidiary.org"],
        principalDomain: "mycompany.com",
        allowedEmailDomains: ["mycompany.com", "subsidiary.org"],
        version: "2.0.7",
        helmRelease: "prod",
        fullnameOverride: "catalogue",
        prompt: "select_account",
    },
};

export const samples: Readonly<Record<string, Sample>> = { dev, prodPublic, prodConfidential };

/** Texts that YAML, JSON, an env file or a shell would read as something else if they were not quoted with care. */
export const awkwardText = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."aZ09é漢😀 '\"$#\\{}[](),:;&*!?|<>%@`=~+_./-\t\n"), maxLength: 12 }),
    fc.constantFrom(
        "",
        "true",
        "no",
        "null",
        "~",
        "1e3",
        "0x1f",
        "1_000",
        "12:30",
        "007",
        ".5",
        "- a",
        "a: b",
        "a #b",
        "${HOME}",
    ),
    fc.constantFrom(
        "$HOME",
        "'",
        '"',
        "\\",
        "a\\",
        "\\'",
        '\\"',
        "[a,b]",
        "{a: b}",
        "=",
        "a,b",
        " a",
        "a ",
        "\\n",
        "<<",
    ),
);

const awkwardWord = awkwardText.filter((text) => !text.includes("@"));

/** Facts that no AWS would ever state, to see that each text survives its rendering. */
export const awkwardFacts: fc.Arbitrary<DeployedFacts> = fc
    .record({
        clientId: awkwardText,
        clientSecret: awkwardText,
        discoveryUrl: awkwardText,
        callbackUrl: awkwardText.map((text) => `${text}/callback`),
        authority: awkwardText,
        clientType: fc.constantFrom("public" as const, "confidential" as const),
        refreshTokenSeconds: fc.integer({ min: 3600, max: 315_360_000 }),
        hasGroups: fc.boolean(),
    })
    .map((more) => factsOf("", { ...more, jwksUrl: `${more.authority}/.well-known/jwks.json` }));

export const awkwardOptions: fc.Arbitrary<OpenMetadataOptions> = fc
    .record({
        admins: fc.array(awkwardWord, { maxLength: 3 }),
        principalDomain: awkwardWord,
        allowedEmailDomains: fc.array(awkwardText, { maxLength: 3 }),
        enforcePrincipalDomain: fc.option(fc.boolean(), { nil: undefined }),
        version: fc.constantFrom(undefined, "1.5.0", "1.7.0", "1.8.4", "1.12.0", "2.0.7"),
        prompt: fc.constantFrom(undefined, "login" as const, "select_account" as const),
    })
    .map(({ admins, principalDomain, ...more }) => ({
        ...more,
        principalDomain,
        admins: admins.map((name) => `${name}@${principalDomain}`),
    }));
