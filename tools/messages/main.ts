import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { UserError } from "../../config/userError";
import { required, runCommand } from "../../local/command";
import { stackName } from "../../local/stackFile";
import { CHECKOUT } from "../../local/workspace";

import { indexPage, messagePage } from "./page";
import { previews, type Preview } from "./previews";
import { stackSettings } from "./stackSettings";

const HELP = `
npm run messages -- --stack <name> [--out <folder>]

Shows what the user pool of a stack writes to people: invitation, verification and sign-in code, each as a page that opens in a
browser. Reads the stack's file alone: nothing is deployed, sent or loaded.

--stack <name>   a stack that has a Pulumi.<name>.yaml, deployed or not
--out <folder>   where the pages go; made when it is missing (default .local/messages/<name>)
`;

/** Every name that a page can have: what an earlier run wrote and this one does not is removed. */
const PAGES = ["index", "invitation", "verification", "verification-link", "sign-in-code"];

void runCommand({
    name: "messages",
    help: HELP,
    options: { stack: { type: "string" }, out: { type: "string" } },
    async run({ stack, out }) {
        const name = required("messages", "stack", stack, "dev");
        const settings = await stackSettings(name);
        refuseExistingPool(name, settings.userPool.existingId);
        const folder = path.resolve(out ?? path.join(CHECKOUT, ".local", "messages", stackName(name)));
        const shown = previews(settings);
        await writePages(folder, shown, name);
        process.stdout.write(
            `Stack ${name}: ${shown.length} messages, with sample values in place of what Cognito fills in. Open in a browser:\n` +
                `    ${path.join(folder, "index.html")}\n`,
        );
    },
});

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
