import assert from "node:assert/strict";
import { parsedUrl } from "../../config/url";

describe("a URL", () => {
    it("is the same however often it is read", () => {
        for (let times = 0; times < 20_000; times += 1) {
            assert.equal(parsedUrl("https://ä.com")?.hostname, "xn--4ca.com");
            assert.equal(parsedUrl("https://a b"), undefined);
        }
    });
});
