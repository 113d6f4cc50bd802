import assert from "node:assert/strict";

import {
    compareAuthentication,
    databaseWins,
    type ExpectedAuthentication,
    releaseOf,
    SERVED_AUTHENTICATION,
    type ServedAuthentication,
} from "../../openmetadata/doctor";

const EXPECTED: ExpectedAuthentication = {
    clientType: "public",
    authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf",
    clientId: "4client0123456789abcdefghi",
    callbackUrl: "https://data.example.org/callback",
    callbackUrls: [
        "https://data.example.org/callback",
        "https://data.example.org/silent-callback",
        "https://data.example.org/auth/callback",
        "https://other.example.org/callback",
    ],
    jwksUrl: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf/.well-known/jwks.json",
};
const SERVED: ServedAuthentication = {
    provider: "aws-cognito",
    clientType: "public",
    responseType: "code",
    authority: EXPECTED.authority,
    clientId: EXPECTED.clientId,
    callbackUrl: EXPECTED.callbackUrl,
    publicKeyUrls: [EXPECTED.jwksUrl],
    jwtPrincipalClaims: ["email", "preferred_username", "sub"],
};
const compare = (served: Partial<ServedAuthentication>, expected: Partial<ExpectedAuthentication> = {}) =>
    compareAuthentication({ ...SERVED, ...served }, { ...EXPECTED, ...expected });

describe("the settings that an OpenMetadata server publishes", () => {
    it("are the same as the stack's", () => {
        for (const { outcome } of Object.values(compare({}))) {
            assert.equal(outcome, "same");
        }
    });

    it("may leave out, or leave empty, what is not set", () => {
        assert.deepEqual(SERVED_AUTHENTICATION.parse({ provider: "basic", clientId: null, extra: 1 }), {
            provider: "basic",
            clientId: null,
        });
        assert.equal(SERVED_AUTHENTICATION.safeParse({ clientId: "a" }).success, false);
        const empty = compareAuthentication({ provider: "aws-cognito" }, EXPECTED);
        for (const name of ["clientType", "authority", "clientId", "callbackUrl", "responseType"] as const) {
            assert.deepEqual([empty[name].outcome, empty[name].found], ["different", "nothing"], name);
        }
        assert.equal(empty.jwtPrincipalClaims.found, "none");
    });

    it("mean nothing before the provider is right", () => {
        const { provider, ...others } = compare({ provider: "google", clientId: "another" });
        assert.deepEqual(provider, {
            outcome: "different",
            found: "google",
            expected: "aws-cognito",
            fix: "Set AUTHENTICATION_PROVIDER=aws-cognito (Helm: authentication.provider) and restart OpenMetadata.",
        });
        assert.deepEqual(new Set(Object.values(others).map(({ outcome }) => outcome)), new Set(["moot"]));
    });

    const set = `Set AUTHENTICATION_AUTHORITY=${EXPECTED.authority} (Helm: authentication.authority) and restart OpenMetadata.`;

    it("may have the authority with a slash, which is another authority", () => {
        assert.equal(
            compare({ authority: `${EXPECTED.authority}/` }).authority.fix,
            `Take the slash at its end away. ${set}`,
        );
    });

    it("may have the login pages for an authority", () => {
        for (const authority of ["https://om.auth.eu-west-1.amazoncognito.com", "https://auth.example.org/oauth2"]) {
            assert.equal(
                compare({ authority }).authority.fix,
                `That is the host of the login pages, which is never the authority. ${set}`,
            );
        }
        assert.equal(compare({ authority: "https://example.org" }).authority.fix, set);
    });

    it("may have the callback URL of any of the stack's addresses, and none of the others", () => {
        assert.equal(compare({ callbackUrl: "https://other.example.org/callback" }).callbackUrl.outcome, "same");
        for (const callbackUrl of [
            "https://data.example.org/silent-callback",
            "https://data.example.org/auth/callback",
            "https://data.example.org/callback/",
            "http://data.example.org/callback",
        ]) {
            const { outcome, expected } = compare({ callbackUrl }).callbackUrl;
            assert.deepEqual([outcome, expected], ["different", EXPECTED.callbackUrl], callbackUrl);
        }
    });

    it("tell the response type only where they tell the keys, in releases from before #31516", () => {
        const hidden = { responseType: "id_token", publicKeyUrls: [] };
        assert.match(compare(hidden).responseType.fix ?? "", /Upgrade OpenMetadata to 1\.13\.4 or newer\./);
        assert.equal(compare(hidden).publicKeyUrls.outcome, "untold");
        assert.equal(compare(hidden, { clientType: "confidential" }).responseType.outcome, "untold");

        const shown = { responseType: "id_token" };
        for (const clientType of ["public", "confidential"] as const) {
            const { outcome, fix } = compare(shown, { clientType }).responseType;
            assert.equal(outcome, "different");
            assert.match(fix ?? "", /^Set AUTHENTICATION_RESPONSE_TYPE=code /);
        }
    });

    it("must have Cognito's keys when they tell of any", () => {
        const { outcome, found, expected } = compare({ publicKeyUrls: [] }).publicKeyUrls;
        assert.deepEqual([outcome, found, expected], ["different", "none", `${EXPECTED.jwksUrl} among them`]);
        assert.equal(
            compare({ publicKeyUrls: ["http://openmetadata:8585/jwks", EXPECTED.jwksUrl] }).publicKeyUrls.outcome,
            "same",
        );
    });

    it("must name people by their e-mail address", () => {
        assert.equal(compare({ jwtPrincipalClaims: ["email"] }).jwtPrincipalClaims.outcome, "same");
        assert.equal(compare({ jwtPrincipalClaims: ["cognito:username"] }).jwtPrincipalClaims.outcome, "different");
        assert.deepEqual(compare({ jwtPrincipalClaimsMapping: ["username:sub", "email:email"] }).jwtPrincipalClaims, {
            outcome: "different",
            found: "mapping username:sub, email:email",
            expected: "email first, and no mapping",
            fix: "Set AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING=[]: the mapping would take the place of the claims.",
        });
    });
});

describe("the trap of the settings in the database", () => {
    const command = "On the server: ./bootstrap/openmetadata-ops.sh remove-security-config --force, then restart.";
    const rows =
        "Delete the rows authenticationConfiguration and authorizerConfiguration of its table openmetadata_settings, then restart.";

    it("has the way out of the release", () => {
        assert.ok(databaseWins("1.10.0").endsWith(command));
        assert.ok(databaseWins("2.0.7").endsWith(command));
        assert.ok(databaseWins().endsWith(command));
        assert.ok(databaseWins("1.9.14").endsWith(rows));
    });

    it("is another one from 2.1 on: what changed arrives, but for what the page changed", () => {
        for (const version of ["2.1.0", "2.1.3", "3.0.0"]) {
            assert.equal(
                databaseWins(version),
                "Set already, and still different? OpenMetadata applies what changed in the environment, the yaml file or Helm values " +
                    "when it starts, but for what was changed under Settings > SSO too. On the server: " +
                    "./bootstrap/openmetadata-ops.sh adopt-deployment-config --type authenticationConfiguration, or " +
                    "SECURITY_CONFIG_SOURCE=ENV for good (with SECURITY_CONFIG_SOURCE_CONFIRM_PROVIDER_CHANGE=true at the first " +
                    "start, where it replaces another provider).",
            );
        }
    });
});

describe("the release in a server's version", () => {
    it("is three numbers", () => {
        assert.equal(releaseOf("1.12.3"), "1.12.3");
        assert.equal(releaseOf("v2.0.1"), "2.0.1");
        assert.equal(releaseOf("1.13.0-SNAPSHOT"), "1.13.0");
        assert.equal(releaseOf("2.0.7.1"), "2.0.7");
    });

    it("may not be there", () => {
        for (const text of ["unknown", "", "1.12", "main-1.12.3"]) {
            assert.equal(releaseOf(text), undefined, text);
        }
    });
});
