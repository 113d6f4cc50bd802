import assert from "node:assert/strict";

import { diagnose } from "../../../tools/doctor/diagnose";

import { CALLBACK, type CognitoFaults, type CognitoStandIn, startCognito } from "./cognitoStandIn";
import { problems } from "./problems";

const AGAIN = "Deploy again: pulumi up --refresh --stack prod";
const HTML = { "content-type": "text/html" };

describe("the doctor and Cognito", () => {
    const environment = { ...process.env };
    let cognito: CognitoStandIn;
    before(async () => (cognito = await startCognito()));
    beforeEach(() => {
        cognito.faults = {};
        // Credentials, as somebody has who deploys; the API is the stand-in's.
        Object.assign(process.env, {
            AWS_ENDPOINT_URL: cognito.url,
            AWS_ACCESS_KEY_ID: "made",
            AWS_SECRET_ACCESS_KEY: "up",
            AWS_CONFIG_FILE: "/nonexistent",
            AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
            AWS_EC2_METADATA_DISABLED: "true",
        });
    });
    afterEach(() => {
        for (const name of Object.keys(process.env).filter((name) => name.startsWith("AWS_"))) {
            delete process.env[name];
        }
        Object.assign(process.env, environment);
    });
    after(() => cognito.close());

    const faulty = async (faults: CognitoFaults) => {
        cognito.faults = faults;
        return problems(await diagnose(cognito.deployed(), { timeout: 2000 }));
    };

    it("finds nothing on a sound deployment, and says what it saw", async () => {
        const { results } = await diagnose(cognito.deployed());
        const { url } = cognito;
        assert.deepEqual(
            results.map(({ id, status, found }) => [id, status, found]),
            [
                ["discovery", "ok", `issuer ${url}/eu-west-1_StandIn01, endpoints at ${url}`],
                ["signing-keys", "ok", "1 RSA key for RS256"],
                ["login-domain", "ok", "127.0.0.1 answers; an emulator needs no certificate"],
                ["callbacks", "ok", `all 3 are accepted, ${CALLBACK} first`],
                ["foreign-callback", "ok", "https://not-registered.invalid/callback is refused"],
                ["code-flow", "ok", "response_type=id_token and token are refused"],
                ["login-page", "ok", "it is there"],
                ["client-type", "ok", "public"],
                ["client-settings", "ok", "as the stack says, for COGNITO"],
                [
                    "release",
                    "ok",
                    "OpenMetadata 2.0.7 should sign people in with a public client: released on 2026-08-24, after the fix " +
                        "(#31516, #31517).",
                ],
            ],
        );
    });

    it("only looks: no request but GET, a code that was never issued and one Describe call", async () => {
        cognito.asked.length = 0;
        await diagnose(cognito.deployed());
        const posts = cognito.asked.filter(({ method }) => method !== "GET");
        assert.deepEqual(posts.map(({ url, headers }) => [url.pathname, headers["x-amz-target"]]).sort(), [
            ["/", "AWSCognitoIdentityProviderService.DescribeUserPoolClient"],
            ["/oauth2/token", undefined],
        ]);
        const token = posts.find(({ url }) => url.pathname === "/oauth2/token");
        assert.equal(new URLSearchParams(token?.body).get("code"), "00000000-0000-0000-0000-000000000000");
    });

    describe("discovery", () => {
        it("knows a pool that is gone", async () => {
            const url = cognito.deployed().outputs.discoveryUrl;
            for (const status of [400, 404]) {
                assert.deepEqual(await faulty({ discovery: { status, body: { message: "no" } } }), {
                    discovery: {
                        status: "fix",
                        found: `${url} answers ${status}: there is no user pool eu-west-1_StandIn01`,
                        expected: "user pool eu-west-1_StandIn01",
                        fix: AGAIN,
                    },
                });
            }
        });

        it("knows another pool, and the updated issuer", async () => {
            const expected = `issuer ${cognito.url}/eu-west-1_StandIn01`;
            assert.deepEqual(await faulty({ document: { issuer: `${cognito.url}/eu-west-1_Other` } }), {
                discovery: {
                    status: "fix",
                    found: `issuer ${cognito.url}/eu-west-1_Other`,
                    expected,
                    fix: "These are the addresses of another user pool. Deploy again, and give OpenMetadata the new outputs.",
                },
            });
            const updated = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_StandIn01";
            assert.deepEqual(await faulty({ document: { issuer: updated } }), {
                discovery: {
                    status: "fix",
                    found: `issuer ${updated}`,
                    expected,
                    fix: "The pool was switched to the updated issuer, which OpenMetadata does not know: switch it back to the original one.",
                },
            });
        });

        it("lets an emulator name Amazon's issuer, and nobody else", async () => {
            const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_StandIn01";
            cognito.faults = { document: { issuer } };
            const emulated = { ...cognito.deployed(), endpoint: cognito.url };
            assert.deepEqual(problems(await diagnose(emulated)), {});
            assert.deepEqual(Object.keys(problems(await diagnose(cognito.deployed()))), ["discovery"]);
        });

        it("compares the addresses in it", async () => {
            assert.deepEqual(await faulty({ document: { jwks_uri: "https://keys.example.org" } }), {
                discovery: {
                    status: "fix",
                    found: "jwks_uri https://keys.example.org",
                    expected: `jwks_uri ${cognito.url}/eu-west-1_StandIn01/.well-known/jwks.json`,
                    fix: AGAIN,
                },
            });
            assert.deepEqual(await faulty({ document: { token_endpoint: "https://other.example.org/oauth2/token" } }), {
                discovery: {
                    status: "fix",
                    found: "token_endpoint https://other.example.org/oauth2/token",
                    expected: `the endpoints of ${cognito.url}`,
                    fix: AGAIN,
                },
            });
        });

        it("knows a pool without a domain", async () => {
            const none = { authorization_endpoint: undefined, token_endpoint: undefined, userinfo_endpoint: undefined };
            assert.deepEqual(await faulty({ document: none }), {
                discovery: {
                    status: "fix",
                    found: "authorization_endpoint, token_endpoint, userinfo_endpoint missing: the user pool has no domain",
                    expected: `the endpoints of ${cognito.url}`,
                    fix: AGAIN,
                },
            });
        });

        it("cannot read a document without an issuer", async () => {
            assert.deepEqual(await faulty({ document: { issuer: undefined, jwks_uri: 7 } }), {
                discovery: {
                    status: "unknown",
                    found: `${cognito.deployed().outputs.discoveryUrl} lacks, or misspells, issuer, jwks_uri`,
                    fix: "Is this the address of a Cognito user pool?",
                },
            });
        });
    });

    describe("public keys", () => {
        const fix = "OpenMetadata can verify no token. Report it to whoever runs the issuer.";
        const expected = "RSA keys for RS256";

        it("must be there, be RSA, and be keys", async () => {
            const found = "no published key is an RSA key for RS256";
            assert.deepEqual(await faulty({ keys: [] }), {
                "signing-keys": { status: "fix", found: "no key is published", expected, fix },
            });
            for (const key of [
                { kid: "1", kty: "EC", crv: "P-256", x: "AA", y: "AA" },
                { kid: "1", kty: "RSA", alg: "RS512", n: "sXch", e: "AQAB" },
                { kid: "1", kty: "RSA", alg: "RS256", e: "AQAB" },
            ]) {
                assert.deepEqual(await faulty({ keys: [key] }), {
                    "signing-keys": { status: "fix", found, expected, fix },
                });
            }
        });
    });

    describe("the authorize endpoint", () => {
        it("must accept each callback URL", async () => {
            const urls = cognito.deployed().outputs.callbackUrls;
            for (const missing of urls) {
                const found = await faulty({ callbackUrls: urls.filter((url) => url !== missing) });
                assert.deepEqual(found.callbacks, {
                    status: "fix",
                    found: `${missing} is refused: redirect_mismatch`,
                    expected: "accepted",
                    fix: `The app client does not have this URL; Cognito compares every letter. ${AGAIN}`,
                });
            }
        });

        it("must have the scopes", async () => {
            assert.deepEqual((await faulty({ scopes: ["openid", "email"] })).callbacks, {
                status: "fix",
                found: `${CALLBACK} is refused: invalid_scope`,
                expected: "accepted",
                fix: `The app client lacks one of the scopes openid email profile. ${AGAIN}`,
            });
        });

        it("must know the client", async () => {
            assert.deepEqual(await faulty({ clientGone: true }), {
                callbacks: {
                    status: "fix",
                    found: `${CALLBACK} is refused: invalid_request`,
                    expected: "accepted",
                    fix: `The app client was changed or deleted by hand. ${AGAIN}`,
                },
            });
        });

        it("must refuse any other callback URL", async () => {
            assert.deepEqual(await faulty({ anyCallback: true }), {
                "foreign-callback": {
                    status: "fix",
                    found: "https://not-registered.invalid/callback is accepted: anybody could have codes sent to them",
                    expected: "refused",
                    fix: `Remove from the app client what the stack does not list. ${AGAIN}`,
                },
            });
        });

        it("must refuse the implicit flow", async () => {
            assert.deepEqual(await faulty({ implicitFlow: true }), {
                "code-flow": {
                    status: "fix",
                    found: "response_type=token is accepted: tokens would travel in addresses",
                    expected: "the code flow alone",
                    fix: `The implicit flow was switched on by hand. ${AGAIN}`,
                },
            });
        });

        it("cannot be judged behind a firewall, or when it is broken", async () => {
            const blocked = {
                status: "unknown",
                found: `${cognito.url} answers 403 before it looks at the request`,
                fix: "A web ACL is in front. With a callback on localhost, its rule EC2MetaDataSSRF_QUERYARGUMENTS must only count.",
            };
            const ids = ["callbacks", "foreign-callback", "code-flow", "login-page"];
            assert.deepEqual(
                await faulty({ authorize: { status: 403, headers: HTML, body: "<h1>403 Forbidden</h1>" } }),
                Object.fromEntries(ids.map((id) => [id, blocked])),
            );
            const broken = {
                status: "unknown",
                found: `${cognito.url}/oauth2/authorize answers 500`,
                fix: "Try again in a minute; see AWS Health.",
            };
            assert.deepEqual(
                await faulty({ authorize: { status: 500, body: "{}" } }),
                Object.fromEntries(ids.map((id) => [id, broken])),
            );
        });

        it("may refuse in place, as an emulator does", async () => {
            const error = { error: "invalid_request", error_description: "redirect_uri is not allowed" };
            assert.deepEqual((await faulty({ authorize: { status: 400, body: error } })).callbacks, {
                status: "fix",
                found: `${CALLBACK} is refused: invalid_request: redirect_uri is not allowed`,
                expected: "accepted",
                fix: `The app client does not have this URL; Cognito compares every letter. ${AGAIN}`,
            });
        });
    });

    describe("the login page", () => {
        it("must have a style", async () => {
            const body = "<p>Login pages unavailable. Please contact an administrator.</p>";
            assert.deepEqual(await faulty({ loginPage: { status: 403, headers: HTML, body } }), {
                "login-page": {
                    status: "fix",
                    found: 'the page says "Login pages unavailable": managed login has no style for this app client',
                    expected: "a page to sign in",
                    fix: `Every client needs a managed login branding, which the stack makes. ${AGAIN}`,
                },
            });
        });

        it("must be a page", async () => {
            assert.deepEqual(await faulty({ loginPage: { status: 503, headers: HTML, body: "" } }), {
                "login-page": {
                    status: "unknown",
                    found: "the login page answers 503",
                    fix: "Open the stack's signInUrl in a browser, and look.",
                },
            });
            assert.deepEqual(await faulty({ loginPage: { body: {} } }), {
                "login-page": {
                    status: "unknown",
                    found: "the login page is application/json, not HTML",
                    fix: "Open signInUrl in a browser.",
                },
            });
        });

        it("may be that of an identity provider, which is not opened", async () => {
            cognito.faults = { identityProvider: "https://accounts.invalid/authorize?client_id=x" };
            const { results } = await diagnose(cognito.deployed());
            assert.equal(
                results.find(({ id }) => id === "login-page")?.found,
                "people go straight to their identity provider, https://accounts.invalid",
            );
            assert.deepEqual(
                results.filter(({ status }) => status !== "ok"),
                [],
            );
        });
    });

    describe("the client's type", () => {
        const client = { status: 400, body: { error: "invalid_client" } };
        const fix = `A client keeps its type: the outputs are of another client. ${AGAIN}`;

        it("is told by the token endpoint", async () => {
            assert.deepEqual(await faulty({ token: client }), {
                "client-type": { status: "fix", found: "confidential", expected: "public", fix },
            });
            cognito.faults = { token: client, described: { ClientSecret: "of the stand-in" } };
            const confidential = cognito.deployed({ clientSecret: "[secret]" });
            assert.deepEqual(problems(await diagnose(confidential)), {});
            cognito.faults = { described: { ClientSecret: "of the stand-in" } };
            assert.deepEqual(problems(await diagnose(confidential)), {
                "client-type": { status: "fix", found: "public", expected: "confidential", fix },
            });
        });

        it("is not told by any other answer, nor by an emulator", async () => {
            assert.deepEqual(await faulty({ token: { status: 500, body: "\u001b[31mno\u0007" } }), {
                "client-type": {
                    status: "unknown",
                    found: "the token endpoint answers 500: [31mno",
                    fix: "Try again in a minute; see AWS Health.",
                },
            });
            const { results } = await diagnose({ ...cognito.deployed(), endpoint: cognito.url });
            assert.equal(results.find(({ id }) => id === "client-type")?.status, "skipped");
        });
    });

    describe("the client's settings", () => {
        for (const [name, described, found, expected] of [
            [
                "callback URLs",
                { CallbackURLs: [CALLBACK] },
                CALLBACK,
                `${CALLBACK}, https://data.example.org/silent-callback, https://data.example.org/auth/callback`,
            ],
            [
                "sign-out URLs",
                { LogoutURLs: undefined },
                "none",
                "https://data.example.org/signin, https://data.example.org",
            ],
            ["flows", { AllowedOAuthFlows: ["code", "implicit"] }, "code, implicit", "code"],
            ["scopes", { AllowedOAuthScopes: ["openid"] }, "openid", "openid, email, profile"],
            ["type", { ClientSecret: "of the stand-in" }, "confidential", "public"],
        ] as const) {
            it(`must have the ${name} of the stack`, async () => {
                assert.deepEqual(await faulty({ described }), {
                    "client-settings": {
                        status: "fix",
                        found: `${name}: ${found}`,
                        expected: `${name}: ${expected}`,
                        fix: AGAIN,
                    },
                });
            });
        }

        it("must be switched on, and let somebody in", async () => {
            assert.deepEqual(await faulty({ described: { AllowedOAuthFlowsUserPoolClient: false } }), {
                "client-settings": {
                    status: "fix",
                    found: "the OAuth settings are switched off",
                    expected: "switched on",
                    fix: AGAIN,
                },
            });
            assert.deepEqual(await faulty({ described: { SupportedIdentityProviders: [] } }), {
                "client-settings": {
                    status: "fix",
                    found: "nobody can sign in: no identity provider",
                    expected: "COGNITO, or a provider's name",
                    fix: AGAIN,
                },
            });
        });

        const settings = async (deployed = cognito.deployed()) => {
            const { results } = await diagnose(deployed);
            const { status, found, fix } = results.find(({ id }) => id === "client-settings")!;
            return { status, found, fix };
        };

        it("are unknown without credentials, which is no failure", async () => {
            for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) {
                delete process.env[name];
            }
            assert.deepEqual(await settings(), {
                status: "skipped",
                found: "unknown, there are no AWS credentials",
                fix: "With credentials the app client is compared as well.",
            });
        });

        it("are unknown without the right to read them, which is no failure", async () => {
            for (const apiError of ["AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException"]) {
                cognito.faults = { apiError };
                assert.deepEqual(await settings(), {
                    status: "skipped",
                    found: `unknown, these AWS credentials do not serve (${apiError})`,
                    fix: "They need cognito-idp:DescribeUserPoolClient on the user pool.",
                });
            }
            cognito.faults = { apiError: "ResourceNotFoundException" };
            assert.deepEqual(await settings(), {
                status: "skipped",
                found: "unknown, these AWS credentials see no such app client",
                fix: "They are of another account, or somebody deleted the client; then the callback URLs are refused, too.",
            });
        });

        it("of an emulator are asked with made-up credentials, wherever the shell's lead", async () => {
            cognito.asked.length = 0;
            process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
            process.env.AWS_ACCESS_KEY_ID = "REALKEY";
            const emulated = { ...cognito.deployed(), endpoint: cognito.url };
            assert.equal((await settings(emulated)).status, "ok");
            const call = cognito.asked.find(({ headers }) => headers["x-amz-target"] !== undefined);
            assert.match(call?.headers.authorization ?? "", /Credential=test\//);

            cognito.faults = { apiError: "ResourceNotFoundException" };
            assert.deepEqual(await settings(emulated), {
                status: "fix",
                found: "not there: as the API puts it",
                fix: AGAIN,
            });
        });

        it("cannot be checked when the API fails", async () => {
            cognito.faults = { apiError: "InternalErrorException" };
            assert.deepEqual(await settings(), {
                status: "unknown",
                found: "Cognito's API gave no answer: InternalErrorException as the API puts it",
                fix: "Try again.",
            });
        });
    });
});
