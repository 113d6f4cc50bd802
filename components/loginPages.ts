import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import { typeByName, type ImageType } from "../config/image";
import type { BrandingAsset, LoginPagesSettings } from "../config/loginPages";

/** The client whose login pages they are; those of a pool's other clients stay as they are. */
interface Client {
    readonly userPoolId: pulumi.Input<string>;
    readonly clientId: pulumi.Input<string>;
}

/**
 * The looks of the client's login pages. Managed login shows "Login pages unavailable" for a client without a style, and a client
 * made through the API has none (AWS: CreateManagedLoginBranding). The classic pages need none.
 */
export function createLoginPages(
    name: string,
    { loginPages }: { readonly loginPages: LoginPagesSettings },
    client: Client,
    opts: pulumi.CustomResourceOptions,
): void {
    if (loginPages.version === "managed") {
        const args = { ...client, ...brandingArgs(loginPages) };
        new cognito.ManagedLoginBranding(name, args, brandingOptions(loginPages, opts));
    } else if (loginPages.css !== undefined || loginPages.logo !== undefined) {
        new cognito.UserPoolUICustomization(name, { ...client, ...classicArgs(loginPages) }, opts);
    }
}

type ManagedPages = Extract<LoginPagesSettings, { version: "managed" }>;
type ClassicPages = Extract<LoginPagesSettings, { version: "classic" }>;

/** Either Cognito's own style or settings: Cognito takes exactly one of them, and images only beside settings. */
export function brandingArgs({
    settings,
    assets = [],
}: ManagedPages): Omit<cognito.ManagedLoginBrandingArgs, keyof Client> {
    if (settings === undefined) {
        return { useCognitoProvidedValues: true };
    }
    return { settings: JSON.stringify(settings), ...(assets.length > 0 && { assets: assets.map(assetArgs) }) };
}

function assetArgs({ category, colorMode, file }: BrandingAsset) {
    return { category, colorMode, extension: typeByName(file.name) as ImageType, bytes: file.base64 };
}

export function classicArgs({ css, logo }: ClassicPages): Omit<cognito.UserPoolUICustomizationArgs, keyof Client> {
    return { ...(css !== undefined && { css }), ...(logo !== undefined && { imageFile: logo.base64 }) };
}

function brandingOptions(
    { assets = [] }: ManagedPages,
    opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
    return {
        ...opts,
        // A client takes one style: a second one is refused until the first is gone.
        deleteBeforeReplace: true,
        // The provider replaces the style for any change of an image, which the guard would refuse for ever. What is lost without it,
        // should a refused `destroy` delete the style, the next `up` makes again from the program.
        ...(assets.length > 0 && { protect: false }),
    };
}
