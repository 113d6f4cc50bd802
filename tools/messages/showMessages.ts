import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { UserError } from "../../config/userError";
import { stackName } from "../../local/stackFile";
import { CHECKOUT } from "../../local/workspace";

import { indexPage, messagePage } from "./page";
import { previews, type Preview } from "./previews";
import { stackSettings } from "./stackSettings";

/** Every name that a page can have: what an earlier run wrote and this one does not is removed. */
const PAGES = ["index", "invitation", "verification", "verification-link", "sign-in-code"];

/**
 * Writes a page for each message of a stack.
 *
 * @param out folder of the pages @default .local/messages/<stack>
 * @throws UserError when the stack's file is not there or is refused, or the folder cannot be written
 */
export async function showMessages(stack: string, out?: string): Promise<void> {
    const settings = await stackSettings(stack);
    refuseExistingPool(stack, settings.userPool.existingId);
    const folder = out ?? path.join(CHECKOUT, ".local", "messages", stackName(stack));
    const shown = previews(settings);
    await writePages(folder, shown, stack);
    process.stdout.write(
        `Stack ${stack}: ${shown.length} messages, with sample values in place of what Cognito fills in. Open in a browser:\n` +
            `    ${path.join(folder, "index.html")}\n`,
    );
}

function refuseExistingPool(stack: string, existingId: string | undefined): void {
    if (existingId !== undefined) {
        throw new UserError(
            `Stack ${stack} uses the user pool ${existingId}, which is not its own: what that pool writes is set there, not here.`,
        );
    }
}

/** @throws UserError when the folder cannot be written */
async function writePages(folder: string, shown: readonly Preview[], stack: string): Promise<void> {
    const pages = new Map([
        ["index", indexPage(shown, stack)],
        ...shown.map((preview) => [preview.name, messagePage(preview, stack)] as const),
    ]);
    try {
        await mkdir(folder, { recursive: true });
        for (const name of PAGES) {
            const [file, text] = [path.join(folder, `${name}.html`), pages.get(name)];
            await (text === undefined ? rm(file, { force: true }) : writeFile(file, text));
        }
    } catch (error) {
        throw new UserError(`The pages cannot be written: ${(error as Error).message}`);
    }
}
