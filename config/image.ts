import path from "node:path";
import type { FileContent } from "./file";

/** What Cognito calls the types of images (AWS: AssetType), by the ending of their name. */
export const IMAGE_TYPES = {
    ".ico": "ICO",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".png": "PNG",
    ".svg": "SVG",
    ".webp": "WEBP",
} as const;

export type ImageType = (typeof IMAGE_TYPES)[keyof typeof IMAGE_TYPES];

/** The type that a name says. */
export function typeByName(name: string): ImageType | undefined {
    return (IMAGE_TYPES as Readonly<Record<string, ImageType>>)[path.extname(name).toLowerCase()];
}

/** How files of each type begin; bytes as one character each. */
const BEGINNINGS: Readonly<Record<ImageType, RegExp>> = {
    ICO: /^\x00\x00\x01\x00/,
    JPEG: /^\xff\xd8\xff/,
    PNG: /^\x89PNG\r\n\x1a\n/,
    SVG: /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*|<!--[^]*?-->\s*|<!DOCTYPE[^>[]*(\[[^\]]*\])?\s*>\s*)*<svg[\s/>]/i,
    WEBP: /^RIFF[^]{4}WEBP/,
};

/** What Cognito refuses in an SVG (lgallard/terraform-aws-cognito-user-pool#238), and what must not run on a login page. */
const NOT_IN_SVG = /dominant-baseline|<script|<foreignObject|\son[a-z]+(?=\s*=)|javascript:/i;

/** Why a file is not the image that its name says, with what to do; undefined where it is. */
export function imageFault({ name, base64 }: FileContent): string | undefined {
    const said = typeByName(name);
    const bytes = Buffer.from(base64, "base64").toString("latin1");
    const [actual] = (Object.keys(BEGINNINGS) as ImageType[]).filter((type) => BEGINNINGS[type].test(bytes));
    if (said !== actual) {
        const better = Object.entries(IMAGE_TYPES).find(([, type]) => type === actual)?.[0];
        return better === undefined
            ? `its first bytes are not those of ${said}: export it again`
            : `its first bytes are those of ${actual}: name it ${better}, or export it as ${said}`;
    }
    const refused = said === "SVG" ? NOT_IN_SVG.exec(bytes)?.[0].trim() : undefined;
    return refused === undefined ? undefined : `remove ${refused} from it: Cognito takes no such thing in an SVG`;
}
