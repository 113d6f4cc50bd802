import assert from "node:assert/strict";
import fc from "fast-check";
import { addresses, SCOPES, type AddressFacts } from "../../components/addresses";

const FACTS: AddressFacts = {
    region: "eu-west-1",
    userPoolId: "eu-west-1_AbCdEfGhI",
    clientId: "1example23456789",
    domain: "om-prod-12345678",
    callbackUrl: "https://om.mycompany.com/callback",
    logoutUrl: "https://om.mycompany.com/signin",
};

describe("addresses", () => {
    it("are those of Cognito in the region", () =>
        assert.deepEqual(addresses(FACTS), {
            authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
            discoveryUrl:
                "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/openid-configuration",
            jwksUrl: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json",
            domainUrl: "https://om-prod-12345678.auth.eu-west-1.amazoncognito.com",
            signInUrl:
                "https://om-prod-12345678.auth.eu-west-1.amazoncognito.com/oauth2/authorize" +
                "?client_id=1example23456789&response_type=code&scope=openid+email+profile" +
                "&redirect_uri=https%3A%2F%2Fom.mycompany.com%2Fcallback",
            signOutUrl:
                "https://om-prod-12345678.auth.eu-west-1.amazoncognito.com/logout" +
                "?client_id=1example23456789&logout_uri=https%3A%2F%2Fom.mycompany.com%2Fsignin",
        }));

    it("have the login pages, and nothing else, on a custom domain", () => {
        const found = addresses({ ...FACTS, domain: "auth.mycompany.com" });
        assert.equal(found.domainUrl, "https://auth.mycompany.com");
        assert.ok(found.signInUrl.startsWith("https://auth.mycompany.com/oauth2/authorize?"));
        assert.ok(found.signOutUrl.startsWith("https://auth.mycompany.com/logout?"));
        assert.equal(found.authority, addresses(FACTS).authority);
    });

    it("are all on the emulator where there is one", () => {
        const found = addresses({ ...FACTS, endpoint: "http://127.0.0.1:4566" });
        assert.equal(found.authority, "http://127.0.0.1:4566/eu-west-1_AbCdEfGhI");
        assert.equal(found.jwksUrl, "http://127.0.0.1:4566/eu-west-1_AbCdEfGhI/.well-known/jwks.json");
        assert.equal(found.domainUrl, "http://127.0.0.1:4566");
        assert.ok(found.signInUrl.startsWith("http://127.0.0.1:4566/oauth2/authorize?"));
    });

    it("give back every parameter as it went in", () =>
        fc.assert(
            fc.property(fc.webUrl(), fc.webUrl(), (callbackUrl, logoutUrl) => {
                const { signInUrl, signOutUrl } = addresses({ ...FACTS, callbackUrl, logoutUrl });
                assert.deepEqual(Object.fromEntries(new URL(signInUrl).searchParams), {
                    client_id: FACTS.clientId,
                    response_type: "code",
                    scope: SCOPES.join(" "),
                    redirect_uri: callbackUrl,
                });
                assert.equal(new URL(signOutUrl).searchParams.get("logout_uri"), logoutUrl);
            }),
        ));
});
