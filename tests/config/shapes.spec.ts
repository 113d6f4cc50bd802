import assert from "node:assert/strict";
import fc from "fast-check";
import { asText, choice, flag, list, section, text, textMap, wholeNumber } from "../../config/shapes";
import { refusalBy } from "./refusal";

const NAME = { allowed: "letters and digits", example: "abc", pattern: /^\w+$/ };

describe("a text", () => {
    it("is taken without the blank space around it", () => assert.equal(text(NAME).parse(" abc\t\n"), "abc"));

    it("may be written as a whole number or a truth value", () => {
        assert.equal(text(NAME).parse(2026), "2026");
        assert.equal(text(NAME).parse(true), "true");
        assert.equal(asText(-1), "-1");
    });

    it("may be a date, to which the CLI adds a time of day", () => {
        assert.equal(asText("2026-12-31 00:00:00 +0000 UTC"), "2026-12-31");
        assert.equal(asText("2026-12-31 08:00:00 +0000 UTC"), "2026-12-31 08:00:00 +0000 UTC");
    });

    it("is refused as a number that YAML has changed, because its text is not certain", () => {
        const answer = { allowed: NAME.allowed, fix: "put it in quotes: YAML changes numbers like 1.10" };
        assert.deepEqual(refusalBy(text(NAME), 1.1), answer);
        assert.deepEqual(refusalBy(text(NAME), 12345678901234567890), answer);
    });

    it("is refused as anything else", () => {
        const answer = { allowed: NAME.allowed, fix: "for example: abc" };
        for (const given of [undefined, null, "", "  ", "a b", [], ["abc"], {}, { abc: 1 }]) {
            assert.deepEqual(refusalBy(text(NAME), given), answer, JSON.stringify(given));
        }
    });
});

describe("a choice", () => {
    const mode = choice(["off", "optional", "required"]);

    it("is taken in any case and with blank space around it", () => {
        assert.equal(mode.parse(" Optional "), "optional");
        assert.equal(choice(["dateTime"]).parse("datetime"), "dateTime");
    });

    it("takes the truth values that YAML makes of on and off", () => {
        for (const given of [false, "false", "off", "OFF"]) {
            assert.equal(mode.parse(given), "off");
        }
        for (const given of [true, "true", "on"]) {
            assert.equal(choice(["off", "on"]).parse(given), "on");
            assert.equal(refusalBy(mode, given)?.allowed, "off, optional or required");
        }
    });

    it("says which word was probably meant", () => {
        assert.equal(refusalBy(mode, "optionel")?.fix, "did you mean optional?");
        assert.equal(refusalBy(mode, "req")?.fix, "did you mean required?");
        assert.equal(refusalBy(mode, "on")?.fix, "for example: off");
        assert.equal(refusalBy(choice(["public", "confidential"]), "private")?.fix, "for example: public");
    });

    it("is refused as anything else", () => {
        for (const given of [undefined, null, "", 0, 1, ["off"], {}]) {
            assert.equal(refusalBy(mode, given)?.allowed, "off, optional or required", JSON.stringify(given));
        }
        assert.equal(refusalBy(choice(["totp"]), "sms")?.allowed, "totp");
    });
});

describe("a flag", () => {
    it("takes the words of YAML for true and false", () => {
        for (const given of [true, "true", "True", " TRUE ", "yes", "on"]) {
            assert.equal(flag().parse(given), true, JSON.stringify(given));
        }
        for (const given of [false, "false", "False", "no", "off"]) {
            assert.equal(flag().parse(given), false, JSON.stringify(given));
        }
    });

    it("is refused as anything else", () => {
        for (const given of [undefined, null, "", "y", "enabled", 0, 1, [], {}]) {
            assert.deepEqual(
                refusalBy(flag(), given),
                { allowed: "true or false", fix: "for example: true" },
                JSON.stringify(given),
            );
        }
    });
});

describe("a whole number", () => {
    const age = wholeNumber(6, 99);

    it("is taken as a number and as a text, from the least to the most", () => {
        for (const given of [6, "6", " 6 ", "06", 99, "99"]) {
            assert.equal(age.parse(given), Number(given), JSON.stringify(given));
        }
        assert.equal(wholeNumber(-5, 5).parse("-5"), -5);
    });

    it("is refused as anything else, with the nearest one that is allowed", () => {
        const fixes: [unknown, string][] = [
            [5, "for example: 6"],
            [100, "for example: 99"],
            ["100", "for example: 99"],
            [12.5, "for example: 6"],
            ["12.0", "for example: 6"],
            ["1e1", "for example: 6"],
            ["0x0c", "for example: 6"],
            ["twelve", "for example: 6"],
            ["", "for example: 6"],
            [true, "for example: 6"],
            [null, "for example: 6"],
            [[12], "for example: 6"],
            [undefined, "for example: 6"],
        ];
        for (const [given, fix] of fixes) {
            const answer = { allowed: "a whole number from 6 to 99", fix };
            assert.deepEqual(refusalBy(age, given), answer, JSON.stringify(given));
        }
    });

    it("accepts exactly the numbers between its limits", () =>
        fc.assert(
            fc.property(fc.integer({ min: -20, max: 120 }), (given) => {
                assert.equal(age.safeParse(given).success, given >= 6 && given <= 99);
                assert.equal(age.safeParse(String(given)).success, given >= 6 && given <= 99);
            }),
        ));
});

describe("a list", () => {
    const ways = list(choice(["email", "admin"]), 2);

    it("may be written as its only item", () => {
        assert.deepEqual(ways.parse("email"), ["email"]);
        assert.deepEqual(ways.parse(["email"]), ["email"]);
        assert.deepEqual(ways.parse([]), []);
    });

    it("has as many items as are allowed", () => {
        assert.deepEqual(ways.parse(["email", "admin"]), ["email", "admin"]);
        const [issue] = ways.safeParse(["email", "admin", "email"]).error?.issues ?? [];
        assert.equal(issue.message, "a list of at most 2");
    });

    it("is not a map", () => {
        const [issue] = ways.safeParse({ first: "email" }).error?.issues ?? [];
        assert.equal(issue.message, "a list of at most 2");
    });
});

describe("a section", () => {
    const person = section({ name: text(NAME), age: wholeNumber(0, 150).optional() });

    it("has exactly its keys", () => {
        assert.deepEqual(person.parse({ name: "abc" }), { name: "abc" });
        const [unknown] = person.safeParse({ name: "abc", nmae: "abc" }).error?.issues ?? [];
        assert.deepEqual([unknown.code, unknown.message], ["unrecognized_keys", "name, age"]);
    });

    it("tells its keys where something else stands", () => {
        for (const given of ["abc", 1, [], null]) {
            const [issue] = person.safeParse(given).error?.issues ?? [];
            assert.deepEqual([issue.code, issue.message], ["invalid_type", "name, age"], JSON.stringify(given));
        }
    });
});

describe("a map of texts", () => {
    const map = textMap(NAME, { ...NAME, allowed: "more letters" }, 2);

    it("takes what its names and values take", () =>
        assert.deepEqual(map.parse({ a: 1, b: " x " }), { a: "1", b: "x" }));

    it("is refused for a name, a value or their number", () => {
        assert.equal(map.safeParse({ "a b": "x" }).error?.issues[0].code, "invalid_key");
        assert.deepEqual(refusalBy(map, { a: "x y" }), { allowed: "more letters", fix: "for example: abc" });
        assert.deepEqual(refusalBy(map, { a: 1, b: 2, c: 3 }), { allowed: "at most 2 entries", fix: "remove some" });
    });
});
