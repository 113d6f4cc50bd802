import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
    attributeMappingOf,
    identityProvidersSchema,
    mappedCustomAttributes,
    type IdentityProvider,
    type IdentityProviderArgs,
} from "../../config/identityProviders";
import { checkedSettings, type CognitoSsoArgs, type Settings } from "../../config/settings";

const CALLBACK = { callbackUrl: "https://om.mycompany.com/callback" };
const METADATA_URL = "https://login.mycompany.com/metadata";
const METADATA =
    '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp">' +
    '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>';

const OKTA = { type: "oidc", name: "Okta", clientId: "0oa1", issuer: "https://mycompany.okta.com" } as const;
const AZURE = { type: "saml", name: "Azure", metadataUrl: METADATA_URL } as const;

/** The first provider that these args mean, on a stack that is sound otherwise. */
function provider(args: unknown): IdentityProvider {
    return identityProvidersSchema.parse([args])[0];
}

function settings(more: object): Settings {
    return checkedSettings({ ...CALLBACK, ...more }, "Stack prod");
}

const refusal = (more: object) => {
    try {
        settings(more);
    } catch (error) {
        return (error as Error).message;
    }
    return undefined;
};

describe("identity providers", () => {
    it("by default are none, and the password form is there", () => {
        const { identityProviders, identityProviderSecrets, passwordSignIn } = settings({});
        assert.deepEqual([identityProviders, identityProviderSecrets, passwordSignIn], [[], {}, true]);
    });

    it("have these defaults", () => {
        const common = { clientId: "a", attributeMapping: {} };
        assert.deepEqual(provider({ type: "google", clientId: "a" }), {
            ...common,
            type: "google",
            name: "Google",
            scopes: ["email", "profile", "openid"],
        });
        assert.deepEqual(provider({ type: "facebook", clientId: "a" }), {
            ...common,
            type: "facebook",
            name: "Facebook",
            scopes: ["public_profile", "email"],
        });
        assert.deepEqual(provider({ type: "amazon", clientId: "a" }), {
            ...common,
            type: "amazon",
            name: "LoginWithAmazon",
            scopes: ["profile"],
        });
        const apple = { type: "apple", clientId: "a", teamId: "A1B2C3D4E5", keyId: "F6G7H8J9K0" };
        assert.deepEqual(provider(apple), {
            ...common,
            ...apple,
            name: "SignInWithApple",
            scopes: ["email", "name"],
        });
        assert.deepEqual(provider(OKTA), {
            ...common,
            ...OKTA,
            scopes: ["openid", "email", "profile"],
            attributesRequestMethod: "GET",
            identifiers: [],
        });
        assert.deepEqual(provider(AZURE), { ...AZURE, identifiers: [], attributeMapping: {} });
    });

    it("take over the e-mail address, and whether it is verified where the provider says so", () => {
        const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
        const taken = (args: object) => attributeMappingOf(provider({ clientId: "a", ...args }));
        const openId = {
            username: "sub",
            email: "email",
            email_verified: "email_verified",
            name: "name",
            given_name: "given_name",
            family_name: "family_name",
        };
        assert.deepEqual(taken({ type: "google" }), openId);
        assert.deepEqual(taken(OKTA), openId);
        assert.deepEqual(taken({ type: "apple", teamId: "A1B2C3D4E5", keyId: "F6G7H8J9K0" }), {
            username: "sub",
            email: "email",
            email_verified: "email_verified",
            given_name: "firstName",
            family_name: "lastName",
        });
        assert.deepEqual(taken({ type: "facebook" }), {
            username: "id",
            email: "email",
            name: "name",
            given_name: "first_name",
            family_name: "last_name",
        });
        assert.deepEqual(taken({ type: "amazon" }), { username: "user_id", email: "email", name: "name" });
        assert.deepEqual(attributeMappingOf(provider(AZURE)), {
            email: `${claims}/emailaddress`,
            given_name: `${claims}/givenname`,
            family_name: `${claims}/surname`,
        });
    });

    it("take over what the stack says on top of that", () => {
        const okta = provider({
            ...OKTA,
            attributeMapping: { email: "mail", "custom:unit": "dept", picture: "photo" },
        });
        const { email, name, picture, ...rest } = attributeMappingOf(okta);
        assert.deepEqual([email, name, picture, rest["custom:unit"]], ["mail", "name", "photo", "dept"]);
        assert.deepEqual(mappedCustomAttributes([okta, provider(AZURE)]), ["custom:unit"]);
    });

    it("may be written with capitals, blank space, and one for a list of one", () => {
        assert.equal(provider({ type: " Google ", clientId: " a " }).type, "google");
        assert.deepEqual(
            (provider({ type: "SAML", name: "Azure", metadataUrl: ` ${METADATA_URL} ` }) as never)["name"],
            "Azure",
        );
        const { identifiers } = provider({ ...OKTA, identifiers: "mycompany.com" }) as { identifiers: string[] };
        assert.deepEqual(identifiers, ["mycompany.com"]);
    });

    it("mean the same when they are read again", () => {
        const all = identityProvidersSchema.parse([
            { type: "google", clientId: "a", scopes: "openid email" },
            { ...OKTA, issuer: "https://mycompany.okta.com/", attributeMapping: { "custom:unit": "dept" } },
            { type: "saml", name: "Azure", metadataFile: METADATA, signOut: "true" },
        ]);
        assert.deepEqual(identityProvidersSchema.parse(all), all);
    });

    it("ask for scopes in the order in which AWS lists them", () => {
        const scopes = (given: unknown) =>
            (provider({ type: "google", clientId: "a", scopes: given }) as never)["scopes"];
        assert.deepEqual(scopes(["openid", "email"]), ["email", "openid"]);
        assert.deepEqual(scopes("openid,profile email"), ["email", "profile", "openid"]);
        assert.deepEqual(scopes(["openid", "email", "email", "https://x/y"]), ["email", "openid", "https://x/y"]);
    });

    it("of one name need a name each, of one type only where the type is the name", () => {
        assert.equal(refusal({ identityProviders: [AZURE, { ...AZURE, name: "Partner" }] }), undefined);
    });

    it("can be the only way in", () => {
        assert.equal(settings({ identityProviders: [AZURE], passwordSignIn: "false" }).passwordSignIn, false);
    });
});

describe("a mapped attribute", () => {
    const mapping = { attributeMapping: { "custom:unit": "dept" } };

    it("is one that can change", () => {
        const customAttributes = [{ name: "unit" }];
        assert.equal(
            refusal({ userPool: { customAttributes }, identityProviders: [{ ...AZURE, ...mapping }] }),
            undefined,
        );
    });

    it("of a pool that is already there is not known here", () => {
        const userPool = { existingId: "eu-west-1_AbCdEf123" };
        assert.equal(refusal({ userPool, identityProviders: [{ ...AZURE, ...mapping }] }), undefined);
    });

    it("is each one that the pool requires", () => {
        const userPool = { requiredAttributes: ["given_name", "birthdate"] };
        const mapped = { ...AZURE, attributeMapping: { birthdate: "born" } };
        assert.equal(refusal({ userPool, identityProviders: [mapped] }), undefined);
    });
});

const ENDPOINTS = {
    authorizeUrl: "https://a.mycompany.com/authorize",
    tokenUrl: "https://a.mycompany.com/token",
    attributesUrl: "https://a.mycompany.com/me",
    jwksUri: "https://a.mycompany.com/keys",
};

describe("an issuer", () => {
    const issuer = (given: string, more: object = {}) =>
        (provider({ ...OKTA, ...more, issuer: given }) as never)["issuer"];

    it("is taken letter by letter where there is no discovery document to name it", () => {
        for (const written of ["https://a.mycompany.com/", "https://a.mycompany.com/t//", "https://a.mycompany.com"]) {
            assert.equal(issuer(` ${written} `, { endpoints: ENDPOINTS }), written);
        }
        const { issuer: again } = identityProvidersSchema.parse([
            provider({ ...OKTA, endpoints: ENDPOINTS, issuer: "https://a.mycompany.com/" }),
        ])[0] as { issuer: string };
        assert.equal(again, "https://a.mycompany.com/");
    });

    it("leads to the discovery document without a slash at the end, and may be that document's address", () => {
        assert.equal(issuer("https://a.mycompany.com/"), "https://a.mycompany.com");
        assert.equal(issuer("https://a.mycompany.com/tenant/v2.0"), "https://a.mycompany.com/tenant/v2.0");
        assert.equal(issuer("https://a.mycompany.com/t/.well-known/openid-configuration"), "https://a.mycompany.com/t");
    });

    it("may be on this machine beside an emulator", () => {
        const local = { ...OKTA, issuer: "http://127.0.0.1:9000" };
        const secrets = { identityProviderSecrets: { Okta: "s" } };
        const endpoint = "http://127.0.0.1:4566";
        assert.equal(refusal({ identityProviders: [local], ...secrets, endpoint }), undefined);
        assert.match(refusal({ identityProviders: [local], ...secrets }) ?? "", /https on port 443/);
    });

    it("and its endpoints are asked by Cognito itself", () => {
        const endpoints = { ...ENDPOINTS, tokenUrl: "https://a.mycompany.com:9443/token" };
        const message = refusal({
            identityProviders: [{ ...OKTA, endpoints }],
            identityProviderSecrets: { Okta: "s" },
        });
        assert.equal(
            message,
            "Stack prod: 1 problem in the configuration. Nothing was changed in AWS.\n\n" +
                "  identityProviders[0].endpoints.tokenUrl\n" +
                '    given    "https://a.mycompany.com:9443/token"\n' +
                "    allowed  https on port 443: Cognito asks there itself\n" +
                "    fix      publish the provider on port 443\n",
        );
    });
});

describe("SAML metadata", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "saml-metadata-"));
    after(() => rmSync(folder, { recursive: true }));
    const file = (name: string, text: string) => {
        writeFileSync(path.join(folder, name), text);
        return path.join(folder, name);
    };
    const metadata = (given: unknown) =>
        (provider({ type: "saml", name: "Azure", metadataFile: given }) as { metadataFile?: string }).metadataFile;
    const fix = (given: unknown) => {
        const saml = { type: "saml", name: "Azure", metadataFile: given };
        return /fix {6}(.*)/.exec(refusal({ identityProviders: [saml] }) ?? "")?.[1];
    };

    it("is read from a file, whatever editor it went through", () =>
        assert.equal(metadata(file("azure.xml", `\uFEFF\n${METADATA}\n`)), METADATA));

    it("can be given as its text", () => assert.equal(metadata(METADATA), METADATA));

    it("is that of an identity provider", () => {
        const other = "download the identity provider's metadata again: this is something else";
        assert.equal(fix(file("login.xml", "<html>Sign in</html>")), other);
        assert.equal(fix(METADATA.replaceAll("IDPSSO", "SPSSO")), other);
        assert.equal(fix(METADATA.replace("SAML:2.0:metadata", "SAML:1.1:metadata")), other);
    });

    it("is a file that is there, not empty and not longer than Cognito takes", () => {
        assert.equal(fix(path.join(folder, "none.xml")), `there is no file ${path.join(folder, "none.xml")}`);
        assert.equal(fix(file("empty.xml", "")), "it is empty");
        assert.equal(
            fix(file("long.xml", METADATA + " ".repeat(131073))),
            `it has ${METADATA.length + 131073} bytes: make it smaller`,
        );
    });

    it("comes from one place", () => {
        const both = { ...AZURE, metadataFile: METADATA };
        assert.match(refusal({ identityProviders: [both] }) ?? "", /given {4}metadataFile as well/);
    });
});

describe("a sign-in that the provider starts", () => {
    it("is possible where there is no other way in than SAML", () => {
        const identityProviders = [{ ...AZURE, idpInitiated: true }];
        assert.equal(refusal({ identityProviders, passwordSignIn: false }), undefined);
        assert.match(refusal({ identityProviders }) ?? "", /beside other ways to sign in/);
        const beside = { identityProviders: [...identityProviders, OKTA], identityProviderSecrets: { Okta: "s" } };
        assert.match(refusal({ ...beside, passwordSignIn: false }) ?? "", /beside other ways to sign in/);
    });

    it("may be refused in so many words anywhere", () =>
        assert.equal(refusal({ identityProviders: [{ ...AZURE, idpInitiated: false }] }), undefined));
});

/** Each of these would not compile without its comment, and tsc complains of a comment that is not needed. */
export function typesForbid(): CognitoSsoArgs {
    const identityProviders: IdentityProviderArgs[] = [
        { type: "google", clientId: "a" },
        // @ts-expect-error a type that does not exist
        { type: "okta", clientId: "a" },
        // @ts-expect-error another name than Cognito's
        { type: "google", name: "Gmail", clientId: "a" },
        // @ts-expect-error a key of another type
        { type: "google", clientId: "a", teamId: "A1B2C3D4E5" },
        // @ts-expect-error a secret in clear
        { type: "google", clientId: "a", clientSecret: "s" },
        // @ts-expect-error no key id
        { type: "apple", clientId: "a", teamId: "A1B2C3D4E5" },
        // @ts-expect-error no name
        { type: "saml", metadataUrl: METADATA_URL },
        // @ts-expect-error no metadata
        { type: "saml", name: "Azure" },
        // @ts-expect-error metadata from two places
        { type: "saml", name: "Azure", metadataUrl: METADATA_URL, metadataFile: METADATA },
        // @ts-expect-error three of four endpoints
        { ...OKTA, endpoints: { authorizeUrl: "", tokenUrl: "", attributesUrl: "" } },
        // @ts-expect-error an attribute that no pool has
        { type: "google", clientId: "a", attributeMapping: { givenName: "given_name" } },
    ];
    // @ts-expect-error a secret is text
    return { ...CALLBACK, identityProviders, identityProviderSecrets: { Google: { value: "s" } } };
}
