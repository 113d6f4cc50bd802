import { closest } from "fastest-levenshtein";

/** All that the classic login pages let a stylesheet name (AWS: hosted-ui-classic-branding). */
export const CLASSIC_SELECTORS = [
    ".background-customizable",
    ".banner-customizable",
    ".errorMessage-customizable",
    ".idpButton-customizable",
    ".idpButton-customizable:hover",
    ".idpDescription-customizable",
    ".inputField-customizable",
    ".inputField-customizable:focus",
    ".label-customizable",
    ".legalText-customizable",
    ".logo-customizable",
    ".passwordCheck-notValid-customizable",
    ".passwordCheck-valid-customizable",
    ".redirect-customizable",
    ".socialButton-customizable",
    ".submitButton-customizable",
    ".submitButton-customizable:hover",
    ".textDescription-customizable",
] as const;

/** AWS: SetUICustomization. */
const MOST_CHARACTERS = 131_072;

/**
 * Why Cognito would refuse a stylesheet for the classic pages, and what to do about it; undefined where it takes it. One bad
 * selector makes it refuse the whole sheet.
 */
export function stylesheetFault(css: string): string | undefined {
    if (css.length > MOST_CHARACTERS) {
        return `it has ${css.length} characters: make it at most ${MOST_CHARACTERS}`;
    }
    const bare = css.replace(/\/\*[\s\S]*?\*\//g, "");
    const [atRule] = /@[\w-]+/.exec(bare) ?? [];
    if (atRule !== undefined) {
        return `remove ${atRule}: Cognito takes no at-rule`;
    }
    const rules = bare.split("}").map((rule) => rule.split("{"));
    const rest = rules.pop();
    if (rest?.join("{").trim() !== "" || rules.some((rule) => rule.length !== 2)) {
        return "check the braces: each selector is followed by one pair";
    }
    const selectors = rules.flatMap(([list]) => list.split(",").map((selector) => selector.trim()));
    const unknown = selectors.find((selector) => !(CLASSIC_SELECTORS as readonly string[]).includes(selector));
    return unknown === undefined ? undefined : unknownSelector(unknown);
}

function unknownSelector(selector: string): string {
    const nearest = closest(selector, CLASSIC_SELECTORS);
    return `remove ${selector}, which Cognito does not take; the nearest that it takes is ${nearest} (all: docs/domain.md)`;
}
