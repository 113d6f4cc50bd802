import assert from "node:assert/strict";

import { SignJWT, type CryptoKey, exportJWK, generateKeyPair } from "jose";

import { judge, poolKeys } from "../../../tools/sign-in/verdict";
import { planSignIn } from "../../../tools/sign-in/plan";
import { type StandIn, deadUrl, listen } from "../doctor/standIn";
import { deployedAt } from "./plans";

describe("judge", () => {
    let keyServer: StandIn;
    let privateKey: CryptoKey;

    before(async () => {
        const pair = await generateKeyPair("RS256");
        privateKey = pair.privateKey;
        const jwk = { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "RS256", use: "sig" };
        keyServer = await listen(() => ({ body: { keys: [jwk] } }));
    });

    after(() => keyServer.close());

    function token(expiry: string | number, kid = "one", key: CryptoKey = privateKey): Promise<string> {
        return new SignJWT({ email: "alice@example.com" })
            .setProtectedHeader({ alg: "RS256", kid })
            .setIssuer("https://elsewhere.example.com")
            .setExpirationTime(expiry)
            .sign(key);
    }

    function judged(idToken: string, jwksUrl = keyServer.url) {
        const plan = planSignIn(deployedAt(["http://localhost:8585"], { jwksUrl }));
        return judge(idToken, plan, poolKeys(plan));
    }

    it("accepts a token of the pool, whatever its issuer, and says who that is", async () => {
        const { signature, identity, claims } = await judged(await token("1h"));
        assert.deepEqual(signature, {
            outcome: "passed",
            text: "Signed by a key of the user pool, and not over yet.",
        });
        assert.deepEqual([identity.userName, identity.outcome], ["alice", "passed"]);
        assert.equal(claims.email, "alice@example.com");
    });

    it("refuses a token that is over, to the second", async () => {
        const { signature } = await judged(await token(Math.floor(Date.now() / 1000) - 1));
        assert.equal(signature.outcome, "refused");
        assert.equal(
            signature.text,
            "The token is over by this computer's clock, and OpenMetadata's server allows not a second.",
        );
    });

    it("refuses a token of another key, whatever key it names", async () => {
        const other = await generateKeyPair("RS256");
        for (const kid of ["one", "two"]) {
            const { signature } = await judged(await token("1h", kid, other.privateKey));
            assert.deepEqual(
                [signature.outcome, signature.text],
                ["refused", "The token is not signed by a key of this user pool."],
            );
        }
    });

    it("refuses a token without a signature", async () => {
        const body = Buffer.from('{"email":"alice@example.com"}').toString("base64url");
        const head = Buffer.from('{"alg":"none"}').toString("base64url");
        assert.equal((await judged(`${head}.${body}.`)).signature.outcome, "refused");
    });

    it("says so when the keys cannot be read", async () => {
        const { signature } = await judged(await token("1h"), await deadUrl());
        assert.equal(signature.outcome, "refused");
        assert.match(signature.text, /^The keys of the pool could not be read: /);
    });

    it("throws at what is no token", async () => {
        await assert.rejects(judged("nonsense"));
    });
});
