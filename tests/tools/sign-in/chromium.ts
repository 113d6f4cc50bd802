import { existsSync } from "node:fs";

import { type Browser, type BrowserContext, chromium } from "playwright-core";

import { lastLines } from "../../../local/childProcess";
import { keptFile } from "../../runner/findings";

const USUAL_PLACES = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Starts Chromium, or skips the suite where there is none, with a line that says so. In CI (`CI` set) there must be one.
 *
 * @param context `this` of a `before` hook
 */
export async function launchChromium(context: Mocha.Context): Promise<Browser> {
    const executablePath = process.env.CHROMIUM_PATH ?? USUAL_PLACES.find((place) => existsSync(place));
    if (executablePath === undefined) {
        if (process.env.CI) {
            throw new Error("There is no Chromium. Install it, or set CHROMIUM_PATH to its executable.");
        }
        process.stderr.write("      skipped: there is no Chromium. Set CHROMIUM_PATH to its executable.\n");
        context.skip();
    }
    return chromium.launch({
        executablePath,
        args: [
            // Containers run tests as root, where the sandbox cannot work; the pages are our own.
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}

/**
 * Listens to the pages of a context. What it gives back says, with the title of a failed test, where the pages are and what they
 * wrote last to the console, and keeps a picture of each.
 */
export function watch(context: BrowserContext): (title: string) => Promise<string> {
    const said: string[] = [];
    context.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
    context.on("weberror", (error) => said.push(String(error.error())));
    return async (title) => {
        const pages = context.pages().map(async (page, index) => {
            const picture = keptFile(`${title} ${index + 1}`, "png");
            await page.screenshot({ path: picture });
            return `The browser was at ${page.url()}: ${picture}`;
        });
        return [...(await Promise.all(pages)), "Its console ends with:", lastLines(said.join("\n"))].join("\n");
    };
}
