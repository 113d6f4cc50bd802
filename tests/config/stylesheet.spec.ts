import assert from "node:assert/strict";
import { CLASSIC_SELECTORS, stylesheetFault } from "../../config/stylesheet";

describe("a stylesheet of the classic login pages", () => {
    it("may use every name that Cognito has, alone and together, with comments", () => {
        const all = CLASSIC_SELECTORS.map((selector) => `${selector} { color: #123456; }`).join("\n");
        assert.equal(stylesheetFault(all), undefined);
        assert.equal(
            stylesheetFault("/* @media {} .mine {} */ .label-customizable,\n.legalText-customizable{font-size:12px}"),
            undefined,
        );
    });

    it("may not use others: Cognito would refuse all of it", () => {
        const near = (selector: string) => stylesheetFault(`.label-customizable {} ${selector} { color: red; }`);
        assert.equal(
            near(".submitBtn-customizable"),
            "remove .submitBtn-customizable, which Cognito does not take; the nearest that it takes is .submitButton-customizable (all: docs/domain.md)",
        );
        assert.match(near(".label-customizable:hover") ?? "", /^remove \.label-customizable:hover, which/);
        assert.match(near("body .label-customizable") ?? "", /^remove body \.label-customizable, which/);
        assert.match(near("a, .label-customizable") ?? "", /^remove a, which/);
    });

    it("has no at-rule", () => {
        for (const rule of ["@import", "@supports", "@page", "@media", "@font-face"]) {
            const css = `${rule} x { .label-customizable {} }`;
            assert.equal(stylesheetFault(css), `remove ${rule}: Cognito takes no at-rule`);
        }
    });

    it("has its braces in pairs", () => {
        const fault = "check the braces: each selector is followed by one pair";
        for (const css of [
            ".label-customizable {",
            ".label-customizable { color: red; }}",
            ".label-customizable",
            "x",
        ]) {
            assert.equal(stylesheetFault(css), fault, css);
        }
    });

    it("has at most 131072 characters", () => {
        const css = (length: number) => ".label-customizable{}".padEnd(length);
        assert.equal(stylesheetFault(css(131_072)), undefined);
        assert.equal(stylesheetFault(css(131_073)), "it has 131073 characters: make it at most 131072");
    });
});
