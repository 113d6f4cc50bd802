import assert from "node:assert/strict";

import { diagnose, type DiagnoseOptions } from "../../../tools/doctor/diagnose";
import type { Report } from "../../../tools/doctor/report";
import type { DeployedStack } from "../../../tools/stack";

import { CALLBACK, type CognitoStandIn, startCognito } from "./cognitoStandIn";
import {
    ACCESS_TOKEN,
    BEFORE_31516,
    type OpenMetadataFaults,
    type OpenMetadataStandIn,
    startOpenMetadata,
} from "./openMetadataStandIn";
import { problems } from "./problems";
import { deadUrl, redirect } from "./standIn";

const TRAP =
    "Set already, and still different? OpenMetadata keeps these settings in its database from its first start on, and ignores " +
    "the environment, the yaml file and Helm values from then on. On the server: ./bootstrap/openmetadata-ops.sh " +
    "remove-security-config --force, then restart.";
const SHOULD_SIGN_IN =
    "OpenMetadata 2.0.7 should sign people in with a public client: released on 2026-08-24, after the fix (#31516, #31517).";
const WAYS_OUT =
    "Upgrade OpenMetadata to 1.13.4 or newer. Where that cannot be done, clientType: confidential is the way: it makes a new app " +
    "client, and before 2.0.0 it has an open redirect (GHSA-pm3c-83qf-97qw).";
const RESTART = "and restart OpenMetadata.";

describe("the doctor and OpenMetadata", () => {
    let cognito: CognitoStandIn;
    let openMetadata: OpenMetadataStandIn;
    let deployed: DeployedStack;
    before(async () => {
        cognito = await startCognito();
        // As an emulator, so that nobody's AWS credentials are used.
        deployed = { ...cognito.deployed(), endpoint: cognito.url };
        openMetadata = await startOpenMetadata(deployed.outputs);
    });
    beforeEach(() => {
        openMetadata.faults = {};
        openMetadata.asked.length = 0;
    });
    after(() => Promise.all([cognito.close(), openMetadata.close()]));

    const examine = (faults: OpenMetadataFaults = {}, options: DiagnoseOptions = {}, stack = deployed) => {
        openMetadata.faults = faults;
        return diagnose(stack, { openMetadata: openMetadata.url, timeout: 2000, ...options });
    };
    const faulty = async (...given: Parameters<typeof examine>) => problems(await examine(...given));
    const finding = ({ results }: Report, id: string) => {
        const { status, found, fix } = results.find((result) => result.id === id)!;
        return { status, found, fix };
    };

    it("finds nothing on a sound server, and says what it saw", async () => {
        const { results, hints } = await examine();
        const { outputs } = deployed;
        assert.deepEqual(
            results
                .filter(({ id }) => id.startsWith("openmetadata"))
                .map(({ id, status, found }) => [id, status, found]),
            [
                ["openmetadata", "ok", `${openMetadata.url} answers`],
                [
                    "openmetadata-address",
                    "skipped",
                    `${openMetadata.url} is not among the stack's addresses: fine if nobody opens it in a browser`,
                ],
                ["openmetadata-provider", "ok", "aws-cognito"],
                ["openmetadata-client-type", "ok", "public"],
                ["openmetadata-authority", "ok", outputs.authority],
                ["openmetadata-client-id", "ok", outputs.clientId],
                ["openmetadata-callback-url", "ok", CALLBACK],
                ["openmetadata-response-type", "ok", "code"],
                [
                    "openmetadata-public-key-urls",
                    "ok",
                    `${outputs.jwksUrl}, http://localhost:8585/api/v1/system/config/jwks`,
                ],
                ["openmetadata-jwt-principal-claims", "ok", "email, preferred_username, sub"],
                ["openmetadata-version", "ok", "2.0.7"],
                ["openmetadata-known-bugs", "ok", SHOULD_SIGN_IN],
                ["openmetadata-jwt-key", "ok", "a key pair of your own"],
                ["openmetadata-default-admin", "skipped", "not tried"],
            ],
        );
        assert.deepEqual(hints, []);
    });

    it("only looks, and asks each thing once", async () => {
        await examine();
        assert.deepEqual(openMetadata.asked.map(({ method, url }) => `${method} ${url.pathname}`).sort(), [
            "GET /api/v1/system/config/auth",
            "GET /api/v1/system/config/jwks",
            "GET /api/v1/system/version",
        ]);
    });

    it("knows an address of the stack, and a server under a path", async () => {
        const urls = [`${openMetadata.url}/data/callback`, `${openMetadata.url}/data/silent-callback`];
        const stack = { ...deployed, outputs: { ...deployed.outputs, callbackUrls: [CALLBACK, ...urls] } };
        const faults = { basePath: "/data" };
        const report = await examine(faults, { openMetadata: `${openMetadata.url}/data` }, stack);
        assert.equal(finding(report, "openmetadata").status, "ok");
        assert.equal(finding(report, "openmetadata-address").found, "one under which people can sign in");
    });

    describe("names a difference, its fix and the trap", () => {
        for (const [id, served, found, expected, fix] of [
            [
                "openmetadata-client-type",
                { clientType: "confidential" },
                "confidential",
                "public",
                `Set AUTHENTICATION_CLIENT_TYPE=public (Helm: authentication.clientType) ${RESTART}`,
            ],
            [
                "openmetadata-authority",
                { authority: "https://accounts.google.com" },
                "https://accounts.google.com",
                "<authority>",
                `Set AUTHENTICATION_AUTHORITY=<authority> (Helm: authentication.authority) ${RESTART}`,
            ],
            [
                "openmetadata-client-id",
                { clientId: "" },
                "nothing",
                "4standinclient0123456789ab",
                `Set AUTHENTICATION_CLIENT_ID=4standinclient0123456789ab (Helm: authentication.clientId) ${RESTART}`,
            ],
            [
                "openmetadata-callback-url",
                { callbackUrl: `${CALLBACK}/` },
                `${CALLBACK}/`,
                CALLBACK,
                `Set AUTHENTICATION_CALLBACK_URL=${CALLBACK} (Helm: authentication.callbackUrl) ${RESTART}`,
            ],
            [
                "openmetadata-response-type",
                { responseType: "id_token" },
                "id_token",
                "code",
                `Set AUTHENTICATION_RESPONSE_TYPE=code (Helm: authentication.responseType) ${RESTART}`,
            ],
            [
                "openmetadata-public-key-urls",
                { publicKeyUrls: ["http://localhost:8585/api/v1/system/config/jwks"] },
                "http://localhost:8585/api/v1/system/config/jwks",
                "<jwks> among them",
                "Without Cognito's keys no token of a person is verified. " +
                    `Set AUTHENTICATION_PUBLIC_KEYS=[<jwks>,…] (Helm: authentication.publicKeys) ${RESTART}`,
            ],
            [
                "openmetadata-jwt-principal-claims",
                { jwtPrincipalClaims: ["sub", "email"] },
                "sub, email",
                "email first, and no mapping",
                "Other claims make other users, and can lock everybody out. " +
                    "Set AUTHENTICATION_JWT_PRINCIPAL_CLAIMS=[email,preferred_username,sub] " +
                    `(Helm: authentication.jwtPrincipalClaims) ${RESTART}`,
            ],
        ] as const) {
            it(id, async () => {
                const fill = (text: string) =>
                    text.replace("<authority>", deployed.outputs.authority).replace("<jwks>", deployed.outputs.jwksUrl);
                const report = await examine({ authentication: served });
                assert.deepEqual(problems(report), {
                    [id]: { status: "fix", found, expected: fill(expected), fix: fill(fix) },
                });
                assert.deepEqual(report.hints, [TRAP]);
            });
        }

        it("openmetadata-provider, and nothing else: the rest says nothing yet", async () => {
            const basic = {
                provider: "basic",
                authority: "https://accounts.google.com",
                clientId: "",
                callbackUrl: "",
            };
            const report = await examine({ authentication: basic });
            assert.deepEqual(problems(report), {
                "openmetadata-provider": {
                    status: "fix",
                    found: "basic",
                    expected: "aws-cognito",
                    fix: `Set AUTHENTICATION_PROVIDER=aws-cognito (Helm: authentication.provider) ${RESTART}`,
                },
            });
            assert.equal(finding(report, "openmetadata-authority").status, "skipped");
            assert.deepEqual(report.hints, [TRAP]);
        });
    });

    it("takes another callback URL of the stack for right", async () => {
        const other = "https://other.example.org/callback";
        const stack = {
            ...deployed,
            outputs: { ...deployed.outputs, callbackUrls: [...deployed.outputs.callbackUrls, other] },
        };
        cognito.faults = { anyCallback: true };
        const report = await examine({ authentication: { callbackUrl: other } }, {}, stack);
        cognito.faults = {};
        assert.equal(finding(report, "openmetadata-callback-url").status, "ok");
    });

    describe("an old release", () => {
        it("serves id_token whatever is set: a public client fails", async () => {
            const report = await examine({ authentication: BEFORE_31516, version: "1.12.3" });
            const found = problems(report);
            assert.deepEqual(Object.keys(found), ["openmetadata-response-type", "openmetadata-known-bugs"]);
            assert.deepEqual(found["openmetadata-response-type"], {
                status: "fix",
                found: "id_token",
                expected: "code",
                fix:
                    "Is AUTHENTICATION_RESPONSE_TYPE=code set? Then this release cannot tell, and asks Cognito for an id_token whatever " +
                    `is set. ${WAYS_OUT}`,
            });
            assert.match(
                found["openmetadata-known-bugs"]?.found ?? "",
                /^OpenMetadata 1\.12\.3 cannot sign people in with a public client: /,
            );
            assert.equal(found["openmetadata-known-bugs"]?.fix, WAYS_OUT);
            assert.equal(finding(report, "openmetadata-public-key-urls").status, "skipped");
        });

        it("signs people in with a confidential client, and has a vulnerability there", async () => {
            const confidential = { ...deployed, outputs: { ...deployed.outputs, clientSecret: "[secret]" } };
            cognito.faults = { described: { ClientSecret: "of the stand-in" } };
            const served = { ...BEFORE_31516, clientType: "confidential" };
            const report = await examine({ authentication: served, version: "1.12.3" }, {}, confidential);
            cognito.faults = {};
            const found = problems(report);
            assert.deepEqual(Object.keys(found), ["openmetadata-known-bugs"]);
            assert.equal(finding(report, "openmetadata-response-type").found, "not told by this release");
            const bugs = found["openmetadata-known-bugs"];
            assert.equal(
                bugs?.found,
                "OpenMetadata 1.12.3 signs people in with a confidential client: supported since 1.3.2 (#14766).",
            );
            assert.equal(bugs?.expected, "a release without a known vulnerability");
            assert.match(
                bugs?.fix ?? "",
                /^An open redirect hands the login token .* \(GHSA-pm3c-83qf-97qw, #26314\) .*sticky sessions/,
            );
        });

        it("and one that reads the deployment's settings again have ways out of their own", async () => {
            const { hints } = await examine({ authentication: { clientId: "other" }, version: "2.1.0" });
            assert.match(hints[0] ?? "", /adopt-deployment-config --type authenticationConfiguration/);
        });

        it("without the reset command has another way out of the trap", async () => {
            const { hints } = await examine({ authentication: { clientId: "other" }, version: "1.9.12" });
            assert.match(hints[0] ?? "", /Delete the rows authenticationConfiguration and authorizerConfiguration/);
        });
    });

    it("names the release of the stack beside another one of the server", async () => {
        const report = await examine({ version: "1.13.4" });
        assert.equal(finding(report, "openmetadata-version").found, "1.13.4, and openMetadata.version is 2.0.7");
        assert.deepEqual(problems(report), {});
    });

    it("passes a version on that is none", async () => {
        const report = await examine({ version: "unknown" });
        assert.deepEqual(problems(report), {
            "openmetadata-version": {
                status: "unknown",
                found: '"unknown" is no release',
                fix: "Look its known bugs up in docs/openmetadata.md.",
            },
        });
        assert.equal(
            report.results.find(({ id }) => id === "openmetadata-known-bugs")?.skippedFor,
            "openmetadata-version",
        );
    });

    it("finds the key that OpenMetadata ships with", async () => {
        assert.deepEqual(await faulty({ keyId: "Gb389a-9f76-gdjs-a92j-0242bk94356" }), {
            "openmetadata-jwt-key": {
                status: "fix",
                found: "the key that OpenMetadata ships with: everybody can sign tokens of any of its users",
                expected: "a key pair of your own",
                fix: "Make one and set it: npm run jwt-keys -- --out <folder>. Tokens of bots must be made anew then.",
            },
        });
        assert.deepEqual(await faulty({ keyId: null }), {
            "openmetadata-jwt-key": {
                status: "unknown",
                found: "OpenMetadata publishes no key",
                fix: 'Look for "Failed to initialize JWTTokenGenerator" in its log.',
            },
        });
    });

    describe("the default admin", () => {
        const EMAIL = "admin@open-metadata.org";
        const tried = async (faults: OpenMetadataFaults) => {
            const report = await examine(faults, { checkDefaultAdmin: true });
            const attempts = openMetadata.asked.filter(({ method }) => method !== "GET");
            assert.deepEqual(
                attempts.map(({ method, url }) => `${method} ${url.pathname}`),
                ["POST /api/v1/users/login"],
            );
            assert.deepEqual(JSON.parse(attempts[0]?.body ?? ""), { email: EMAIL, password: "YWRtaW4=" });
            assert.ok(!JSON.stringify(report).includes(ACCESS_TOKEN));
            return report.results.find(({ id }) => id === "openmetadata-default-admin")!;
        };

        it("is not tried unless asked for", async () => {
            const report = await examine({ accounts: { [EMAIL]: "admin" } });
            assert.deepEqual(finding(report, "openmetadata-default-admin"), {
                status: "skipped",
                found: "not tried",
                fix: `--check-default-admin tries to sign in as ${EMAIL}, once.`,
            });
            assert.ok(openMetadata.asked.every(({ method }) => method === "GET"));
        });

        it("signs in", async () => {
            assert.deepEqual(await tried({ accounts: { [EMAIL]: "admin" } }), {
                id: "openmetadata-default-admin",
                title: "Default admin",
                status: "fix",
                found: `${EMAIL} signs in with the password that everybody knows`,
                expected: "no such account",
                fix: "Sign in as another admin and delete it: Settings > Admins. Then it cannot come back with basic authentication either.",
            });
        });

        it("was given another password, or is gone", async () => {
            const found = `${EMAIL} was refused (one attempt; an account of another domain was not tried)`;
            for (const accounts of [{ [EMAIL]: "better" }, {} as Record<string, string>]) {
                const result = await tried({ accounts });
                assert.deepEqual([result.status, result.found], ["ok", found]);
                openMetadata.asked.length = 0;
            }
        });

        it("cannot sign in while single sign-on is on", async () => {
            const { status, found } = await tried({});
            assert.equal(status, "ok");
            assert.equal(
                found,
                `${EMAIL} cannot sign in: password sign-in is off (one attempt; an account of another domain was not tried)`,
            );
        });

        for (const [name, reply, says] of [
            ["a redirect, which would be a second attempt", redirect("/signin"), "302"],
            ["no such endpoint", { status: 404 }, "404"],
            ["too many attempts", { status: 429 }, "429"],
            ["success without a token", { body: {} }, "without a token"],
        ] as const) {
            it(`is unknown after ${name}`, async () => {
                const { status, found, fix } = await tried({ at: { "/users/login": reply } });
                assert.deepEqual(
                    [status, found, fix],
                    ["unknown", `the sign-in was answered ${says}`, "Try by hand on OpenMetadata's sign-in page."],
                );
            });
        }
    });

    describe("that cannot be asked", () => {
        const unreachable = async (faults: OpenMetadataFaults, options: DiagnoseOptions = {}) => {
            const report = await examine(faults, { checkDefaultAdmin: true, ...options });
            const skipped = report.results.filter(({ skippedFor }) => skippedFor !== undefined).map(({ id }) => id);
            assert.equal(skipped.length, 13, "all that builds on it is skipped");
            const found = problems(report);
            assert.deepEqual(Object.keys(found), ["openmetadata"]);
            return found.openmetadata;
        };

        it("does not listen", async () => {
            const url = await deadUrl();
            const { host } = new URL(url);
            assert.equal(
                (await unreachable({}, { openMetadata: url }))?.found,
                `nothing listens at ${host} (connection refused)`,
            );
        });

        it("is silent", async () => {
            const found = await unreachable({ everything: "hang" }, { timeout: 200 });
            assert.equal(found?.found, `${new URL(openMetadata.url).host} did not answer within 0.2 s`);
        });

        it("breaks off", async () => {
            const found = await unreachable({ everything: "drop" });
            assert.equal(found?.found, `${new URL(openMetadata.url).host} broke the connection off`);
        });

        it("sends people to a sign-in in front of it, which is not followed", async () => {
            const found = await unreachable({ everything: redirect("https://proxy.invalid/login?rd=x") });
            assert.equal(
                found?.found,
                `${openMetadata.url}/api/v1/system/config/auth redirects to another host, https://proxy.invalid, and was not followed`,
            );
        });

        it("is another server: a page, other JSON, or nothing there", async () => {
            const url = `${openMetadata.url}/api/v1/system/config/auth`;
            const page = { headers: { "content-type": "text/html" }, body: "<html>" };
            assert.equal(
                (await unreachable({ everything: page }))?.found,
                `${url} answers with text/html, not with JSON`,
            );
            assert.equal((await unreachable({ everything: { status: 404 } }))?.found, `${url} answers 404`);
            assert.deepEqual(await unreachable({ everything: { body: { hello: "world" } } }), {
                status: "unknown",
                found: `${url} is JSON, but not OpenMetadata's`,
                fix: "Give the base URL of an OpenMetadata server.",
            });
        });
    });

    it("reports one endpoint that fails by itself", async () => {
        assert.deepEqual(await faulty({ at: { "/system/version": { status: 503, body: {} } } }), {
            "openmetadata-version": {
                status: "unknown",
                found: `${openMetadata.url}/api/v1/system/version answers 503`,
                fix: "The server is broken or still starting: look at its log.",
            },
        });
        assert.deepEqual(Object.keys(await faulty({ at: { "/config/jwks": "drop" } })), ["openmetadata-jwt-key"]);
    });
});
