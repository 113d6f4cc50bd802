import { readFile } from "node:fs/promises";
import path from "node:path";

import * as ts from "typescript";

/** A file of the page, as it goes to the browser. */
export interface Asset {
    readonly type: string;
    readonly body: string | Buffer;
}

const PAGE = path.join(__dirname, "page");

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";

/** Every path that is a file, below the page's address. Scripts are TypeScript, and compiled when asked for. */
const ASSETS: Readonly<Record<string, () => Promise<Asset>>> = {
    "/": () => file("index.html", HTML),
    "/callback": () => file("index.html", HTML),
    "/signin": () => file("index.html", HTML),
    "/silent-callback": () => file("silent.html", HTML),
    "/page.css": () => file("page.css", "text/css; charset=utf-8"),
    "/icon.svg": () => file("icon.svg", "image/svg+xml"),
    ...Object.fromEntries(
        ["page", "dom", "failures", "failureView", "session", "signedInView", "silent", "startView", "widgets"].map(
            (name) => [`/${name}.js`, () => script(`${name}.ts`)] as const,
        ),
    ),
    "/oidc-client.js": async () => ({
        type: SCRIPT,
        body: await readFile(require.resolve("oidc-client/dist/oidc-client.min.js")),
    }),
};

/** The file at a path; nothing where there is none. */
export async function assetOf(urlPath: string): Promise<Asset | undefined> {
    return Object.hasOwn(ASSETS, urlPath) ? await ASSETS[urlPath]?.() : undefined;
}

async function file(name: string, type: string): Promise<Asset> {
    return { type, body: await readFile(path.join(PAGE, name)) };
}

async function script(name: string): Promise<Asset> {
    const source = await readFile(path.join(PAGE, name), "utf8");
    const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 },
    });
    return { type: SCRIPT, body: outputText };
}
