import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { appClientArgs } from "../../components/appClient";
import { changeProblems } from "../../components/changeGuard";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { detailsFromAws, discoveryProblems, identityProviderArgs } from "../../components/identityProviders";
import {
    identityProvidersSchema,
    type IdentityProvider,
    type IdentityProviderArgs,
} from "../../config/identityProviders";
import { checkedSettings } from "../../config/settings";
import { deploy } from "./mocks";

const LOCAL = { callbackUrl: "http://localhost:8585/callback" };
const TYPE = "aws:cognito/identityProvider:IdentityProvider";
const METADATA =
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp"><IDPSSODescriptor /></EntityDescriptor>';

const GOOGLE = { type: "google", clientId: "google-id" } as const;
const APPLE = { type: "apple", clientId: "com.mycompany.om", teamId: "A1B2C3D4E5", keyId: "F6G7H8J9K0" } as const;
const OKTA = { type: "oidc", name: "Okta", clientId: "okta-id", issuer: "https://mycompany.okta.com" } as const;
const AZURE = { type: "saml", name: "Azure", metadataUrl: "https://login.mycompany.com/metadata" } as const;
const ENDPOINTS = {
    authorizeUrl: "https://mycompany.okta.com/authorize",
    tokenUrl: "https://mycompany.okta.com/token",
    attributesUrl: "https://mycompany.okta.com/userinfo",
    jwksUri: "https://mycompany.okta.com/keys",
};

const providers = (...written: unknown[]): IdentityProvider[] => identityProvidersSchema.parse(written);
const args = (written: IdentityProviderArgs, secret?: string) => identityProviderArgs(providers(written)[0], secret);
const details = (written: IdentityProviderArgs) => args(written, "s").providerDetails;

/** Client secrets are of this form; what must not be seen anywhere is searched for by it. */
const SECRETS = { Google: "GOCSPX-leaked-1", Okta: "leaked-2", SignInWithApple: "leakedKey3".repeat(5) };

function all(more: Partial<CognitoSsoArgs> = {}): CognitoSsoArgs {
    return {
        ...LOCAL,
        identityProviders: [OKTA, GOOGLE, AZURE, APPLE],
        identityProviderSecrets: SECRETS,
        ...more,
    };
}

describe("the arguments of an identity provider", () => {
    it("have Cognito's names, and scopes in the form of the type", () => {
        assert.deepEqual(args(GOOGLE, "s"), {
            providerName: "Google",
            providerType: "Google",
            providerDetails: {
                client_id: "google-id",
                client_secret: "s",
                authorize_scopes: "email profile openid",
            },
            attributeMapping: {
                username: "sub",
                email: "email",
                email_verified: "email_verified",
                name: "name",
                given_name: "given_name",
                family_name: "family_name",
            },
        });
        assert.deepEqual(details({ type: "facebook", clientId: "f", apiVersion: "v21.0" }), {
            client_id: "f",
            client_secret: "s",
            authorize_scopes: "public_profile, email",
            api_version: "v21.0",
        });
        assert.deepEqual(details({ type: "facebook", clientId: "f" }), {
            client_id: "f",
            client_secret: "s",
            authorize_scopes: "public_profile, email",
        });
        assert.deepEqual(details({ type: "amazon", clientId: "a", scopes: ["postal_code", "profile"] }), {
            client_id: "a",
            client_secret: "s",
            authorize_scopes: "profile postal_code",
        });
        assert.deepEqual(details(APPLE), {
            client_id: "com.mycompany.om",
            team_id: "A1B2C3D4E5",
            key_id: "F6G7H8J9K0",
            private_key: "s",
            authorize_scopes: "email name",
        });
        const [facebook, amazon, apple] = providers(
            { ...GOOGLE, type: "facebook" },
            { ...GOOGLE, type: "amazon" },
            APPLE,
        );
        const named = [facebook, amazon, apple].map((provider) => {
            const { providerName, providerType } = identityProviderArgs(provider);
            return [providerName, providerType];
        });
        assert.deepEqual(named, [
            ["Facebook", "Facebook"],
            ["LoginWithAmazon", "LoginWithAmazon"],
            ["SignInWithApple", "SignInWithApple"],
        ]);
    });

    it("of OpenID Connect have all four endpoints or none", () => {
        const discovering = {
            client_id: "okta-id",
            client_secret: "s",
            authorize_scopes: "openid email profile",
            attributes_request_method: "GET",
            oidc_issuer: "https://mycompany.okta.com",
        };
        assert.deepEqual(details(OKTA), discovering);
        assert.deepEqual(details({ ...OKTA, endpoints: ENDPOINTS, attributesRequestMethod: "POST" as const }), {
            ...discovering,
            attributes_request_method: "POST",
            authorize_url: ENDPOINTS.authorizeUrl,
            token_url: ENDPOINTS.tokenUrl,
            attributes_url: ENDPOINTS.attributesUrl,
            jwks_uri: ENDPOINTS.jwksUri,
        });
        const { providerName, providerType } = args(OKTA);
        assert.deepEqual([providerName, providerType], ["Okta", "OIDC"]);
    });

    it("of OpenID Connect have the issuer as it is written where there are endpoints, and else as discovery wants it", () => {
        const issuer = "https://mycompany.auth0.com/";
        const sent = (more: object) => (details({ ...OKTA, issuer, ...more }) as Record<string, string>).oidc_issuer;
        assert.equal(sent({ endpoints: ENDPOINTS }), "https://mycompany.auth0.com/");
        assert.equal(sent({}), "https://mycompany.auth0.com");
    });

    it("of SAML have no secret, and only what was asked for", () => {
        assert.deepEqual(args(AZURE, "s").providerDetails, { MetadataURL: AZURE.metadataUrl });
        const full: IdentityProviderArgs = {
            type: "saml",
            name: "Azure",
            metadataFile: METADATA,
            signOut: true,
            idpInitiated: false,
            encryptedResponses: true,
            requestSigningAlgorithm: "rsa-sha256",
        };
        assert.deepEqual(args(full).providerDetails, {
            MetadataFile: METADATA,
            IDPSignout: "true",
            IDPInit: "false",
            EncryptedResponses: "true",
            RequestSigningAlgorithm: "rsa-sha256",
        });
        const { providerName, providerType } = args(AZURE);
        assert.deepEqual([providerName, providerType], ["Azure", "SAML"]);
    });

    it("have identifiers where there are some", () => {
        assert.deepEqual(args({ ...AZURE, identifiers: ["b.com", "a.com"] }).idpIdentifiers, ["b.com", "a.com"]);
        assert.ok(!("idpIdentifiers" in args(AZURE)));
        assert.ok(!("idpIdentifiers" in args(GOOGLE)));
    });
});

describe("the identity providers of a deployment", () => {
    it("are named by their own name, whatever their order", async () => {
        const names = async (identityProviders: IdentityProviderArgs[]) => {
            const run = await deploy(all({ identityProviders }));
            const { supportedIdentityProviders } = run.find("openmetadata-client").inputs;
            return [
                run
                    .ofType(TYPE)
                    .map(({ name }) => name)
                    .sort(),
                supportedIdentityProviders,
            ];
        };
        const expected = [
            [
                "openmetadata-identity-provider-Azure",
                "openmetadata-identity-provider-Google",
                "openmetadata-identity-provider-Okta",
                "openmetadata-identity-provider-SignInWithApple",
            ],
            ["COGNITO", "Azure", "Google", "Okta", "SignInWithApple"],
        ];
        assert.deepEqual(await names([OKTA, GOOGLE, AZURE, APPLE]), expected);
        assert.deepEqual(await names([APPLE, AZURE, GOOGLE, OKTA]), expected);
    });

    it("are there before the client, in its pool, guarded like it", async () => {
        const { find, ofType } = await deploy({ ...all(), callbackUrl: "https://om.mycompany.com/callback" });
        const [component] = ofType("openmetadata-cognito-sso:index:CognitoSso");
        const client = find("openmetadata-client");
        for (const provider of ofType(TYPE)) {
            assert.ok(client.dependencies.includes(provider.urn), provider.name);
            assert.equal(provider.parent, component.urn);
            assert.equal(provider.protect, true);
            assert.equal(provider.deleteBeforeReplace, true);
            assert.equal(provider.inputs.userPoolId, client.inputs.userPoolId);
        }
    });

    it("are not there, and neither is an output, without any", async () => {
        const { ofType, find, outputs } = await deploy(LOCAL);
        assert.deepEqual(ofType(TYPE), []);
        assert.deepEqual(find("openmetadata-client").inputs.supportedIdentityProviders, ["COGNITO"]);
        assert.ok(!("identityProviderRegistrations" in outputs));
    });

    it("can be the only way in", async () => {
        const { find } = await deploy(all({ passwordSignIn: false }));
        const { supportedIdentityProviders } = find("openmetadata-client").inputs;
        assert.deepEqual(supportedIdentityProviders, ["Azure", "Google", "Okta", "SignInWithApple"]);
    });

    it("show no secret, neither in the state nor in the outputs and the log", async () => {
        const { inClear, find } = await deploy(all());
        assert.doesNotMatch(inClear(), /leaked/);
        const secretInputs = ["Google", "Okta", "SignInWithApple", "Azure"].map(
            (name) => find(`openmetadata-identity-provider-${name}`).secretInputs,
        );
        assert.deepEqual(secretInputs, [
            ["providerDetails.client_secret"],
            ["providerDetails.client_secret"],
            ["providerDetails.private_key"],
            [],
        ]);
        const google = find("openmetadata-identity-provider-Google");
        assert.deepEqual(google.additionalSecretOutputs, ["providerDetails"]);
        assert.equal((google.inputs.providerDetails as Record<string, string>).client_secret, SECRETS.Google);
    });

    it("take a secret that is known later, and refuse it then", async () => {
        const later = (secret: string) => ({ ...SECRETS, Okta: pulumi.secret(Promise.resolve(secret)) });
        const { inClear, find } = await deploy(all({ identityProviderSecrets: later(" leaked-4\n") }));
        const { providerDetails } = find("openmetadata-identity-provider-Okta").inputs;
        assert.equal((providerDetails as Record<string, string>).client_secret, "leaked-4");
        assert.doesNotMatch(inClear(), /leaked/);

        const refusal =
            "Stack dev: 1 problem in the configuration. Okta was not changed.\n\n" +
            "  identityProviderSecrets.Okta\n" +
            "    given    a value that is not shown here\n" +
            "    allowed  a text that is not blank\n" +
            "    fix      pulumi config set --secret --path 'identityProviderSecrets.Okta'\n";
        await assert.rejects(deploy(all({ identityProviderSecrets: later(" ") })), { message: refusal });
    });

    it("are told where to register the login pages", async () => {
        const { outputs } = await deploy(all({ domain: { prefix: "mycompany" } }));
        const domain = "https://mycompany.auth.eu-west-1.amazoncognito.com";
        const redirectUri = `${domain}/oauth2/idpresponse`;
        const registrations = outputs.identityProviderRegistrations as Record<string, string>[];
        assert.deepEqual(
            registrations.map(({ enterAt, ...rest }) => {
                assert.notEqual(enterAt, "");
                return rest;
            }),
            [
                { name: "Okta", type: "oidc", redirectUri },
                { name: "Google", type: "google", redirectUri },
                {
                    name: "Azure",
                    type: "saml",
                    acsUrl: `${domain}/saml2/idpresponse`,
                    entityId: `urn:amazon:cognito:sp:${String(outputs.userPoolId)}`,
                },
                { name: "SignInWithApple", type: "apple", redirectUri },
            ],
        );
    });

    it("fill in only what the client may write", () => {
        const mapped = { ...OKTA, attributeMapping: { "custom:unit": "dept", birthdate: "born" } };
        const unwritable = (userPool: object) => {
            const settings = checkedSettings(
                { ...LOCAL, userPool, identityProviders: [mapped], identityProviderSecrets: { Okta: "s" } },
                "Stack dev",
            );
            const writable = appClientArgs(settings).writeAttributes as string[];
            return Object.keys(args(mapped).attributeMapping as object).filter((name) => !writable.includes(name));
        };
        // Cognito writes these two by itself.
        const own = ["username", "email_verified"];
        assert.deepEqual(unwritable({ customAttributes: [{ name: "unit" }, { name: "other" }] }), own);
        assert.deepEqual(unwritable({ existingId: "eu-west-1_AbCdEf123" }), own);
    });
});

describe("what AWS fills in", () => {
    const added = (written: unknown) => detailsFromAws(providers(written)[0]).sort();

    it("is left alone, and nothing that is sent", () => {
        const written = [GOOGLE, APPLE, OKTA, AZURE, { ...OKTA, endpoints: ENDPOINTS }, { ...GOOGLE, type: "amazon" }];
        for (const provider of providers(...written, { type: "facebook", clientId: "f", apiVersion: "v21.0" })) {
            const sent = Object.keys(identityProviderArgs(provider, "s").providerDetails);
            assert.deepEqual(
                detailsFromAws(provider).filter((key) => sent.includes(key)),
                [],
                provider.type,
            );
        }
    });

    it("is what AWS documents for each type", () => {
        const social = [
            "attributes_url",
            "attributes_url_add_attributes",
            "authorize_url",
            "token_request_method",
            "token_url",
        ];
        assert.deepEqual(added(GOOGLE), [...social, "oidc_issuer"].sort());
        assert.deepEqual(added({ ...GOOGLE, type: "amazon" }), social);
        assert.deepEqual(added({ ...GOOGLE, type: "facebook" }), ["api_version", ...social]);
        assert.deepEqual(added({ ...GOOGLE, type: "facebook", apiVersion: "v21.0" }), social);
        assert.deepEqual(added(APPLE), [
            "attributes_url_add_attributes",
            "authorize_url",
            "oidc_issuer",
            "token_request_method",
            "token_url",
        ]);
        assert.deepEqual(added(OKTA), [
            "attributes_url",
            "attributes_url_add_attributes",
            "authorize_url",
            "jwks_uri",
            "token_url",
        ]);
        assert.deepEqual(added({ ...OKTA, endpoints: ENDPOINTS }), ["attributes_url_add_attributes"]);
        assert.deepEqual(added(AZURE), [
            "ActiveEncryptionCertificate",
            "SLORedirectBindingURI",
            "SSORedirectBindingURI",
        ]);
    });

    it("is ignored key by key, so that a new secret is a change", async () => {
        const { find } = await deploy(all());
        const { ignoreChanges } = find("openmetadata-identity-provider-Google");
        assert.deepEqual(
            ignoreChanges.sort(),
            added(GOOGLE).map((key) => `providerDetails.${key}`),
        );
    });

    it("for an issuer goes back with the next update, so that another issuer needs its endpoints", () => {
        const moved = { ...OKTA, issuer: "https://login.mycompany.com" };
        const problems = (before: unknown, after: unknown) => discoveryProblems(providers(before), providers(after));
        const addresses = (issuer: string) =>
            `write the four addresses that ${issuer}/.well-known/openid-configuration gives`;
        assert.deepEqual(problems(OKTA, moved), [
            {
                key: "identityProviders[0].issuer",
                given: "https://login.mycompany.com, until now https://mycompany.okta.com",
                allowed: "another issuer only with endpoints: Cognito would keep the former issuer's",
                fix: `as endpoints, ${addresses("https://login.mycompany.com")}`,
            },
        ]);
        assert.deepEqual(problems({ ...OKTA, endpoints: ENDPOINTS }, OKTA), [
            {
                key: "identityProviders[0].endpoints",
                given: "nothing, until now four addresses",
                allowed: "the four addresses: Cognito would keep the former ones",
                fix: addresses("https://mycompany.okta.com"),
            },
        ]);
        assert.deepEqual(problems(OKTA, { ...moved, endpoints: ENDPOINTS }), []);
        assert.deepEqual(problems(OKTA, { ...moved, name: "Login" }), []);
        assert.deepEqual(problems(OKTA, { ...OKTA, scopes: ["openid"] }), []);
        assert.deepEqual(problems(AZURE, { ...OKTA, name: "Azure" }), []);
    });

    it("is looked at before an update, guarded or not", async () => {
        const before = checkedSettings(all(), "Stack dev");
        const { runHook } = await deploy(
            all({
                identityProviders: [{ ...OKTA, issuer: "https://a.mycompany.com" }],
                identityProviderSecrets: { Okta: "s" },
            }),
        );
        const update = { oldInputs: { ...before }, newInputs: {} };
        await assert.rejects(runHook("openmetadata-change-guard", update), /another issuer only with endpoints/);
    });
});

describe("a change of identity providers on a guarded stack", () => {
    const guarded = (identityProviders: IdentityProviderArgs[], protect = true) =>
        checkedSettings(
            { ...all({ identityProviders, protect }), identityProviderSecrets: { Okta: "s" } },
            "Stack prod",
        );
    const unguarded = (...[before, after]: IdentityProviderArgs[][]) =>
        changeProblems(guarded(before, false), guarded(after, false));
    const problem = (given: string) => ({
        key: "identityProviders",
        given,
        allowed:
            "no such change while protect is on: whoever came from there could not sign in any more, and would be a new person under another name",
        fix: "undo the change; or take the guard off first: pulumi config set protect false && pulumi up",
    });

    it("is refused where people would lose their profile", () => {
        const renamed = [OKTA, { ...AZURE, name: "Entra" }];
        assert.deepEqual(changeProblems(guarded([OKTA, AZURE]), guarded([OKTA])), [
            problem("Azure removed or renamed"),
        ]);
        assert.deepEqual(changeProblems(guarded([OKTA, AZURE]), guarded(renamed)), [
            problem("Azure removed or renamed"),
        ]);
        const swapped = [OKTA, { ...AZURE, name: "Partner" }];
        const otherType = { ...OKTA, name: "Partner" };
        const secrets = { Okta: "s", Partner: "s" };
        const after = checkedSettings(
            { ...all({ identityProviders: [OKTA, otherType], protect: true }), identityProviderSecrets: secrets },
            "Stack prod",
        );
        assert.deepEqual(changeProblems(guarded(swapped), after), [problem("Partner with another type")]);
    });

    it("is accepted where nobody loses anything, and without the guard", () => {
        assert.deepEqual(changeProblems(guarded([OKTA]), guarded([AZURE, OKTA])), []);
        assert.deepEqual(changeProblems(guarded([OKTA, AZURE]), guarded([AZURE, { ...OKTA, clientId: "new" }])), []);
        assert.deepEqual(unguarded([OKTA, AZURE], [OKTA]), []);
    });
});

describe("a provider that lets anybody in", () => {
    const warning =
        "identityProviders: anybody with an account of Google or SignInWithApple can sign in, whatever userPool.selfSignUp says. " +
        "Set openMetadata.principalDomain, so that OpenMetadata lets only your people in.";
    const warned = async (more: Partial<CognitoSsoArgs>) => {
        const { logs } = await deploy(all(more));
        return logs.some(({ severity, message }) => severity === "warning" && message === warning);
    };

    it("is warned about, unless OpenMetadata lets only the own people in", async () => {
        assert.equal(await warned({}), true);
        assert.equal(await warned({ admins: ["alice@mycompany.com"] }), false);
        assert.equal(await warned({ openMetadata: { principalDomain: "mycompany.com" } }), false);
        const open = { principalDomain: "mycompany.com", enforcePrincipalDomain: false };
        assert.equal(await warned({ openMetadata: open }), true);
    });

    it("is none of a company's own", async () => {
        const { logs } = await deploy(
            all({ identityProviders: [OKTA, AZURE], identityProviderSecrets: { Okta: "s" } }),
        );
        assert.ok(!logs.some(({ message }) => message.includes("anybody")));
    });
});
