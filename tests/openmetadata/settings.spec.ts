import assert from "node:assert/strict";

import fc from "fast-check";

import type { DeployedFacts, OpenMetadataOptions } from "../../openmetadata/facts";
import { openMetadataSettings } from "../../openmetadata/settings";
import { dev, factsOf, prodConfidential, prodPublic } from "./samples";

const address = "https://openmetadata.mycompany.com";
const confidential: Partial<DeployedFacts> = { clientType: "confidential", clientSecret: "sample-secret" };

function settingsOf(facts: Partial<DeployedFacts> = {}, options: Partial<OpenMetadataOptions> = {}) {
    const settings = openMetadataSettings(factsOf(address, facts), { admins: [], ...options });
    return {
        authentication: settings.authenticationConfiguration,
        authorizer: settings.authorizerConfiguration,
        oidc: settings.authenticationConfiguration.oidcConfiguration,
    };
}

describe("OpenMetadata's settings", () => {
    it("of a local stack without admins are these, to the letter", () => {
        const authority = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI";
        assert.deepEqual(openMetadataSettings(dev.facts, dev.options), {
            authenticationConfiguration: {
                clientType: "public",
                provider: "aws-cognito",
                providerName: "Amazon Cognito",
                responseType: "code",
                publicKeyUrls: [
                    `${authority}/.well-known/jwks.json`,
                    "http://localhost:8585/api/v1/system/config/jwks",
                ],
                authority,
                clientId: "1h57kf5cpq17m0emlexample01",
                callbackUrl: "http://localhost:8585/callback",
                jwtPrincipalClaims: ["email", "preferred_username", "sub"],
                enableSelfSignup: true,
            },
            authorizerConfiguration: {
                className: "org.openmetadata.service.security.DefaultAuthorizer",
                containerRequestFilter: "org.openmetadata.service.security.JwtFilter",
                adminPrincipals: [],
                allowedEmailRegistrationDomains: ["all"],
                principalDomain: "open-metadata.org",
                enforcePrincipalDomain: false,
                enableSecureSocketConnection: false,
            },
        });
    });

    it("of a confidential client tell the server how to talk to Cognito", () => {
        const { facts, options } = prodConfidential;
        assert.deepEqual(openMetadataSettings(facts, options).authenticationConfiguration.oidcConfiguration, {
            id: "1h57kf5cpq17m0emlexample01",
            type: "aws-cognito",
            secret: "sample0secret0of0the0golden0files",
            scope: "openid email profile",
            discoveryUri: `${facts.authority}/.well-known/openid-configuration`,
            useNonce: "true",
            preferredJwsAlgorithm: "RS256",
            responseType: "code",
            disablePkce: false,
            callbackUrl: "https://openmetadata.mycompany.com/callback",
            serverUrl: "https://openmetadata.mycompany.com",
            clientAuthenticationMethod: "client_secret_post",
            tenant: "",
            tokenValidity: 3600,
            prompt: "select_account",
            maxAge: "86400",
            sessionExpiry: 86400,
        });
    });

    it("always ask for a code, the only flow that Cognito has for OpenMetadata", () => {
        assert.equal(settingsOf().authentication.responseType, "code");
        assert.equal(settingsOf(confidential).authentication.responseType, "code");
        assert.equal(settingsOf(confidential).oidc?.responseType, "code");
    });

    it("of a confidential client without its secret are a defect of the caller", () => {
        assert.throws(() => settingsOf({ clientType: "confidential" }), {
            message: "The confidential app client 1h57kf5cpq17m0emlexample01 came without its secret.",
        });
    });

    it("give the server its address byte by byte, for any callback URL", () => {
        fc.assert(
            fc.property(fc.webUrl({ validSchemes: ["https"] }), (url) => {
                const origin = url.replace(/\/+$/, "");
                const oidc = settingsOf({ ...confidential, callbackUrl: `${origin}/callback` }).oidc;
                assert.equal(oidc?.serverUrl, origin);
                assert.equal(oidc?.callbackUrl, `${origin}/callback`);
            }),
        );
    });

    describe("for admins", () => {
        it("are their user names, and their domain is the only one that may sign in", () => {
            const { adminPrincipals, principalDomain, enforcePrincipalDomain, allowedDomains } = openMetadataSettings(
                prodPublic.facts,
                prodPublic.options,
            ).authorizerConfiguration;
            assert.deepEqual(adminPrincipals, ["alice", "bob.smith"]);
            assert.equal(principalDomain, "mycompany.com");
            assert.equal(enforcePrincipalDomain, true);
            assert.equal(allowedDomains, undefined);
        });

        it("name each once, whatever the case", () => {
            const admins = ["alice@mycompany.com", "Alice@MyCompany.com"];
            assert.deepEqual(settingsOf({}, { admins }).authorizer.adminPrincipals, ["alice"]);
            assert.equal(settingsOf({}, { admins }).authorizer.principalDomain, "mycompany.com");
        });

        it("leave out those of another domain, whose names might be other people's", () => {
            const { authorizer } = settingsOf({}, prodConfidential.options);
            assert.deepEqual(authorizer.adminPrincipals, ["alice"]);
            assert.deepEqual(authorizer.allowedDomains, ["mycompany.com", "subsidiary.org"]);
        });

        it("do as the owner says about the domain", () => {
            assert.equal(settingsOf({}, { principalDomain: "mycompany.com" }).authorizer.enforcePrincipalDomain, true);
            const open = { admins: ["alice@mycompany.com"], enforcePrincipalDomain: false };
            assert.equal(settingsOf({}, open).authorizer.enforcePrincipalDomain, false);
            assert.equal(settingsOf({}, open).authorizer.principalDomain, "mycompany.com");
            assert.equal(settingsOf({}, { allowedEmailDomains: [] }).authorizer.allowedDomains, undefined);
        });
    });

    it("map groups to teams where there are groups, the release can, and its server signs people in", () => {
        const mapping = (facts: Partial<DeployedFacts>, version?: string) =>
            settingsOf(facts, { version }).authentication.jwtTeamClaimMapping;
        const withGroups = { ...confidential, hasGroups: true };
        assert.equal(mapping(withGroups), "cognito:groups");
        assert.equal(mapping(withGroups, "1.12.0"), "cognito:groups");
        assert.equal(mapping(withGroups, "1.11.14"), undefined);
        assert.equal(mapping(confidential), undefined);
        assert.equal(mapping({ hasGroups: true }), undefined);
    });

    it("let new people in by the same domains as everybody, where domains are enforced", () => {
        const domains = (options: Partial<OpenMetadataOptions>) =>
            settingsOf(confidential, options).authorizer.allowedEmailRegistrationDomains;
        const allowedEmailDomains = ["mycompany.com", "subsidiary.org"];
        assert.deepEqual(domains({ admins: ["alice@MyCompany.com"] }), ["mycompany.com"]);
        assert.deepEqual(domains({ principalDomain: "mycompany.com" }), ["mycompany.com"]);
        assert.deepEqual(domains({ principalDomain: "mycompany.com", allowedEmailDomains }), allowedEmailDomains);
        assert.deepEqual(domains({ principalDomain: "mycompany.com", enforcePrincipalDomain: false }), ["all"]);
        assert.deepEqual(domains({}), ["all"]);
        assert.deepEqual(
            settingsOf({}, { admins: ["alice@mycompany.com"] }).authorizer.allowedEmailRegistrationDomains,
            ["mycompany.com"],
        );
    });

    it("prompt as the owner says, otherwise for the password, where the release can", () => {
        const asked = (options: Partial<OpenMetadataOptions>) => {
            const oidc = settingsOf(confidential, options).oidc!;
            return { prompt: oidc.prompt, maxAge: oidc.maxAge };
        };
        assert.deepEqual(asked({}), { prompt: "login", maxAge: undefined });
        assert.deepEqual(asked({ prompt: "select_account" }), { prompt: "select_account", maxAge: "86400" });
        assert.deepEqual(asked({ version: "1.7.1" }), { prompt: "login", maxAge: undefined });
        const old = { prompt: "select_account", version: "1.7.0" } as const;
        assert.deepEqual(asked(old), { prompt: undefined, maxAge: undefined });
    });

    it("end a login of a confidential client no later than its refresh token", () => {
        const day = 24 * 3600;
        const expiry = (refreshTokenSeconds: number, version?: string) => {
            const { authentication, oidc } = settingsOf({ ...confidential, refreshTokenSeconds }, { version });
            return [oidc?.sessionExpiry, authentication.sessionExpiry];
        };
        assert.deepEqual(expiry(30 * day), [7 * day, undefined]);
        assert.deepEqual(expiry(7 * day), [7 * day, undefined]);
        assert.deepEqual(expiry(day), [day, day]);
        assert.deepEqual(expiry(day, "2.0.0"), [day, day]);
        assert.deepEqual(expiry(day, "1.13.4"), [day, undefined]);
        assert.deepEqual(expiry(day, "1.8.3"), [undefined, undefined]);
        assert.deepEqual(expiry(60), [3600, 3600]);
        assert.equal(settingsOf({ refreshTokenSeconds: day }).authentication.sessionExpiry, undefined);
    });
});
