import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { file } from "../../config/file";
import { inFolderWith } from "./folder";
import { refusalBy } from "./refusal";

const image = file({ endings: [".png", ".jpg"], mostBytes: 10, example: "branding/logo.png" });

const ALLOWED = "the path of a .png or .jpg file of 1 to 10 bytes, from the folder of Pulumi.yaml";
const fixFor = (given: unknown) => {
    const refusal = refusalBy(image, given);
    assert.equal(refusal?.allowed, ALLOWED);
    return refusal.fix;
};

describe("a file", () => {
    const folder = inFolderWith({
        "logo.png": "1234567890",
        "LOGO.JPG": "x",
        "empty.png": 0,
        "large.png": 11,
        "x.gif": "x",
    });

    it("is read from its path, and stays what it is when it is read again", () => {
        const content = { name: "logo.png", base64: Buffer.from("1234567890").toString("base64") };
        assert.deepEqual(image.parse("logo.png"), content);
        assert.deepEqual(image.parse(` ${path.join(folder(), "logo.png")} `), content);
        assert.deepEqual(image.parse(content), content);
        assert.equal(image.parse("LOGO.JPG").name, "LOGO.JPG");
    });

    it("is refused with what to do", () => {
        mkdirSync("folder.png");
        assert.equal(fixFor("nowhere.png"), `there is no file ${path.join(folder(), "nowhere.png")}`);
        assert.equal(fixFor("folder.png"), `${path.join(folder(), "folder.png")} is no file`);
        assert.equal(fixFor("empty.png"), "it is empty");
        assert.equal(fixFor("large.png"), "it has 11 bytes: make it smaller");
        assert.equal(fixFor("x.gif"), "give it as .png or .jpg: the ending decides what it is taken for");
        assert.equal(fixFor(undefined), "for example: branding/logo.png");
        assert.equal(fixFor(""), "for example: branding/logo.png");
        assert.equal(fixFor(["logo.png"]), "for example: branding/logo.png");
    });

    it("is refused as content for the same reasons", () => {
        const base64 = (bytes: number) => Buffer.alloc(bytes).toString("base64");
        assert.equal(fixFor({ name: "a.png", base64: base64(11) }), "it has 11 bytes: make it smaller");
        assert.equal(fixFor({ name: "a.png", base64: "" }), "it is empty");
        assert.match(fixFor({ name: "a.exe", base64: base64(1) }), /^give it as \.png or \.jpg/);
        assert.equal(fixFor({ name: "a.png", base64: "no base64!" }), "for example: branding/logo.png");
    });
});
