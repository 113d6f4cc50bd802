import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import Ajv from "ajv";
import fc from "fast-check";
import { parse } from "yaml";

import type { OpenMetadataOptions } from "../../openmetadata/facts";
import { renderHelmValues } from "../../openmetadata/helmValues";
import { openMetadataSettings } from "../../openmetadata/settings";
import { saidInEnvironment, settingsOfEnvironment } from "./roundTrip";
import { awkwardFacts, awkwardOptions, dev, prodConfidential, prodPublic, samples, type Sample } from "./samples";

/** The chart's own schema, of which the project has no copy. */
const SCHEMA = path.resolve(__dirname, "../../../shared/data/openmetadata-helm-1.13.1.values.schema.json");

/** What is asked of Helm values here. */
interface HelmValues {
    readonly fullnameOverride?: string;
    readonly openmetadata: {
        readonly config: {
            readonly authorizer: Record<string, unknown>;
            readonly authentication: Record<string, unknown> & { oidcConfiguration?: Record<string, unknown> };
        };
    };
    readonly extraEnvs?: readonly { readonly name: string; readonly value: string }[];
}

describe("the settings for Helm", () => {
    it("come back as the variables that the chart makes of them, whatever they hold", () => {
        fc.assert(
            fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                const settings = openMetadataSettings(facts, options);
                const values = valuesOf({ facts, options });
                const expected = saidInEnvironment(settings);
                assert.deepEqual(settingsOfEnvironment(variablesOf(values, facts.clientSecret)), {
                    ...expected,
                    authenticationConfiguration: {
                        ...(expected.authenticationConfiguration as object),
                        publicKeyUrls: [facts.jwksUrl, "http://openmetadata:8585/api/v1/system/config/jwks"],
                    },
                });
            }),
        );
    });

    it("pass the chart's own schema, for every client and release", function () {
        if (!existsSync(SCHEMA)) {
            console.log("      The chart's schema is not here, so the values are not checked against it.");
            this.skip();
        }
        const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
        const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
        for (const { facts, options } of Object.values(samples)) {
            for (const prompt of ["login", "select_account"] as const) {
                assert.ok(
                    validate(valuesOf({ facts, options: { ...options, prompt } })),
                    ajv.errorsText(validate.errors),
                );
            }
        }
        const { openmetadata } = valuesOf(prodConfidential);
        const strange = { ...openmetadata.config.authentication, jwtTeamClaimMapping: "cognito:groups" };
        assert.ok(!validate({ openmetadata: { config: { authentication: strange } } }), "the schema refuses strangers");
    });

    it("name the Secret that holds the client's secret, which is not in them", () => {
        const text = renderHelmValues(openMetadataSettings(prodConfidential.facts, prodConfidential.options));
        assert.doesNotMatch(text, new RegExp(prodConfidential.facts.clientSecret!));
        const { oidcConfiguration } = valuesOf(prodConfidential).openmetadata.config.authentication;
        assert.deepEqual(oidcConfiguration?.clientSecret, {
            secretRef: "oidc-secrets",
            secretKey: "openmetadata-oidc-client-secret",
        });
        assert.match(text, /--from-literal=openmetadata-oidc-client-id=1h57kf5cpq17m0emlexample01 \\$/m);
        assert.match(text, /--from-file=openmetadata-oidc-client-secret=\/dev\/stdin$/m);
        assert.doesNotMatch(renderHelmValues(openMetadataSettings(prodPublic.facts, prodPublic.options)), /secret/i);
    });

    it("leave out what an older chart refuses", () => {
        const keysOf = (version: string | undefined) => {
            const sample = { facts: prodConfidential.facts, options: { ...prodConfidential.options, version } };
            const { extraEnvs = [], openmetadata } = valuesOf(sample);
            const { authorizer, authentication } = openmetadata.config;
            const dated = ["maxAge", "promptType", "sessionExpiry"];
            return [
                ...Object.keys(authentication.oidcConfiguration!).filter((key) => dated.includes(key)),
                ...Object.keys(authorizer).filter((key) => key === "allowedDomains"),
                ...extraEnvs.map(({ name }) => name),
            ];
        };
        const chart = ["promptType", "maxAge", "sessionExpiry", "allowedDomains"];
        assert.deepEqual(keysOf("1.7.0"), ["allowedDomains"]);
        assert.deepEqual(keysOf("1.8.3"), ["promptType", "maxAge", "allowedDomains"]);
        assert.deepEqual(keysOf("1.8.4"), chart);
        assert.deepEqual(keysOf("1.12.0"), chart);
        const all = [...chart, "AUTHENTICATION_SESSION_EXPIRY"];
        assert.deepEqual(keysOf("2.0.0"), all);
        assert.deepEqual(keysOf(undefined), all);
    });

    it("have no variable for teams, which no server reads, and say what to do instead", () => {
        const textOf = ({ facts, options }: Sample) => renderHelmValues(openMetadataSettings(facts, options), options);
        assert.doesNotMatch(textOf(prodConfidential), /TEAM_CLAIM/);
        assert.match(
            textOf(prodConfidential),
            /^# Teams from groups: OpenMetadata has no variable for that\. Once, as an admin/m,
        );
        assert.doesNotMatch(textOf(prodPublic), /Teams from groups/);
    });

    it("say what to do with a list that Helm does not merge, where there is one", () => {
        const textOf = ({ facts, options }: Sample) => renderHelmValues(openMetadataSettings(facts, options));
        assert.match(textOf(prodConfidential), /^# If your own values have extraEnvs as well/m);
        assert.doesNotMatch(textOf(dev), /extraEnvs/);
    });

    it("clear the chart's own max_age, which would ask for the password at every sign-in", () => {
        const maxAge = (more: Partial<OpenMetadataOptions>) =>
            valuesOf({ facts: prodConfidential.facts, options: { ...prodConfidential.options, ...more } }).openmetadata
                .config.authentication.oidcConfiguration?.maxAge;
        assert.equal(maxAge({ prompt: "login" }), "");
        assert.equal(maxAge({ prompt: "select_account" }), "86400");
    });

    it("look for OpenMetadata's own keys at the chart's service, whatever the release is called", () => {
        const options = { ...prodConfidential.options, helmRelease: "prod", fullnameOverride: undefined };
        const service = "http://openmetadata:8585/api/v1/system/config/jwks";
        const values = valuesOf({ facts: prodConfidential.facts, options });
        assert.deepEqual(values.openmetadata.config.authentication.publicKeys, [
            prodConfidential.facts.jwksUrl,
            service,
        ]);
        assert.equal(values.fullnameOverride, undefined);
        const text = renderHelmValues(openMetadataSettings(prodConfidential.facts, options), options);
        assert.match(text, /^# {3}helm upgrade --install prod open-metadata\/openmetadata --version 2\.0\.7 \\$/m);
        assert.match(text, /^# {3}kubectl exec deployment\/openmetadata -- /m);
        assert.doesNotMatch(text, /prod-openmetadata|deployment\/prod/);
    });

    it("look for them where the owner has given the chart's resources another name", () => {
        const { options } = prodConfidential;
        const values = valuesOf({ facts: prodConfidential.facts, options });
        assert.equal(values.fullnameOverride, "catalogue");
        assert.deepEqual(values.openmetadata.config.authentication.publicKeys, [
            prodConfidential.facts.jwksUrl,
            "http://catalogue:8585/api/v1/system/config/jwks",
        ]);
        const text = renderHelmValues(openMetadataSettings(prodConfidential.facts, options), options);
        assert.equal(text.match(/deployment\/catalogue/g)?.length, 3);
    });

    it("name the version of the chart, without which Helm would take the newest", () => {
        const line = (version: string | undefined) =>
            /--version (.*) \\$/m.exec(
                renderHelmValues(openMetadataSettings(dev.facts, dev.options), { version }),
            )?.[1];
        assert.equal(line("1.13.4"), "1.13.4");
        assert.equal(line(undefined), "<your version>");
    });
});

function valuesOf({ facts, options }: Sample): HelmValues {
    return parse(renderHelmValues(openMetadataSettings(facts, options), options)) as HelmValues;
}

/** What the templates of the chart make of its values: JSON of each text, list and truth value (`quote`, `commaJoinedQuotedEncodedList`). */
function variablesOf({ openmetadata, extraEnvs = [] }: HelmValues, secret: string | undefined): Record<string, string> {
    const { authorizer, authentication } = openmetadata.config;
    const oidc = authentication.oidcConfiguration;
    const fromChart = {
        AUTHENTICATION_PROVIDER: authentication.provider,
        AUTHENTICATION_CLIENT_TYPE: authentication.clientType,
        AUTHENTICATION_RESPONSE_TYPE: authentication.responseType,
        AUTHENTICATION_PUBLIC_KEYS: authentication.publicKeys,
        AUTHENTICATION_AUTHORITY: authentication.authority,
        AUTHENTICATION_CLIENT_ID: authentication.clientId,
        AUTHENTICATION_CALLBACK_URL: authentication.callbackUrl,
        AUTHENTICATION_JWT_PRINCIPAL_CLAIMS: authentication.jwtPrincipalClaims,
        AUTHENTICATION_ENABLE_SELF_SIGNUP: authentication.enableSelfSignup,
        AUTHORIZER_ADMIN_PRINCIPALS: authorizer.initialAdmins,
        AUTHORIZER_PRINCIPAL_DOMAIN: authorizer.principalDomain,
        AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN: authorizer.enforcePrincipalDomain,
        AUTHORIZER_ALLOWED_DOMAINS: authorizer.allowedDomains,
        AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN: authorizer.allowedEmailRegistrationDomains,
        AUTHORIZER_ENABLE_SECURE_SOCKET: authorizer.enableSecureSocketConnection,
        ...(oidc?.enabled === true && {
            OIDC_CLIENT_ID: authentication.clientId,
            OIDC_CLIENT_SECRET: secret,
            OIDC_TYPE: oidc.oidcType,
            OIDC_SCOPE: oidc.scope,
            OIDC_DISCOVERY_URI: oidc.discoveryUri,
            OIDC_RESPONSE_TYPE: oidc.responseType,
            OIDC_DISABLE_PKCE: oidc.disablePkce,
            OIDC_CALLBACK: oidc.callbackUrl,
            OIDC_SERVER_URL: oidc.serverUrl,
            OIDC_CLIENT_AUTH_METHOD: oidc.clientAuthenticationMethod,
            OIDC_PROMPT_TYPE: oidc.promptType,
            OIDC_MAX_AGE: oidc.maxAge === "" ? undefined : oidc.maxAge,
            OIDC_SESSION_EXPIRY: oidc.sessionExpiry === undefined ? undefined : Number(oidc.sessionExpiry),
        }),
    };
    const given = Object.entries(fromChart).filter(([, value]) => value !== undefined);
    return {
        ...Object.fromEntries(given.map(([name, value]) => [name, JSON.stringify(value)])),
        ...Object.fromEntries(extraEnvs.map(({ name, value }) => [name, value])),
    };
}
