import assert from "node:assert/strict";
import { issuerFault } from "../../../config/identityProviders/issuer";
import { paragraph } from "../paragraph";
import { problemsIn } from "../refusal";

const TENANT = "7663ad0c-c232-4ba6-b562-42a924c0e38b";
const MICROSOFT = "https://login.microsoftonline.com";

const ENDPOINTS = {
    authorizeUrl: "https://login.mycompany.com/authorize",
    tokenUrl: "https://login.mycompany.com/token",
    attributesUrl: "https://login.mycompany.com/userinfo",
    jwksUri: "https://login.mycompany.com/keys",
};

/** Issuers that Cognito finds in tokens when it has found them in the discovery document, and those of the tokens themselves. */
const SOUND: readonly (readonly [provider: string, discovered: readonly string[], inTokens: readonly string[]])[] = [
    [
        "Microsoft",
        [
            `${MICROSOFT}/${TENANT}/v2.0`,
            `${MICROSOFT}/${TENANT}`,
            `${MICROSOFT}/${TENANT.toUpperCase()}/v2.0`,
            `${MICROSOFT}/mycompany.onmicrosoft.com/v2.0`,
            `${MICROSOFT}/common.mycompany.com/v2.0`,
            `https://sts.windows.net/${TENANT}`,
        ],
        [
            `${MICROSOFT}/${TENANT}/v2.0`,
            `https://login.microsoftonline.us/${TENANT}/v2.0`,
            `https://login.partner.microsoftonline.cn/${TENANT}/v2.0`,
            `https://sts.windows.net/${TENANT}/`,
            `https://sts.chinacloudapi.cn/${TENANT}/`,
        ],
    ],
    [
        "Microsoft Entra External ID",
        [`https://mycompany.ciamlogin.com/${TENANT}/v2.0`, "https://mycompany.ciamlogin.com/mycompany.com/v2.0"],
        [`https://${TENANT}.ciamlogin.com/${TENANT}/v2.0`],
    ],
    [
        "Azure AD B2C",
        [
            "https://mycompany.b2clogin.com/mycompany.onmicrosoft.com/B2C_1_signin/v2.0",
            `https://mycompany.b2clogin.com/tfp/${TENANT}/b2c_1a_signin/v2.0`,
        ],
        [`https://mycompany.b2clogin.com/tfp/${TENANT}/b2c_1_signin/v2.0/`],
    ],
    [
        "Okta",
        ["https://MyCompany.okta.com", "https://mycompany.okta.com:443"],
        [
            "https://mycompany.okta.com",
            "https://my-company.oktapreview.com",
            "https://mycompany.okta-emea.com/oauth2/default",
            "https://administration.okta.com/oauth2/aus1a2b3c4",
        ],
    ],
    ["Auth0", ["https://mycompany.auth0.com"], ["https://mycompany.auth0.com/", "https://mycompany.eu.auth0.com/"]],
    ["Google", [], ["https://accounts.google.com"]],
    ["LinkedIn", [], ["https://www.linkedin.com/oauth"]],
    [
        "Cognito",
        [],
        [
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
            "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEfGhI",
        ],
    ],
    [
        "nobody who is known here",
        [],
        [
            "https://login.mycompany.com/",
            "https://keycloak.mycompany.com/realms/data",
            "https://login.mycompany.com/common/v2.0",
            "https://wso2.mycompany.com/oauth2/token",
        ],
    ],
];

const MICROSOFTS = (host = "login.microsoftonline.com") => `Microsoft's is https://${host}/<tenant id>/v2.0`;
const TENANT_ID =
    "take the Directory (tenant) ID from the application's Overview; one provider for each tenant whose people may come in";
const PERSONAL = "for personal accounts: https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
const OKTAS =
    "Okta's is https://<your Okta domain>, or https://<your Okta domain>/oauth2/<id of an authorization server>";
const AUTH0S = "Auth0's is https://<tenant>.auth0.com/ with endpoints, and without the slash else";
const GOOGLES = "Google's is https://accounts.google.com";
const GOOGLE_FIX = "for example: https://accounts.google.com; or use the type google";
const COGNITOS =
    "Cognito's is https://cognito-idp.<region>.amazonaws.com/<pool id>, whatever the domain of the login pages";
const ENDS_BEFORE = "it ends before the paths of endpoints";

/** Issuers that no token has, wherever Cognito looks for it. */
const NEVER: readonly (readonly [issuer: string, form: string, fix: string])[] = [
    [`${MICROSOFT}/common/v2.0`, MICROSOFTS(), TENANT_ID],
    [`${MICROSOFT}/common`, MICROSOFTS(), TENANT_ID],
    [`${MICROSOFT}/organizations/v2.0`, MICROSOFTS(), TENANT_ID],
    [`${MICROSOFT}/organizations`, MICROSOFTS(), TENANT_ID],
    [`${MICROSOFT}/consumers/v2.0`, MICROSOFTS(), PERSONAL],
    [`${MICROSOFT}/consumers`, MICROSOFTS(), PERSONAL],
    [MICROSOFT, MICROSOFTS(), TENANT_ID],
    [`${MICROSOFT}/${TENANT}/oauth2/v2.0/authorize`, MICROSOFTS(), TENANT_ID],
    ["https://sts.windows.net/common", MICROSOFTS(), TENANT_ID],
    [`https://login.windows.net/${TENANT}`, MICROSOFTS(), TENANT_ID],
    [`https://login.microsoftonline.de/${TENANT}/v2.0`, MICROSOFTS(), TENANT_ID],
    ["https://login.microsoftonline.us/common/v2.0", MICROSOFTS("login.microsoftonline.us"), TENANT_ID],
    [
        "https://login.partner.microsoftonline.cn/organizations/v2.0",
        MICROSOFTS("login.partner.microsoftonline.cn"),
        TENANT_ID,
    ],
    [
        `https://${TENANT}.ciamlogin.com`,
        "Microsoft's is https://<tenant id>.ciamlogin.com/<tenant id>/v2.0",
        "take the tenant id from the application's Overview",
    ],
    [
        "https://a.b2clogin.com/a.onmicrosoft.com/v2.0",
        "Azure AD B2C's is https://a.b2clogin.com/<tenant id>/v2.0/ with endpoints, and https://a.b2clogin.com/<tenant>/<policy>/v2.0 without",
        "take the value of issuer from the policy's discovery document (Run user flow)",
    ],
    ["https://mycompany-admin.okta.com", OKTAS, "for example: https://mycompany.okta.com"],
    ["https://mycompany.okta.com/oauth2/v1", OKTAS, "for example: https://mycompany.okta.com"],
    ["https://mycompany.okta.com/oauth2/v1/authorize", OKTAS, "for example: https://mycompany.okta.com"],
    ["https://mycompany.okta.com/oauth2", OKTAS, "for example: https://mycompany.okta.com"],
    ["https://my-admin.okta-gov.com/oauth2/aus1/v1/token", OKTAS, "for example: https://my.okta-gov.com/oauth2/aus1"],
    ["https://mycompany.auth0.com/authorize", AUTH0S, "for example: https://mycompany.auth0.com/"],
    ["https://manage.auth0.com", AUTH0S, "take Domain from the application's Settings"],
    ["https://google.com", GOOGLES, GOOGLE_FIX],
    ["https://accounts.google.com/o/oauth2/v2/auth", GOOGLES, GOOGLE_FIX],
    ["https://oauth2.googleapis.com", GOOGLES, GOOGLE_FIX],
    [
        "https://www.linkedin.com",
        "LinkedIn's is https://www.linkedin.com/oauth",
        "for example: https://www.linkedin.com/oauth",
    ],
    [
        "https://om.auth.us-east-2.amazoncognito.com",
        COGNITOS,
        "for example: https://cognito-idp.us-east-2.amazonaws.com/us-east-2_AbCdEfGhI",
    ],
    [
        "https://cognito-idp.eu-west-1.amazonaws.com",
        COGNITOS,
        "for example: https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
    ],
    [
        "https://github.com/login/oauth",
        "GitHub has none: it signs people in by OAuth 2.0 alone",
        "put a provider of OpenID Connect between that has GitHub behind it, for example Keycloak or Auth0",
    ],
    [
        "https://keycloak.mycompany.com/realms/data/protocol/openid-connect/auth",
        ENDS_BEFORE,
        "for example: https://keycloak.mycompany.com/realms/data",
    ],
    ["https://login.mycompany.com/.well-known/jwks.json", ENDS_BEFORE, "for example: https://login.mycompany.com"],
];

/** What is sound where the discovery document names the issuer, and never stands in a token. */
const NOT_LETTER_BY_LETTER: readonly (readonly [issuer: string, fix: string])[] = [
    [`${MICROSOFT}/mycompany.onmicrosoft.com/v2.0`, TENANT_ID],
    [`${MICROSOFT}/${TENANT}`, TENANT_ID],
    [`${MICROSOFT}/${TENANT}/v2.0/`, TENANT_ID],
    [`https://sts.windows.net/${TENANT}`, TENANT_ID],
    ["https://mycompany.auth0.com", "for example: https://mycompany.auth0.com/"],
    ["https://mycompany.okta.com/", "for example: https://mycompany.okta.com"],
    ["https://MyCompany.okta.com", "for example: https://mycompany.okta.com"],
    ["https://accounts.google.com/", GOOGLE_FIX],
    ["https://login.mycompany.com/.well-known/openid-configuration", "for example: https://login.mycompany.com"],
];

/** What a stack with such a provider is told. */
const told = (issuer: string, more: object = {}) =>
    problemsIn({
        identityProviders: [{ type: "oidc", name: "Company", clientId: "a", issuer, ...more }],
        identityProviderSecrets: { Company: "s" },
    });

describe("the issuer of a provider", () => {
    for (const [provider, discovered, inTokens] of SOUND) {
        it(`of ${provider} may be what its tokens have`, () => {
            for (const issuer of inTokens) {
                assert.deepEqual([issuer, told(issuer), told(issuer, { endpoints: ENDPOINTS })], [issuer, "", ""]);
            }
            for (const issuer of discovered) {
                assert.deepEqual([issuer, told(issuer)], [issuer, ""]);
            }
        });
    }

    it("of Azure AD B2C without a policy has no discovery document", () => {
        const issuer = `https://mycompany.b2clogin.com/${TENANT}/v2.0/`;
        assert.equal(told(issuer, { endpoints: ENDPOINTS }), "");
        assert.match(told(issuer), /the policy's discovery document/);
    });

    for (const [issuer, form, fix] of NEVER) {
        it(`cannot be ${issuer}`, () => {
            const refusal = paragraph(
                "identityProviders[0].issuer",
                JSON.stringify(issuer),
                `the issuer as it stands in the provider's tokens (claim iss): ${form}`,
                fix,
            );
            assert.equal(told(issuer), refusal);
            assert.equal(told(issuer, { endpoints: ENDPOINTS }), refusal);
        });
    }

    for (const [issuer, fix] of NOT_LETTER_BY_LETTER) {
        it(`cannot be ${issuer} beside endpoints`, () => {
            assert.equal(told(issuer), "");
            assert.equal(issuerFault(issuer, false)?.fix, fix);
            assert.ok(told(issuer, { endpoints: ENDPOINTS }).includes(`    fix      ${fix}\n`));
        });
    }
});

describe("the placeholder of a guide", () => {
    const refused = (key: string, given: string, allowed: string, placeholder: string) =>
        paragraph(
            `identityProviders[0].${key}`,
            JSON.stringify(given),
            allowed,
            `write your own value in place of ${placeholder}`,
        );
    const ISSUER = "the provider's issuer: https, without query, password and fragment";

    it("is no address of a provider", () => {
        const issuers = {
            [`${MICROSOFT}/{tenantid}/v2.0`]: "{tenantid}",
            [`${MICROSOFT}/<tenant>/v2.0`]: "<tenant>",
            "https://${yourOktaDomain}/oauth2/default": "{yourOktaDomain}",
            "https://your-tenant.eu.auth0.com": "your-tenant",
            "https://YOUR_DOMAIN.okta.com": "YOUR_DOMAIN",
        };
        for (const [issuer, placeholder] of Object.entries(issuers)) {
            assert.equal(told(issuer), refused("issuer", issuer, ISSUER, placeholder));
        }
        const metadataUrl = `${MICROSOFT}/<tenant>/federationmetadata/2007-06/federationmetadata.xml`;
        assert.equal(
            problemsIn({ identityProviders: [{ type: "saml", name: "Azure", metadataUrl }] }),
            refused(
                "metadataUrl",
                metadataUrl,
                "where the provider publishes its metadata: https, without password and fragment",
                "<tenant>",
            ),
        );
    });

    it("is not every name that begins like one", () => {
        for (const issuer of [
            "https://login.yoursurprise.com",
            "https://ayourdomain.com",
            "https://a.com/your/login",
        ]) {
            assert.equal(told(issuer), "");
        }
    });
});
