import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import {
    AdminGetUserCommand,
    DescribeIdentityProviderCommand,
    DescribeUserPoolClientCommand,
    type IdentityProviderType,
} from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from "jose";
import { parse } from "yaml";
import { stackConfigFile } from "../../local/workspace";
import type { BeforeEmulator } from "./beforeEmulator";
import { cognito, deploy, emulatedAws, skipWithoutEngine, type TestStack } from "./harness";
import { PERSON, startIdentityProvider, type IdentityProvider } from "./identityProvider";

/** Made anew for each run, and searched for in everything that a deployment leaves behind. */
const secret = (of: string) => `${of}-${randomBytes(12).toString("hex")}`;
const GOOGLE_SECRET = secret("google");
const OKTA_SECRET = secret("okta");
const FORMER_OKTA_SECRET = secret("former-okta");

const PREFIX = "om-federation-test";
const LOGIN_PAGES = `https://${PREFIX}.auth.eu-west-1.amazoncognito.com`;
const SAML_SIGN_IN = "https://login.mycompany.com/saml/sso";

const METADATA = `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://login.mycompany.com/saml">
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SAML_SIGN_IN}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

interface Outputs {
    readonly clientId: string;
    readonly userPoolId: string;
    readonly discoveryUrl: string;
    readonly jwksUrl: string;
    readonly signInUrl: string;
    readonly callbackUrls: readonly string[];
    readonly identityProviderRegistrations: readonly Readonly<Record<string, string>>[];
}

describe("federated sign-in", () => {
    let okta: IdentityProvider;
    let aws: BeforeEmulator;
    let stack: TestStack;
    let outputs: Outputs;
    let folder: string;

    before(async function () {
        await skipWithoutEngine(this);
        folder = await mkdtemp(path.join(tmpdir(), "federation-"));
        const metadataFile = path.join(folder, "azure.xml");
        await writeFile(metadataFile, METADATA);
        const redirectUri = `${LOGIN_PAGES}/oauth2/idpresponse`;
        okta = await startIdentityProvider({ clientId: "cognito", clientSecret: OKTA_SECRET, redirectUri });
        aws = await emulatedAws();
        stack = await deploy("federation", {
            callbackUrl: "http://localhost:8585/callback",
            domain: { prefix: PREFIX },
            identityProviders: [
                { type: "google", clientId: "123.apps.googleusercontent.com" },
                {
                    type: "oidc",
                    name: "Okta",
                    clientId: "cognito",
                    issuer: okta.issuer,
                    identifiers: ["mycompany.com"],
                },
                { type: "saml", name: "Azure", metadataFile, signOut: true },
            ],
        });
    });

    after(async () => {
        await stack?.destroy();
        await okta?.close();
        if (folder) {
            await rm(folder, { recursive: true });
        }
    });

    it("does not begin while a secret stands in the stack's file in clear, also beside an encrypted one", async () => {
        await stack.configureSecret("identityProviderSecrets.Okta", FORMER_OKTA_SECRET);
        const encrypted = (await written("identityProviderSecrets")) as object;
        await stack.configure({ identityProviderSecrets: { ...encrypted, Google: GOOGLE_SECRET } });
        const { log } = await stack.up({ expectFailure: true });
        assert.match(log, /Stack federation: 1 problem in the configuration\. Nothing was changed in AWS\./);
        assert.match(log, /identityProviderSecrets\.Google\n +given +a secret in clear\n/);
        assert.ok(log.includes("pulumi config set --secret --path 'identityProviderSecrets.Google'"));
        assert.ok(!log.includes(GOOGLE_SECRET));
    });

    it("is set up as the config says, with its secrets nowhere in clear", async () => {
        await stack.configureSecret("identityProviderSecrets.Google", GOOGLE_SECRET);
        const { log } = await stack.up({ words: ["--diff", "--logtostderr", "-v=3"] });
        outputs = (await stack.outputs()) as unknown as Outputs;

        const [google, oidc, azure] = await Promise.all(["Google", "Okta", "Azure"].map(described));
        assert.deepEqual(sentDetails(google), {
            client_id: "123.apps.googleusercontent.com",
            client_secret: GOOGLE_SECRET,
            authorize_scopes: "email profile openid",
        });
        assert.deepEqual(sentDetails(oidc), {
            client_id: "cognito",
            client_secret: FORMER_OKTA_SECRET,
            authorize_scopes: "openid email profile",
            attributes_request_method: "GET",
            oidc_issuer: okta.issuer,
        });
        assert.deepEqual(oidc.IdpIdentifiers, ["mycompany.com"]);
        assert.deepEqual(sentDetails(azure), { MetadataFile: METADATA, IDPSignout: "true" });
        assert.deepEqual(azure.AttributeMapping, {
            email: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
            given_name: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
            family_name: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
        });
        const api = await cognito();
        const { UserPoolClient } = await api.send(
            new DescribeUserPoolClientCommand({ UserPoolId: outputs.userPoolId, ClientId: outputs.clientId }),
        );
        assert.deepEqual([...UserPoolClient!.SupportedIdentityProviders!].sort(), [
            "Azure",
            "COGNITO",
            "Google",
            "Okta",
        ]);

        const left = [log, JSON.stringify(outputs), await stack.stateText(), JSON.stringify(await stack.exportState())];
        for (const text of left) {
            assert.ok(!text.includes(GOOGLE_SECRET) && !text.includes(FORMER_OKTA_SECRET));
        }
    });

    it("stays as it is, although AWS adds to what it was sent", async () => {
        assert.equal((await stack.preview()).changed, false);
        await stack.refresh();
        assert.equal((await stack.up()).changed, false);
        assert.deepEqual(updates(), []);
    });

    it("tells what to enter at each provider", () => {
        const [google, oidc, saml] = outputs.identityProviderRegistrations;
        const redirectUri = `${aws.endpoint}/oauth2/idpresponse`;
        assert.deepEqual([google.redirectUri, oidc.redirectUri], [redirectUri, redirectUri]);
        assert.equal(saml.acsUrl, `${aws.endpoint}/saml2/idpresponse`);
        assert.equal(saml.entityId, `urn:amazon:cognito:sp:${outputs.userPoolId}`);
    });

    it("through OpenID Connect fails with a former secret, and works once the new one is deployed", async () => {
        const refused = await browse(authorizeUrl("Okta"));
        assert.match(refused.text, /OIDC token exchange failed: HTTP 401/);

        const { clientId } = outputs;
        await stack.configureSecret("identityProviderSecrets.Okta", OKTA_SECRET);
        const { changed, log } = await stack.up();
        assert.equal(changed, true);
        assert.match(log, /1 updated/);
        assert.ok(!log.includes(OKTA_SECRET));
        assert.deepEqual(
            updates().map(({ ProviderName, ProviderDetails }) => [ProviderName, ProviderDetails.client_secret]),
            [["Okta", OKTA_SECRET]],
        );
        assert.equal((await stack.up()).changed, false);
        assert.equal(((await stack.outputs()) as unknown as Outputs).clientId, clientId);
        assert.ok(!(await stack.stateText()).includes(OKTA_SECRET));

        const claims = await signedIn(await browse(authorizeUrl("Okta")));
        assert.equal(claims.email, PERSON.email);
        // The emulator writes "True" into the profile, and then does not know it again for the ID token.
        assert.match((await profile(`Okta_${PERSON.id}`)).email_verified, /^true$/i);
        assert.deepEqual([claims.given_name, claims.family_name], [PERSON.given, PERSON.family]);
        assert.equal(claims["cognito:username"], `Okta_${PERSON.id}`);
        assert.deepEqual(claims["cognito:groups"], [`${outputs.userPoolId}_Okta`]);
        const [identity] = claims.identities as Record<string, string>[];
        assert.deepEqual([identity.providerName, identity.providerType, identity.userId], ["Okta", "OIDC", PERSON.id]);
    });

    // The emulator checks no signature of SAML, so that the provider may be this test.
    it("through SAML takes the e-mail address from the claims that Microsoft sends", async () => {
        const atProvider = await browse(authorizeUrl("Azure"), SAML_SIGN_IN);
        const request = inflateRawSync(
            Buffer.from(atProvider.url.searchParams.get("SAMLRequest")!, "base64"),
        ).toString();
        assert.ok(request.includes(`urn:amazon:cognito:sp:${outputs.userPoolId}`));
        assert.ok(request.includes(`AssertionConsumerServiceURL="${LOGIN_PAGES}/saml2/idpresponse"`));

        const answer = await fetch(new URL("/saml2/idpresponse", aws.endpoint), {
            method: "POST",
            redirect: "manual",
            body: new URLSearchParams({
                SAMLResponse: Buffer.from(samlResponse()).toString("base64"),
                RelayState: atProvider.url.searchParams.get("RelayState")!,
            }),
        });
        const claims = await signedIn({ url: new URL(answer.headers.get("location")!), text: "" });
        assert.equal(claims.email, PERSON.email);
        assert.deepEqual([claims.given_name, claims.family_name], [PERSON.given, PERSON.family]);
        assert.equal(claims["cognito:username"], `Azure_${PERSON.email}`);
        assert.deepEqual(claims["cognito:groups"], [`${outputs.userPoolId}_Azure`]);
    });

    it("does not follow a provider to another issuer by itself, which would leave people at the former one", async () => {
        const providers = (await written("identityProviders")) as object[];
        const [google, oidc, saml] = providers;
        const moved = { ...oidc, issuer: "http://127.0.0.1:9" };
        await stack.configure({ identityProviders: [google, moved, saml] });
        const { log } = await stack.preview({ expectFailure: true });
        await stack.configure({ identityProviders: providers });
        assert.match(log, /identityProviders\[1\]\.issuer\n +given +http:\/\/127\.0\.0\.1:9, until now http/);
    });

    /** What was sent to change a provider. */
    function updates() {
        type Update = { UserPoolId: string; ProviderName: string; ProviderDetails: Record<string, string> };
        const sent = aws.calls.filter(({ operation }) => operation === "UpdateIdentityProvider");
        return sent.map(({ input }) => input as Update).filter(({ UserPoolId }) => UserPoolId === outputs.userPoolId);
    }

    /** A key of the stack's file as it stands there. */
    async function written(key: string): Promise<unknown> {
        const text = await readFile(stackConfigFile(stack.workspace, stack.name), "utf8");
        return (parse(text) as { config: Record<string, unknown> }).config[`openmetadata-cognito-sso:${key}`];
    }

    /** The details without what AWS adds to them. */
    function sentDetails({ ProviderName, ProviderDetails }: IdentityProviderType) {
        const created = aws.calls.find(
            ({ operation, input }) =>
                operation === "CreateIdentityProvider" &&
                input.ProviderName === ProviderName &&
                input.UserPoolId === outputs.userPoolId,
        );
        const sent = Object.keys(created!.input.ProviderDetails as object);
        return Object.fromEntries(Object.entries(ProviderDetails!).filter(([key]) => sent.includes(key)));
    }

    /** What the API itself says. */
    async function described(name: string) {
        const api = await cognito();
        const { IdentityProvider } = await api.send(
            new DescribeIdentityProviderCommand({ UserPoolId: outputs.userPoolId, ProviderName: name }),
        );
        return IdentityProvider!;
    }

    /** The attributes of a person as the pool has them. */
    async function profile(username: string): Promise<Record<string, string>> {
        const api = await cognito();
        const { UserAttributes = [] } = await api.send(
            new AdminGetUserCommand({ UserPoolId: outputs.userPoolId, Username: username }),
        );
        return Object.fromEntries(UserAttributes.map(({ Name = "", Value = "" }) => [Name, Value]));
    }

    function authorizeUrl(provider: string): URL {
        const url = new URL(outputs.signInUrl);
        url.searchParams.set("identity_provider", provider);
        url.searchParams.set("state", "state-1");
        return url;
    }

    /**
     * Goes from redirect to redirect with cookies, as a browser does, until there is a page, the callback or `end`. The emulator
     * plays the host of the login pages.
     */
    async function browse(start: URL, end = outputs.callbackUrls[0]): Promise<{ url: URL; text: string }> {
        const cookies = new Map<string, string>();
        let url = start;
        while (!url.href.startsWith(end)) {
            const at = url.origin === LOGIN_PAGES ? new URL(url.pathname + url.search, aws.endpoint) : url;
            const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
            const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
            for (const line of answer.headers.getSetCookie()) {
                const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
                cookies.set(name, value);
            }
            const location = answer.headers.get("location");
            if (location === null) {
                return { url, text: await answer.text() };
            }
            url = new URL(location, url);
        }
        return { url, text: "" };
    }

    /** The claims of the ID token that the callback's code gives, checked as an application would. */
    async function signedIn({ url, text }: { url: URL; text: string }): Promise<JWTPayload> {
        assert.equal(`${url.origin}${url.pathname}`, outputs.callbackUrls[0], text);
        assert.equal(url.searchParams.get("state"), "state-1");
        const discovery = (await (await fetch(outputs.discoveryUrl)).json()) as {
            issuer: string;
            token_endpoint: string;
        };
        const answer = await fetch(discovery.token_endpoint, {
            method: "POST",
            body: new URLSearchParams({
                grant_type: "authorization_code",
                client_id: outputs.clientId,
                redirect_uri: outputs.callbackUrls[0],
                code: url.searchParams.get("code")!,
            }),
        });
        assert.equal(answer.status, 200);
        const { id_token } = (await answer.json()) as { id_token: string };
        const keys = createRemoteJWKSet(new URL(outputs.jwksUrl));
        const { payload } = await jwtVerify(id_token, keys, { issuer: discovery.issuer, audience: outputs.clientId });
        return payload;
    }
});

function samlResponse(): string {
    const claim = (name: string, value: string) =>
        `<saml:Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}">` +
        `<saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
    return (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">' +
        `<saml:Assertion><saml:Subject><saml:NameID>${PERSON.email}</saml:NameID></saml:Subject><saml:AttributeStatement>` +
        claim("emailaddress", PERSON.email) +
        claim("givenname", PERSON.given) +
        claim("surname", PERSON.family) +
        "</saml:AttributeStatement></saml:Assertion></samlp:Response>"
    );
}
