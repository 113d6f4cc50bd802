import assert from "node:assert/strict";
import { loginPagesSchema } from "../../config/loginPages";
import type { CognitoSsoArgs } from "../../config/settings";
import { inFolderWith } from "./folder";
import { image } from "./images";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const SETTINGS = { components: { form: { logo: { enabled: true } } } };
const CSS = ".submitButton-customizable { background-color: #4b2e83; }";

const ENDING: Readonly<Record<string, string>> = { FAVICON_ICO: "ico", FAVICON_SVG: "svg" };
const asset = (bytes: number, category = "FORM_LOGO", colorMode = "LIGHT") => ({
    category,
    colorMode,
    file: image(`logo.${ENDING[category] ?? "png"}`, bytes),
});

describe("the login pages", () => {
    it("by default are the current ones in Cognito's own style", () =>
        assert.deepEqual(loginPagesSchema.parse({}), { version: "managed" }));

    it("take their looks in the way of their generation", () => {
        assert.equal(problemsIn({ loginPages: { settings: SETTINGS, assets: [asset(1)] } }), "");
        assert.equal(problemsIn({ loginPages: { version: "classic", css: CSS, logo: image("a.jpeg", 1) } }), "");
        assert.equal(
            problemsIn({ loginPages: { css: CSS } }),
            paragraph(
                "loginPages.css",
                "a value, with loginPages.version managed",
                "only with the version classic; managed pages take settings and assets",
                "remove loginPages.css, or set loginPages.version to classic",
            ),
        );
        assert.equal(
            problemsIn({ loginPages: { logo: image("a.png", 1) } }),
            paragraph(
                "loginPages.logo",
                "a value, with loginPages.version managed",
                "only with the version classic; managed pages take settings and assets",
                "remove loginPages.logo, or set loginPages.version to classic",
            ),
        );
        assert.equal(
            problemsIn({ loginPages: { version: "classic", settings: SETTINGS } }),
            paragraph(
                "loginPages.settings",
                "a value, with loginPages.version classic",
                "only with the version managed; classic pages take css and logo",
                "remove loginPages.settings, or set loginPages.version to managed",
            ),
        );
    });

    it("cannot be written wrong in TypeScript", () => {
        const accepted: CognitoSsoArgs["loginPages"][] = [
            { settings: SETTINGS },
            { version: "managed", settings: SETTINGS, assets: [] },
            { version: "classic", css: CSS },
        ];
        const refused: CognitoSsoArgs["loginPages"][] = [
            // @ts-expect-error a stylesheet for the managed pages
            { css: CSS },
            // @ts-expect-error settings for the classic pages
            { version: "classic", settings: SETTINGS },
            // @ts-expect-error images without settings
            { assets: [{ category: "FORM_LOGO", colorMode: "LIGHT", file: image("a.png", 1) }] },
        ];
        accepted.forEach((loginPages) => assert.equal(problemsIn({ loginPages }), ""));
        refused.forEach((loginPages) => assert.notEqual(problemsIn({ loginPages }), ""));
    });
});

describe("settings of the managed pages", () => {
    const folder = inFolderWith({
        "settings.json": JSON.stringify(SETTINGS),
        "broken.json": "{",
        "list.json": "[]",
        "large.json": 2_000_001,
        "described.json": JSON.stringify({ ManagedLoginBranding: { Settings: SETTINGS } }),
    });
    const allowed =
        "a map with categories, componentClasses, components, or the path of a JSON file with them, from the folder of Pulumi.yaml";
    const refusal = (settings: unknown) => {
        const [key, given, what, fix] = problemsIn({ loginPages: { settings } }).trimEnd().split("\n");
        assert.equal(key, "  loginPages.settings");
        assert.equal(given, `    given    ${JSON.stringify(settings)}`);
        assert.equal(what, `    allowed  ${allowed}`);
        return fix.replace("    fix      ", "");
    };

    it("are a map, its JSON, or a file", () => {
        for (const given of [SETTINGS, JSON.stringify(SETTINGS), "settings.json", `${folder()}/settings.json`]) {
            assert.deepEqual(loginPagesSchema.parse({ settings: given }), { version: "managed", settings: SETTINGS });
        }
    });

    it("are refused with what to do", () => {
        const notReadable = "write it as JSON: it cannot be read as a map";
        const notSettings =
            "take Settings from the answer of aws cognito-idp describe-managed-login-branding-by-client";
        assert.equal(refusal("{"), notReadable);
        assert.equal(refusal("broken.json"), notReadable);
        assert.equal(refusal("list.json"), notReadable);
        assert.equal(refusal(["components"]), notReadable);
        assert.equal(refusal({}), notSettings);
        assert.equal(refusal("described.json"), notSettings);
        assert.equal(refusal("large.json"), "it has 2000001 bytes: make it smaller");
        assert.equal(refusal("settings.yaml"), "give it as .json: the ending decides what it is taken for");
        assert.equal(refusal(1), "give it as .json: the ending decides what it is taken for");
    });
});

describe("images of the managed pages", () => {
    const pages = (assets: unknown, settings: object | undefined = SETTINGS) =>
        problemsIn({ loginPages: { assets, settings } });

    inFolderWith({ "logo.svg": "<svg/>" });

    it("are read from their files", () => {
        const { assets } = loginPagesSchema.parse({
            settings: SETTINGS,
            // Words may be in any case.
            assets: [{ category: "form_logo", colorMode: "light", file: "logo.svg" }],
        });
        assert.deepEqual(assets, [
            { category: "FORM_LOGO", colorMode: "LIGHT", file: { name: "logo.svg", base64: "PHN2Zy8+" } },
        ]);
    });

    it("have a category, a color mode and a type that Cognito knows", () => {
        assert.match(
            pages([{ ...asset(1), category: "LOGO" }]),
            /^ {2}loginPages\.assets\[0\]\.category\n {4}given {4}"LOGO"/,
        );
        assert.match(pages([{ ...asset(1), colorMode: "AUTO" }]), /allowed {2}LIGHT, DARK or DYNAMIC\n/);
        assert.match(
            pages([{ ...asset(1), file: image("a.gif", 1) }]),
            /a \.ico, \.jpeg, \.jpg, \.png, \.svg or \.webp file/,
        );
        assert.match(pages([{ category: "FORM_LOGO" }]), /assets\[0\]\.colorMode(.|\n)*assets\[0\]\.file/);
    });

    it("are what their names say", () => {
        const allowed =
            "the path of a .ico, .jpeg, .jpg, .png, .svg or .webp file of 1 to 1000000 bytes, from the folder of Pulumi.yaml";
        const file = { name: "logo.png", base64: image("logo.jpg").base64 };
        assert.equal(
            pages([{ ...asset(1), file }]),
            paragraph(
                "loginPages.assets[0].file",
                JSON.stringify(file),
                allowed,
                "its first bytes are those of JPEG: name it .jpeg, or export it as PNG",
            ),
        );
    });

    it("fit their places: a favicon has a type of its own", () => {
        const as = (category: string, name: string) => pages([{ ...asset(1), category, file: image(name) }]);
        const refusal = (given: string, allowed: string, fix: string) =>
            paragraph("loginPages.assets[0].file", given, allowed, fix);
        assert.equal(as("FAVICON_ICO", "a.ico"), "");
        assert.equal(as("FAVICON_SVG", "a.SVG"), "");
        assert.equal(as("FORM_LOGO", "a.svg"), "");
        assert.equal(
            as("FAVICON_ICO", "icon.svg"),
            refusal("icon.svg, as FAVICON_ICO", "an .ico file", "set category to FAVICON_SVG"),
        );
        assert.equal(
            as("FAVICON_SVG", "icon.ico"),
            refusal("icon.ico, as FAVICON_SVG", "an .svg file", "set category to FAVICON_ICO"),
        );
        assert.equal(
            as("FAVICON_ICO", "icon.png"),
            refusal("icon.png, as FAVICON_ICO", "an .ico file", "convert it to .ico"),
        );
    });

    it("have at most 1,000,000 bytes each", () => {
        assert.equal(pages([asset(1_000_000)]), "");
        assert.match(pages([asset(1_000_001)]), /fix {6}it has 1000001 bytes: make it smaller\n/);
    });

    it("with the settings fit in one request of 2 MB, in Base64", () => {
        const dark = asset(500_000, "PAGE_BACKGROUND", "DARK");
        assert.equal(pages([asset(990_000), dark]), "");
        const bytes = JSON.stringify(SETTINGS).length + (4 * 1_000_002) / 3 + 4 * Math.ceil(500_000 / 3);
        assert.equal(
            pages([asset(1_000_000), dark]),
            paragraph(
                "loginPages.assets",
                `${bytes} bytes for settings and images together, images in Base64`,
                "at most 2000000: Cognito takes them in one request",
                "make the images smaller: Base64 adds a third to them",
            ),
        );
    });

    it("are at most 40, each place once in each color mode", () => {
        assert.equal(pages([asset(1), asset(1, "FORM_LOGO", "DARK"), asset(1, "FAVICON_ICO", "LIGHT")]), "");
        assert.equal(
            pages([asset(1), asset(1, "FAVICON_SVG"), asset(2)]),
            paragraph(
                "loginPages.assets[2]",
                "FORM_LOGO LIGHT, a second time",
                "each category once in each color mode",
                "remove it, or loginPages.assets[0]",
            ),
        );
        assert.match(pages(Array.from({ length: 41 }, () => asset(1))), /allowed {2}a list of at most 40\n/);
    });

    it("need settings, which say where they are shown", () => {
        const refusal = (given: string) =>
            paragraph(
                "loginPages.assets",
                `${given}, without loginPages.settings`,
                "with loginPages.settings, which say where images are shown",
                "for example: settings: {components: {form: {logo: {enabled: true}}}}",
            );
        const without = (assets: object[]) => problemsIn({ loginPages: { assets } });
        assert.equal(without([asset(1)]), refusal("1 image"));
        assert.equal(without([asset(1), asset(1, "FAVICON_ICO")]), refusal("2 images"));
        assert.equal(without([]), "");
    });
});

describe("the classic pages", () => {
    inFolderWith({ "login.css": CSS, "large.css": 131_073 });
    const pages = (looks: object) => problemsIn({ loginPages: { version: "classic", ...looks } });

    it("have a stylesheet, written out or in a file", () => {
        for (const css of [CSS, "login.css"]) {
            assert.deepEqual(loginPagesSchema.parse({ version: "classic", css }), { version: "classic", css: CSS });
        }
        const allowed =
            "CSS with Cognito's own class names alone, or the path of a .css file, from the folder of Pulumi.yaml";
        assert.equal(
            pages({ css: "@import {}" }),
            paragraph("loginPages.css", '"@import {}"', allowed, "remove @import: Cognito takes no at-rule"),
        );
        assert.equal(
            pages({ css: "large.css" }),
            paragraph("loginPages.css", '"large.css"', allowed, "it has 131073 bytes: make it smaller"),
        );
        assert.equal(
            pages({ css: 1 }),
            paragraph("loginPages.css", "1", allowed, "give it as .css: the ending decides what it is taken for"),
        );
    });

    it("have a logo, PNG or JPEG, of at most 96 KiB", () => {
        for (const ending of ["png", "jpg", "jpeg", "PNG"]) {
            assert.equal(pages({ logo: image(`logo.${ending}`, 98_304) }), "");
        }
        assert.match(pages({ logo: image("logo.png", 98_305) }), /fix {6}it has 98305 bytes: make it smaller\n/);
        assert.match(
            pages({ logo: { name: "logo.png", base64: image("a.jpg").base64 } }),
            /fix {6}its first bytes are those of JPEG: name it \.jpeg, or export it as PNG\n/,
        );
        assert.match(
            pages({ logo: image("logo.svg", 1) }),
            /allowed {2}the path of a \.png, \.jpg or \.jpeg file of 1 to 98304/,
        );
    });

    it("take both in one request of 135 KB", () => {
        const css = (length: number) => CSS.padEnd(length);
        const logo = image("logo.png", 98_304);
        assert.equal(pages({ css: css(135_000 - 131_072), logo }), "");
        assert.equal(
            pages({ css: css(135_001 - 131_072), logo }),
            paragraph(
                "loginPages.logo",
                "135001 bytes for css and logo together, images in Base64",
                "at most 135000: Cognito takes them in one request",
                "make the images smaller: Base64 adds a third to them",
            ),
        );
    });
});
