import assert from "node:assert/strict";
import { imageFault, typeByName } from "../../config/image";
import { BEGINNINGS, image } from "./images";

const svg = (text: string) => imageFault({ name: "logo.svg", base64: Buffer.from(text).toString("base64") });

describe("an image", () => {
    it("is of the type that its name says", () => {
        assert.deepEqual(["a.ico", "a.jpeg", "a.JPG", "a.png", "a.svg", "a.b.webp", "a.gif", "png"].map(typeByName), [
            "ICO",
            "JPEG",
            "JPEG",
            "PNG",
            "SVG",
            "WEBP",
            undefined,
            undefined,
        ]);
        for (const ending of Object.keys(BEGINNINGS)) {
            assert.equal(imageFault(image(`logo${ending}`, 100)), undefined);
            assert.equal(imageFault(image(`LOGO${ending.toUpperCase()}`)), undefined);
        }
    });

    it("is not of another type than its name says", () => {
        const renamed = (from: string, to: string) => imageFault({ ...image(`a${from}`), name: `a${to}` });
        assert.equal(renamed(".png", ".jpg"), "its first bytes are those of PNG: name it .png, or export it as JPEG");
        assert.equal(renamed(".svg", ".ico"), "its first bytes are those of SVG: name it .svg, or export it as ICO");
        assert.equal(renamed(".webp", ".png"), "its first bytes are those of WEBP: name it .webp, or export it as PNG");
        assert.equal(renamed(".jpg", ".jpeg"), undefined);
        assert.equal(renamed(".gif", ".png"), "its first bytes are not those of PNG: export it again");
        const truncated = { name: "a.png", base64: Buffer.from("89504e", "hex").toString("base64") };
        assert.equal(imageFault(truncated), "its first bytes are not those of PNG: export it again");
        // RIFF holds sounds as well.
        const sound = { name: "a.webp", base64: Buffer.from("RIFF....WAVE").toString("base64") };
        assert.equal(imageFault(sound), "its first bytes are not those of WEBP: export it again");
    });

    it("of SVG begins with its element, whatever an editor puts before it", () => {
        const element = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>';
        for (const before of [
            "",
            "\uFEFF",
            "\n  ",
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<?xml version="1.0"?><!-- Generator: <svg> --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">',
            '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>',
        ]) {
            assert.equal(svg(before + element), undefined, before);
        }
        for (const text of ["<html><svg/></html>", "<svgs/>", "svg", "<!-- <svg/> -->", "\x1f\x8b\x08"]) {
            assert.equal(svg(text), "its first bytes are not those of SVG: export it again", text);
        }
    });

    it("of SVG has nothing that Cognito refuses or that runs", () => {
        const refused: Readonly<Record<string, string>> = {
            '<svg><text dominant-baseline="middle">a</text></svg>': "dominant-baseline",
            "<svg><script>alert(1)</script></svg>": "<script",
            "<svg><foreignObject/></svg>": "<foreignObject",
            '<svg onload="alert(1)"/>': "onload",
            '<svg><a href="javascript:alert(1)"/></svg>': "javascript:",
        };
        for (const [text, found] of Object.entries(refused)) {
            assert.equal(svg(text), `remove ${found} from it: Cognito takes no such thing in an SVG`);
        }
        assert.equal(svg('<svg><text font-family="London">on time = 1</text><title>one</title></svg>'), undefined);
    });
});
