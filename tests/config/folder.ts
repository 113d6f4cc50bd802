import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Runs each test of the suite in a new folder with these files, as Pulumi runs the program in the folder of `Pulumi.yaml`.
 *
 * @param files contents by name; a number makes a file of so many bytes
 * @returns the folder of the test that runs
 */
export function inFolderWith(files: Readonly<Record<string, string | number>>): () => string {
    const before = process.cwd();
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "openmetadata-cognito-sso-"));
        for (const [name, content] of Object.entries(files)) {
            writeFileSync(path.join(folder, name), typeof content === "string" ? content : Buffer.alloc(content, 1));
        }
        process.chdir(folder);
        // The name that the system itself gives it: temporary folders may lie behind a link.
        folder = process.cwd();
    });
    afterEach(() => {
        process.chdir(before);
        rmSync(folder, { recursive: true });
    });
    return () => folder;
}
