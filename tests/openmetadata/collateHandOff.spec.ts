import assert from "node:assert/strict";

import { renderCollateHandOff } from "../../openmetadata/collateHandOff";
import { factsOf, prodConfidential } from "./samples";

describe("what to send to the Collate team", () => {
    it("begins with the two ids that they ask for, and names both callbacks", () => {
        const lines = renderCollateHandOff(factsOf("https://mycompany.getcollate.io")).split("\n");
        assert.deepEqual(lines.slice(0, 4), [
            "Single sign-on of https://mycompany.getcollate.io through Amazon Cognito",
            "",
            "Client ID      1h57kf5cpq17m0emlexample01",
            "User Pool ID   eu-west-1_AbCdEfGhI",
        ]);
        assert.ok(
            lines.includes(
                "Callback URLs  https://mycompany.getcollate.io/callback, https://mycompany.getcollate.io/silent-callback",
            ),
        );
        assert.equal(lines.at(-1), "The client is public: there is no client secret.");
    });

    it("never holds the client secret", () => {
        const text = renderCollateHandOff(prodConfidential.facts);
        assert.doesNotMatch(text, new RegExp(prodConfidential.facts.clientSecret!));
        assert.match(
            text,
            /The client is confidential: its secret is sent separately, and only over a channel fit for/,
        );
    });
});
