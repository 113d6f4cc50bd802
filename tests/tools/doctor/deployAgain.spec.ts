import assert from "node:assert/strict";

import { deployAgain } from "../../../tools/doctor/deployAgain";

describe("deploying again", () => {
    it("takes the pulumi that deployed, and has it look first", () => {
        assert.equal(deployAgain({ stack: "prod", place: "aws" }), "Deploy again: pulumi up --refresh --stack prod");
        assert.equal(
            deployAgain({ stack: "dev", place: "local" }),
            "Deploy again: npm run local -- up --refresh --stack dev",
        );
    });
});
