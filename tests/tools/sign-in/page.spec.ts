import assert from "node:assert/strict";
import path from "node:path";

import * as ts from "typescript";

import { assetOf } from "../../../tools/sign-in/assets";

const TSCONFIG = path.join(__dirname, "../../../tools/sign-in/page/tsconfig.json");

describe("the page's own code", () => {
    it("has no type error: it is compiled unchecked when it is served", function () {
        this.timeout(60_000);
        const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
        const config = ts.getParsedCommandLineOfConfigFile(TSCONFIG, {}, host);
        assert.ok(config && config.fileNames.length > 5);
        const program = ts.createProgram(config.fileNames, config.options);
        const format = { getCanonicalFileName: String, getCurrentDirectory: () => "", getNewLine: () => "\n" };
        assert.equal(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), format), "");
    });

    it("is served whole: every file that a file asks for is there", async () => {
        const asked = new Set(["/", "/silent-callback"]);
        for (const file of asked) {
            const asset = await assetOf(file);
            assert.ok(asset, `${file} is not served`);
            const text = String(asset.body);
            const references =
                file === "/oidc-client.js" ? [] : text.matchAll(/(?:from "\.|src="|href=")\/?([\w./-]+)"/g);
            for (const [, name] of references) {
                asked.add(`/${name}`);
            }
        }
        assert.ok(
            asked.has("/page.js") && asked.has("/failures.js") && asked.has("/oidc-client.js"),
            [...asked].join(),
        );
    });

    it("asks nobody else for anything", async () => {
        for (const file of ["/", "/silent-callback", "/page.css", "/icon.svg"]) {
            const text = String((await assetOf(file))?.body).replace("http://www.w3.org/2000/svg", "");
            assert.doesNotMatch(text, /https?:|@import|url\(|<script>|<style|style=|\son\w+=/, file);
        }
    });
});
