import { spawn } from "node:child_process";

/** The program that opens a URL, and its words before the URL. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ["open"],
    win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens a URL where somebody sits before a screen. Where that fails, the URL is in the terminal anyway. */
export function openInBrowser(url: string): void {
    if (!process.stdout.isTTY || process.env.CI) {
        return;
    }
    const [program, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
    const child = spawn(program, [...words, url], { stdio: "ignore", detached: true });
    child.on("error", () => undefined);
    child.unref();
}
