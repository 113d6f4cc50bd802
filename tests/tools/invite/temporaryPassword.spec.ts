import assert from "node:assert/strict";

import { temporaryPassword } from "../../../tools/invite/temporaryPassword";

describe("temporaryPassword", () => {
    it("has all four classes and the policy's length, and is another each time", () => {
        const made = Array.from({ length: 200 }, () => temporaryPassword({ MinimumLength: 24 }));
        for (const password of made) {
            assert.match(password, /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[!#$%*+=?@^_-])[\w!#$%*+=?@^-]{24}$/);
        }
        assert.equal(new Set(made).size, made.length);
    });

    it("is never short", () => {
        assert.equal(temporaryPassword({ MinimumLength: 6 }).length, 16);
        assert.equal(temporaryPassword().length, 16);
    });

    it("has its classes in no fixed places", () => {
        const firsts = new Set(Array.from({ length: 300 }, () => temporaryPassword().charAt(0).replace(/[a-z]/, "a")));
        assert.ok(firsts.size > 10, [...firsts].join(""));
    });
});
