import assert from "node:assert/strict";

import { claimText, claimsOf, describeSession, duration, shorten } from "../../../tools/sign-in/page/session";

const NOW = 1_795_000_000;

function token(claims: object): string {
    return `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
}

const ACCESS = { accessToken: "opaque", accessTokenEnd: NOW + 1800 };
const ID = token({ iat: NOW, auth_time: NOW, exp: NOW + 3600 });

describe("describeSession", () => {
    it("knows when each token ends", () => {
        const tokens = { idToken: ID, ...ACCESS, refreshToken: "opaque" };
        const { lifetimes } = describeSession(tokens, 30 * 86_400, NOW);
        assert.deepEqual(
            lifetimes.map(({ name }) => name),
            ["ID token", "Access token", "Refresh token"],
        );
        assert.match(lifetimes[0]?.text ?? "", /^ends in 60 minutes, at /);
        assert.match(lifetimes[1]?.text ?? "", /^ends in 30 minutes, at /);
        assert.match(lifetimes[2]?.text ?? "", /^ends in 30 days, on /);
    });

    it("counts the refresh token's life from the sign-in, not from the renewal", () => {
        const renewed = token({ iat: NOW, auth_time: NOW - 10 * 86_400, exp: NOW + 3600 });
        const tokens = { idToken: renewed, ...ACCESS, refreshToken: "opaque" };
        assert.match(describeSession(tokens, 30 * 86_400, NOW).lifetimes[2]?.text ?? "", /^ends in 20 days, /);
    });

    it("says so when a token is over", () => {
        const tokens = { idToken: ID, ...ACCESS, refreshToken: "opaque" };
        assert.match(describeSession(tokens, undefined, NOW + 7200).lifetimes[0]?.text ?? "", /^over since /);
    });

    it("does not make up the life of a refresh token", () => {
        const tokens = { idToken: ID, ...ACCESS, refreshToken: "opaque" };
        assert.equal(describeSession(tokens, undefined, NOW).lifetimes[2]?.text, "held; its life could not be read");
    });

    it("promises renewal with a refresh token, and none without", () => {
        const tokens = { idToken: ID, ...ACCESS };
        const withToken = describeSession({ ...tokens, refreshToken: "opaque" }, undefined, NOW);
        assert.equal(withToken.renews, true);
        assert.match(withToken.renewal, /^Renewal works: OpenMetadata exchanges the refresh token/);
        const without = describeSession(tokens, undefined, NOW);
        assert.equal(without.renews, false);
        assert.match(without.renewal, /^Renewal will not work: Cognito gave no refresh token/);
        assert.equal(without.lifetimes[2]?.text, "none");
    });

    it("warns of an ID token that ends before OpenMetadata renews it", () => {
        const short = token({ iat: NOW, exp: NOW + 300 });
        const tokens = { idToken: short, ...ACCESS, refreshToken: "opaque" };
        assert.equal(
            describeSession(tokens, undefined, NOW).renewal,
            "Renewal works, but the ID token lives 5 minutes only: OpenMetadata starts to renew that early. Give it an hour.",
        );
    });
});

describe("duration", () => {
    it("has one unit, the largest that there are two of", () => {
        assert.deepEqual([1, 45, 119, 120, 7199, 7200, 172_799, 172_800].map(duration), [
            "1 second",
            "45 seconds",
            "119 seconds",
            "2 minutes",
            "120 minutes",
            "2 hours",
            "48 hours",
            "2 days",
        ]);
    });
});

describe("claimsOf", () => {
    it("reads characters beyond ASCII, and what base64url has in place of + and /", () => {
        const claims = { name: "Zoë Ångström ÿ?>", note: "~~~???" };
        assert.deepEqual(claimsOf(token(claims)), claims);
    });
});

describe("shorten", () => {
    it("keeps too little of a token to use it", () => {
        assert.equal(shorten("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"), "eyJhbG…bmF0dXJl");
        assert.equal(shorten("short"), "short");
    });
});

describe("claimText", () => {
    it("shows times as numbers and as people write them, and all else as it is", () => {
        assert.match(claimText("exp", NOW), /^1795000000 \(.+\)$/);
        assert.equal(claimText("count", 3), "3");
        assert.equal(claimText("email", "alice@example.com"), "alice@example.com");
        assert.equal(claimText("cognito:groups", ["data"]), '["data"]');
    });
});
