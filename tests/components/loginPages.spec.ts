import assert from "node:assert/strict";
import { brandingArgs, classicArgs } from "../../components/loginPages";
import { image } from "../config/images";
import { deploy } from "./mocks";

const CALLBACK = { callbackUrl: "https://om.mycompany.com/callback" };
const BRANDING = "aws:cognito/managedLoginBranding:ManagedLoginBranding";
const CUSTOMIZATION = "aws:cognito/userPoolUICustomization:UserPoolUICustomization";

const SETTINGS = { components: { form: { logo: { enabled: true } } } };
const CSS = ".label-customizable { color: #123456; }";
const logo = image("logo.PNG");
const asset = { category: "FORM_LOGO", colorMode: "LIGHT", file: logo } as const;

describe("the managed login pages", () => {
    it("have Cognito's own style by default, sent as such", async () => {
        const { find, ofType } = await deploy(CALLBACK);
        const { userPoolId } = find("openmetadata-client").inputs;
        const branding = find("openmetadata-login-pages");
        assert.equal(branding.type, BRANDING);
        assert.deepEqual(branding.inputs, {
            userPoolId,
            clientId: "openmetadataclient00000000",
            useCognitoProvidedValues: true,
        });
        assert.deepEqual(ofType(CUSTOMIZATION), []);
        assert.equal(find("openmetadata-domain").inputs.managedLoginVersion, 2);
    });

    it("have a style of one's own instead, with its images", async () => {
        const { find } = await deploy({ ...CALLBACK, loginPages: { settings: SETTINGS, assets: [asset] } });
        const { settings, assets, useCognitoProvidedValues } = find("openmetadata-login-pages").inputs;
        assert.deepEqual(JSON.parse(String(settings)), SETTINGS);
        assert.deepEqual(assets, [{ category: "FORM_LOGO", colorMode: "LIGHT", extension: "PNG", bytes: logo.base64 }]);
        assert.equal(useCognitoProvidedValues, undefined);
    });

    it("come after client and domain, and are gone before new ones come", async () => {
        const branding = (await deploy(CALLBACK)).find("openmetadata-login-pages");
        const { dependencies, deleteBeforeReplace } = branding;
        assert.ok(dependencies.some((urn) => urn.endsWith("::openmetadata-domain")));
        assert.ok(dependencies.some((urn) => urn.endsWith("::openmetadata-client")));
        assert.equal(deleteBeforeReplace, true);
    });

    it("are guarded, except where each new image would be refused", async () => {
        const protect = async (loginPages: object) =>
            (await deploy({ ...CALLBACK, loginPages })).find("openmetadata-login-pages").protect;
        assert.equal(await protect({}), true);
        assert.equal(await protect({ settings: SETTINGS }), true);
        assert.equal(await protect({ settings: SETTINGS, assets: [] }), true);
        assert.equal(await protect({ settings: SETTINGS, assets: [asset] }), false);
        const { resources } = await deploy({ ...CALLBACK, loginPages: { settings: SETTINGS, assets: [asset] } });
        const open = resources.filter(({ custom, protect }) => custom && protect !== true).map(({ name }) => name);
        assert.deepEqual(open, ["openmetadata-login-pages"]);
    });

    it("know images of every type by the ending of their name", () => {
        const extensions = ["a.ico", "a.jpeg", "a.JPG", "a.png", "a.svg", "a.b.webp"].map(
            (name) =>
                brandingArgs({ version: "managed", settings: SETTINGS, assets: [{ ...asset, file: image(name) }] })
                    .assets,
        );
        assert.deepEqual(
            (extensions as unknown as { extension: string }[][]).map(([{ extension }]) => extension),
            ["ICO", "JPEG", "JPEG", "PNG", "SVG", "WEBP"],
        );
    });

    it("are sent without an empty list", () => {
        const args = brandingArgs({ version: "managed", settings: SETTINGS, assets: [] });
        assert.deepEqual(args, { settings: JSON.stringify(SETTINGS) });
    });
});

describe("the classic login pages", () => {
    it("need nothing by default", async () => {
        const { find, ofType } = await deploy({ ...CALLBACK, loginPages: { version: "classic" } });
        assert.deepEqual([...ofType(BRANDING), ...ofType(CUSTOMIZATION)], []);
        assert.equal(find("openmetadata-domain").inputs.managedLoginVersion, 1);
    });

    it("have a stylesheet and a logo, for this client alone, after the domain", async () => {
        const { find, ofType } = await deploy({ ...CALLBACK, loginPages: { version: "classic", css: CSS, logo } });
        const pages = find("openmetadata-login-pages");
        assert.equal(pages.type, CUSTOMIZATION);
        assert.deepEqual(pages.inputs, {
            userPoolId: find("openmetadata-client").inputs.userPoolId,
            clientId: "openmetadataclient00000000",
            css: CSS,
            imageFile: logo.base64,
        });
        assert.ok(pages.dependencies.some((urn) => urn.endsWith("::openmetadata-domain")));
        assert.equal(pages.protect, true);
        assert.deepEqual(ofType(BRANDING), []);
    });

    it("have one without the other", () => {
        assert.deepEqual(classicArgs({ version: "classic", css: CSS }), { css: CSS });
        assert.deepEqual(classicArgs({ version: "classic", logo }), { imageFile: logo.base64 });
    });
});
