import { z } from "zod";
import { file, readContent, type FileContent } from "./file";
import { IMAGE_TYPES, imageFault, typeByName, type ImageType } from "./image";
import type { Problem } from "./problem";
import { asText, choice, list, scalar, section } from "./shapes";
import { stylesheetFault } from "./stylesheet";

/** The places of a managed login page that take an image (AWS: API reference, AssetType). */
export const ASSET_CATEGORIES = [
    "FAVICON_ICO",
    "FAVICON_SVG",
    "EMAIL_GRAPHIC",
    "SMS_GRAPHIC",
    "AUTH_APP_GRAPHIC",
    "PASSWORD_GRAPHIC",
    "PASSKEY_GRAPHIC",
    "PAGE_HEADER_LOGO",
    "PAGE_HEADER_BACKGROUND",
    "PAGE_FOOTER_LOGO",
    "PAGE_FOOTER_BACKGROUND",
    "PAGE_BACKGROUND",
    "FORM_BACKGROUND",
    "FORM_LOGO",
    "IDP_BUTTON_ICON",
] as const;

/** Places that take one type alone. */
const ONLY_TYPE: Readonly<Record<string, ImageType>> = { FAVICON_ICO: "ICO", FAVICON_SVG: "SVG" };

const MOST_ASSETS = 40;
const MOST_ASSET_BYTES = 1_000_000;

/** Settings and images go in one request, images in Base64 (AWS: CreateManagedLoginBranding). */
const MOST_BRANDING_BYTES = 2_000_000;

/** 131072 characters of Base64 (AWS: SetUICustomization). */
const MOST_LOGO_BYTES = 98_304;

/** Stylesheet and logo, in Base64, go in one request of at most 135 KB (AWS: hosted-ui-classic-branding). */
const MOST_CLASSIC_BYTES = 135_000;

const BRANDING_KEYS = ["categories", "componentClasses", "components"] as const;

type BrandingSettings = Readonly<Record<string, unknown>>;

const SETTINGS_FILE = { endings: [".json"], mostBytes: MOST_BRANDING_BYTES, example: "branding/settings.json" };

const brandingSettings = scalar<BrandingSettings>({
    allowed: `a map with ${BRANDING_KEYS.join(", ")}, or the path of a JSON file with them, from the folder of Pulumi.yaml`,
    fix: (given) => {
        const text = settingsText(given);
        if (typeof text !== "string") {
            return text.fix;
        }
        return parsedMap(text) === undefined
            ? "write it as JSON: it cannot be read as a map"
            : "take Settings from the answer of aws cognito-idp describe-managed-login-branding-by-client";
    },
    read: (given) => {
        const text = settingsText(given);
        const parsed = typeof text === "string" ? parsedMap(text) : undefined;
        return parsed !== undefined && BRANDING_KEYS.some((key) => key in parsed) ? parsed : undefined;
    },
    jsonSchema: { type: ["object", "string"] },
});

/** The settings as JSON: a map written out, or what the file says. */
function settingsText(given: unknown): string | { fix: string } {
    if (typeof given === "object" && given !== null) {
        return JSON.stringify(given);
    }
    if (asText(given)?.startsWith("{")) {
        return asText(given) ?? "";
    }
    const reading = readContent(given, SETTINGS_FILE);
    return "fix" in reading ? reading : Buffer.from(reading.content.base64, "base64").toString();
}

function parsedMap(json: string): BrandingSettings | undefined {
    try {
        const parsed: unknown = JSON.parse(json);
        return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
            ? (parsed as BrandingSettings)
            : undefined;
    } catch {
        return undefined;
    }
}

const stylesheet = scalar({
    allowed: "CSS with Cognito's own class names alone, or the path of a .css file, from the folder of Pulumi.yaml",
    fix: (given) => {
        const css = stylesheetText(given);
        return typeof css === "string" ? (stylesheetFault(css) ?? "") : css.fix;
    },
    read: (given) => {
        const css = stylesheetText(given);
        return typeof css === "string" && stylesheetFault(css) === undefined ? css : undefined;
    },
});

/** The stylesheet itself has braces, which no sensible path has. */
function stylesheetText(given: unknown): string | { fix: string } {
    if (typeof given === "string" && given.includes("{")) {
        return given;
    }
    const reading = readContent(given, { endings: [".css"], mostBytes: 131_072, example: "branding/login.css" });
    return "fix" in reading ? reading : Buffer.from(reading.content.base64, "base64").toString();
}

const assetSchema = section({
    /** The place of the image, for instance `FORM_LOGO` or `PAGE_BACKGROUND`. */
    category: choice(ASSET_CATEGORIES).describe("the place of the image"),

    /** The display mode in which it is shown; `DYNAMIC`: in both. */
    colorMode: choice(["LIGHT", "DARK", "DYNAMIC"]).describe("display mode in which it is shown; `DYNAMIC`: both"),

    /** Path of the image from the folder of `Pulumi.yaml`; its ending says its type. At most 1,000,000 bytes. */
    file: file({
        endings: Object.keys(IMAGE_TYPES),
        mostBytes: MOST_ASSET_BYTES,
        example: "branding/logo.svg",
        fault: imageFault,
    }).describe("path of the image, from the folder of `Pulumi.yaml`"),
});

const schema = section({
    /** `managed`: the current pages, not on the plan `lite`. `classic`: the pages of before November 2024. @default managed */
    version: choice(["managed", "classic"]).default("managed").describe("generation of the login pages"),

    /**
     * Style of the managed pages: a map as the branding editor makes it, or the path of a JSON file.
     * @default Cognito's own style
     * @see AWS: managed-login-brandingeditor
     */
    settings: brandingSettings.optional().describe("style of the managed pages, a map or the path of a JSON file"),

    /** Images of the managed pages, at most 40; they need `settings`, which say where images are shown. @default none */
    assets: list(assetSchema, MOST_ASSETS)
        .optional()
        .describe("images of the managed pages; `settings` say where they are shown"),

    /** Stylesheet of the classic pages: CSS, or the path of a file. @default Cognito's own @see AWS: hosted-ui-classic-branding */
    css: stylesheet.optional().describe("stylesheet of the classic pages, CSS or the path of a file"),

    /** Path of the logo of the classic pages, PNG or JPEG, at most 98304 bytes. @default none */
    logo: file({
        endings: [".png", ".jpg", ".jpeg"],
        mostBytes: MOST_LOGO_BYTES,
        example: "branding/logo.png",
        fault: imageFault,
    })
        .optional()
        .describe("path of the classic pages' logo, PNG or JPEG, at most 98304 bytes"),
});

export type BrandingAsset = z.output<typeof assetSchema>;

/** The two generations of pages take their looks in different ways. */
type PagesOf<Managed, Classic, File, Asset> =
    | (Managed & {
          readonly css?: undefined;
          readonly logo?: undefined;
      } & (
              | { readonly settings?: undefined; readonly assets?: undefined }
              | {
                    readonly settings: BrandingSettings | Extract<File, string>;
                    readonly assets?: readonly Asset[] | undefined;
                }
          ))
    | (Classic & {
          readonly settings?: undefined;
          readonly assets?: undefined;
          readonly css?: string | undefined;
          readonly logo?: File | undefined;
      });

export type LoginPagesSettings = PagesOf<
    { readonly version: "managed" },
    { readonly version: "classic" },
    FileContent,
    BrandingAsset
>;
type LoginPagesArgs = PagesOf<
    { readonly version?: "managed" | undefined },
    { readonly version: "classic" },
    FileContent | string,
    z.input<typeof assetSchema>
>;

/** How the login pages look (AWS: managed-login-branding). */
// The static type forbids what `loginPagesProblems` refuses.
export const loginPagesSchema = schema as z.ZodType<LoginPagesSettings, LoginPagesArgs>;

/** Each generation of pages has its own way to change its looks. */
export function loginPagesProblems(settings: { loginPages: LoginPagesSettings }): Problem[] {
    // Before these rules have run, any of the keys can be there.
    const loginPages = settings.loginPages as z.output<typeof schema>;
    return [...versionProblems(loginPages), ...assetProblems(loginPages), ...sizeProblems(loginPages)];
}

type AnyLoginPages = z.output<typeof schema>;

const KEYS_OF = { managed: ["settings", "assets"], classic: ["css", "logo"] } as const;

function versionProblems(loginPages: AnyLoginPages): Problem[] {
    const other = loginPages.version === "managed" ? "classic" : "managed";
    return KEYS_OF[other]
        .filter((key) => loginPages[key] !== undefined)
        .map((key) => ({
            key: `loginPages.${key}`,
            given: `a value, with loginPages.version ${loginPages.version}`,
            allowed: `only with the version ${other}; ${loginPages.version} pages take ${KEYS_OF[loginPages.version].join(" and ")}`,
            fix: `remove loginPages.${key}, or set loginPages.version to ${other}`,
        }));
}

function assetProblems({ settings, assets = [] }: AnyLoginPages): Problem[] {
    const problems = assets.flatMap((asset, index): Problem[] => {
        const { category, colorMode } = asset;
        const first = assets.findIndex((other) => other.category === category && other.colorMode === colorMode);
        return first === index
            ? typeProblems(`loginPages.assets[${index}].file`, asset)
            : [
                  {
                      key: `loginPages.assets[${index}]`,
                      given: `${category} ${colorMode}, a second time`,
                      allowed: "each category once in each color mode",
                      fix: `remove it, or loginPages.assets[${first}]`,
                  },
              ];
    });
    return settings !== undefined || assets.length === 0
        ? problems
        : [
              ...problems,
              {
                  key: "loginPages.assets",
                  given: `${assets.length === 1 ? "1 image" : `${assets.length} images`}, without loginPages.settings`,
                  allowed: "with loginPages.settings, which say where images are shown",
                  fix: "for example: settings: {components: {form: {logo: {enabled: true}}}}",
              },
          ];
}

function typeProblems(key: string, { category, file }: BrandingAsset): Problem[] {
    const [only, actual] = [ONLY_TYPE[category], typeByName(file.name)];
    const meant = Object.keys(ONLY_TYPE).find((other) => ONLY_TYPE[other] === actual);
    return only === undefined || only === actual
        ? []
        : [
              {
                  key,
                  given: `${file.name}, as ${category}`,
                  allowed: `an .${only.toLowerCase()} file`,
                  fix: meant === undefined ? `convert it to .${only.toLowerCase()}` : `set category to ${meant}`,
              },
          ];
}

function sizeProblems({ settings, assets = [], css, logo }: AnyLoginPages): Problem[] {
    const images = assets.reduce((sum, asset) => sum + asset.file.base64.length, 0);
    const branding = settings === undefined ? 0 : Buffer.byteLength(JSON.stringify(settings)) + images;
    const classic = css === undefined || logo === undefined ? 0 : Buffer.byteLength(css) + logo.base64.length;
    return [
        ...tooLarge("loginPages.assets", branding, MOST_BRANDING_BYTES, "settings and images"),
        ...tooLarge("loginPages.logo", classic, MOST_CLASSIC_BYTES, "css and logo"),
    ];
}

function tooLarge(key: string, bytes: number, most: number, what: string): Problem[] {
    return bytes <= most
        ? []
        : [
              {
                  key,
                  given: `${bytes} bytes for ${what} together, images in Base64`,
                  allowed: `at most ${most}: Cognito takes them in one request`,
                  fix: "make the images smaller: Base64 adds a third to them",
              },
          ];
}
