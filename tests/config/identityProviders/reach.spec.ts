import assert from "node:assert/strict";
import { paragraph } from "../paragraph";
import { problemsIn } from "../refusal";

const PUBLIC = {
    authorizeUrl: "https://login.mycompany.com/authorize",
    tokenUrl: "https://login.mycompany.com/token",
    attributesUrl: "https://login.mycompany.com/userinfo",
    jwksUri: "https://login.mycompany.com/keys",
};
const INSIDE = "https://keycloak.corp.internal";

const told = (provider: object, more: object = {}) =>
    problemsIn({ identityProviders: [{ name: "Keycloak", ...provider }], ...more });
const oidc = (more: object, settings: object = {}) =>
    told(
        { type: "oidc", clientId: "a", issuer: "https://login.mycompany.com", ...more },
        { identityProviderSecrets: { Keycloak: "s" }, ...settings },
    );

const refused = (key: string, url: string, why: string, fix: string) =>
    paragraph(
        `identityProviders[0].${key}`,
        `${JSON.stringify(url)}, ${why}`,
        "an address on the internet: Cognito asks there itself",
        fix,
    );
const PUBLISH =
    "publish it on the internet; only endpoints.authorizeUrl, which browsers open, may be inside your network";
const NAME = "a name that the internet does not know";

describe("the address of a provider", () => {
    it("is one that AWS reaches", () => {
        assert.equal(oidc({}), "");
        assert.equal(oidc({ endpoints: PUBLIC }), "");
        assert.equal(told({ type: "saml", metadataUrl: "https://8.8.8.8/metadata" }), "");
    });

    it("of SAML metadata may be hidden only where a file takes its place", () => {
        const fix = "save the metadata as a file and set metadataFile, or publish it on the internet";
        const urls = [
            ["https://10.0.0.12/metadata", "a private address"],
            ["https://[fd12::1]/metadata", "a private address"],
            [`${INSIDE}/metadata`, NAME],
            ["https://keycloak/metadata", "a name without a domain"],
        ];
        for (const [metadataUrl, why] of urls) {
            assert.equal(told({ type: "saml", metadataUrl }), refused("metadataUrl", metadataUrl, why, fix));
        }
    });

    it("of OpenID Connect is the issuer, or each endpoint but the one that browsers open", () => {
        assert.equal(oidc({ issuer: INSIDE }), refused("issuer", INSIDE, NAME, PUBLISH));
        for (const key of ["tokenUrl", "attributesUrl", "jwksUri"]) {
            assert.equal(
                oidc({ endpoints: { ...PUBLIC, [key]: "https://192.168.0.9/here" } }),
                refused(`endpoints.${key}`, "https://192.168.0.9/here", "a private address", PUBLISH),
            );
        }
        assert.equal(oidc({ endpoints: { ...PUBLIC, authorizeUrl: `${INSIDE}/authorize` } }), "");
        assert.equal(oidc({ issuer: INSIDE, endpoints: PUBLIC }), "");
    });

    it("does not matter to an emulator", () =>
        assert.equal(oidc({ issuer: INSIDE }, { endpoint: "http://127.0.0.1:4566" }), ""));
});
