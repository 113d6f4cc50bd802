import { createHash } from "node:crypto";
import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";

import { CHECKOUT } from "../../local/workspace";
import type { Sandbox } from "./sandbox";

/** A server that answers on the address that an emulator is given, and notes down how it was started. */
export const ANSWERING = `
const { writeFileSync } = require("node:fs");
const { GATEWAY_PORT, BIND_HOST, MINISTACK_EDITION: edition } = process.env;
writeFileSync("started.json", JSON.stringify({ words: process.argv.slice(2), env: process.env }));
process.on("SIGTERM", () => { writeFileSync("saved", "data"); process.exit(0); });
require("node:http")
    .createServer((_, response) => response.end(JSON.stringify({ edition })))
    .listen(Number(GATEWAY_PORT), BIND_HOST, () => console.log("Ready."));
`;

/** Puts a script of Node.js in the place of the installed emulator of the workspace `.local` in a sandbox. */
export function installEmulator(box: Sandbox, script: string): void {
    const requirements = readFileSync(path.join(CHECKOUT, "local", "emulator", "requirements.txt"));
    box.write(".local/emulator/venv/complete", createHash("sha256").update(requirements).digest("hex"));
    const server = box.write("server.js", script);
    const start = `#!/bin/sh\nexec "${process.execPath}" "${server}" "$@"\n`;
    chmodSync(box.write(".local/emulator/venv/bin/python", start), 0o755);
}
