import path from "node:path";
import type { FileContent } from "../../config/file";

/** How images of each type begin. */
export const BEGINNINGS: Readonly<Record<string, Buffer>> = {
    ".ico": Buffer.from("00000100", "hex"),
    ".jpg": Buffer.from("ffd8ffe0", "hex"),
    ".jpeg": Buffer.from("ffd8ffe1", "hex"),
    ".png": Buffer.from("89504e470d0a1a0a", "hex"),
    ".svg": Buffer.from("<svg/>"),
    ".webp": Buffer.from("524946460400000057454250", "hex"),
};

/** An image of the type that its name says, of so many bytes; by default as few as say what it is. */
export function image(name: string, bytes = 0): FileContent {
    return { name, base64: imageBytes(name, bytes).toString("base64") };
}

export function imageBytes(name: string, bytes = 0): Buffer {
    const beginning = BEGINNINGS[path.extname(name).toLowerCase()] ?? Buffer.from("GIF89a");
    return Buffer.concat([beginning, Buffer.alloc(Math.max(0, bytes - beginning.length), " ")]);
}
