import { existsSync } from "node:fs";

import { type Browser, chromium } from "playwright-core";

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
