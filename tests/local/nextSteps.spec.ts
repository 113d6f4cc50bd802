import assert from "node:assert/strict";

import { nextSteps } from "../../local/nextSteps";

describe("what people read after a deployment", () => {
    const outputs = {
        authority: "http://127.0.0.1:4566/eu-west-1_a",
        callbackUrls: ["http://localhost:8585/callback"],
        clientId: "id",
        region: "eu-west-1",
        userPoolId: "eu-west-1_a",
    };

    it("is the credentials first, then where things are, then what to type", () => {
        assert.equal(
            nextSteps("dev", outputs),
            `clientId      id
userPoolId    eu-west-1_a

region        eu-west-1
authority     http://127.0.0.1:4566/eu-west-1_a

Next:
  npm run invite -- --stack dev --set-password you@mycompany.com  a person who may sign in
  npm run sign-in -- --stack dev                                  sign in as OpenMetadata does, and see what it makes of the token
  npm run --silent local -- stack output --stack dev              all outputs, with OpenMetadata's settings ready to use
  npm stop                                                        take it all down
`,
        );
    });

    it("shows that a confidential client has a secret, and not the secret", () => {
        assert.match(nextSteps("prod", { ...outputs, clientSecret: "[secret]" }), /^clientSecret {2}\[secret\]$/m);
    });
});
