import assert from "node:assert/strict";
import fc from "fast-check";
import { durationBetween, seconds, tokenValidity, type Duration } from "../../config/duration";
import { refusalBy } from "./refusal";

const SECONDS = { s: 1, m: 60, h: 3600, d: 86400 };

describe("a duration", () => {
    const hour = durationBetween("5m", "1d");

    it("is a whole number and its unit", () => {
        for (const written of ["300s", "5m", "60m", "1h", "24h", "1d"]) {
            assert.equal(hour.parse(written), written);
        }
    });

    it("may have blank space, capitals and leading zeros", () => {
        assert.equal(hour.parse(" 60 M "), "60m");
        assert.equal(hour.parse("01H"), "1h");
    });

    it("is refused without its unit, which is told where it can only be one of few", () => {
        const allowed = "a number with its unit (s, m, h or d), from 5m to 1d";
        assert.deepEqual(refusalBy(hour, 60), { allowed, fix: "write the unit: 60m" });
        assert.deepEqual(refusalBy(hour, "3600"), { allowed, fix: "write the unit: 3600s" });
        assert.deepEqual(refusalBy(hour, 1), { allowed, fix: "write the unit: 1h or 1d" });
        assert.deepEqual(refusalBy(hour, 100000), { allowed, fix: "for example: 5m" });
    });

    it("is refused outside its limits, with the nearer one", () => {
        assert.equal(refusalBy(hour, "299s")?.fix, "for example: 5m");
        assert.equal(refusalBy(hour, "4m")?.fix, "for example: 5m");
        assert.equal(refusalBy(hour, "2d")?.fix, "for example: 1d");
        assert.equal(refusalBy(hour, "86401s")?.fix, "for example: 1d");
    });

    it("is refused as anything else", () => {
        for (const given of ["1y", "1.5h", "-1h", "1h30m", "h", "", "PT1H", undefined, null, true, ["1h"], {}, 0.5]) {
            assert.equal(refusalBy(hour, given)?.fix, "for example: 5m", JSON.stringify(given));
        }
    });

    const written: fc.Arbitrary<Duration> = fc
        .tuple(fc.nat(400_000), fc.constantFrom("s" as const, "m" as const, "h" as const, "d" as const))
        .map(([amount, unit]): Duration => `${amount}${unit}`);

    it("is accepted exactly where it is within its limits", () =>
        fc.assert(
            fc.property(written, (duration) => {
                const within = seconds(duration) >= 300 && seconds(duration) <= 86400;
                assert.equal(hour.safeParse(duration).success, within);
            }),
        ));

    it("is as long for Cognito as it is written", () =>
        fc.assert(
            fc.property(written, (duration) => {
                const { validity, unit } = tokenValidity(duration);
                assert.equal(`${validity}${unit[0]}`, duration);
                assert.equal(seconds(duration), validity * SECONDS[unit[0] as keyof typeof SECONDS]);
            }),
        ));

    it("has the units that Cognito knows", () =>
        assert.deepEqual(
            (["1s", "1m", "1h", "1d"] as const).map((duration) => tokenValidity(duration).unit),
            ["seconds", "minutes", "hours", "days"],
        ));
});
