import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { UserError } from "../../config/userError";

describe("an error that users can mend", () => {
    it("is printed by Pulumi's runtime as its message alone", () => {
        const error = new UserError("what to do");
        assert.ok(RunError.isInstance(error));
        assert.equal(error.message, "what to do");
        assert.equal(String(error), "UserError: what to do");
    });

    it("keeps its message, to which Pulumi adds each property that waited for it", () => {
        const error: Error = new UserError("what to do");
        error.message = `error serializing property "userPoolId": ${error.message}`;
        assert.equal(error.message, "what to do");
    });
});
