import assert from "node:assert/strict";

import { readAddresses } from "../../../tools/invite/addresses";

describe("readAddresses", () => {
    it("puts addresses right, each once", () => {
        assert.deepEqual(
            readAddresses(["Alice@Example.com", "alice@example.com,", "bob@example.com;carol@example.com"]),
            {
                good: ["alice@example.com", "bob@example.com", "carol@example.com"],
                bad: [],
            },
        );
    });

    it("takes what Cognito takes", () => {
        const good = ["o'brien", "a+b", "first.last", "zoë"].map((name) => `${name}@mail.example.co.uk`);
        assert.deepEqual(readAddresses(good), { good, bad: [] });
    });

    it("sorts out what is no address, as it was given", () => {
        const bad = [
            "Alice",
            "@example.com",
            "alice@",
            "alice@example",
            "a@b@c.com",
            "alice@example..com",
            "<a@b.com>",
        ];
        assert.deepEqual(readAddresses(bad), { good: [], bad });
        const long = `${"a".repeat(120)}@example.com`;
        assert.deepEqual(readAddresses([long]), { good: [], bad: [long] });
    });

    it("finds nobody in nothing", () => {
        assert.deepEqual(readAddresses(["", " , "]), { good: [], bad: [] });
    });
});
