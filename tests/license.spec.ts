import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import { license } from "../package.json";

/** Of the text that the Apache Software Foundation publishes. */
const APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

describe("LICENSE", () => {
    it("is, letter by letter, what package.json names", () => {
        assert.equal(license, "Apache-2.0");
        const text = readFileSync(path.join(__dirname, "../LICENSE"));
        assert.equal(createHash("sha256").update(text).digest("hex"), APACHE_2);
    });
});
