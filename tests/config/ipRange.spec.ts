import assert from "node:assert/strict";
import { ipRange } from "../../config/ipRange";
import { refusalBy } from "./refusal";

describe("a range of IP addresses", () => {
    const shape = ipRange();

    it("is in CIDR notation, or one address", () => {
        assert.equal(shape.parse("203.0.113.0/24"), "203.0.113.0/24");
        assert.equal(shape.parse("0.0.0.0/0"), "0.0.0.0/0");
        assert.equal(shape.parse(" 2001:DB8::/32 "), "2001:db8::/32");
        assert.equal(shape.parse("203.0.113.7"), "203.0.113.7/32");
        assert.equal(shape.parse("2001:db8::1"), "2001:db8::1/128");
        assert.equal(shape.parse("10.0.0.0/08"), "10.0.0.0/8");
    });

    it("is refused otherwise", () => {
        const refusal = {
            allowed: "a range of IP addresses in CIDR notation, or one address",
            fix: "for example: 203.0.113.0/24",
        };
        const bad = [
            "",
            "office",
            "203.0.113.0/33",
            "2001:db8::/129",
            "203.0.113/24",
            "203.0.113.0/24/1",
            "1.2.3.4/",
            "1.2.3.4/-1",
        ];
        for (const given of [...bad, 203, null, {}]) {
            assert.deepEqual(refusalBy(shape, given), refusal, JSON.stringify(given));
        }
    });
});
