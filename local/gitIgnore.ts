import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";

import { run } from "./childProcess";
import { downloadEnvironment } from "./environment";

/**
 * Sees to it that git never takes files in that nobody else should read: where git would, they are entered in the `.gitignore` of
 * their folder. Outside of a git work tree there is nothing to do.
 *
 * @param files all in one folder
 * @returns what people should know of it; nothing where git ignored the files already, or there is no git
 */
export async function keepOutOfGit(files: readonly string[]): Promise<string | undefined> {
    const folder = path.dirname(files[0]);
    const unignored = [];
    for (const file of files) {
        if (await isSeen(file)) {
            unignored.push(file);
        }
    }
    if (unignored.length === 0) {
        return undefined;
    }
    const list = path.join(folder, ".gitignore");
    await enter(list, unignored).catch(() => undefined);
    const names = unignored.map((file) => path.basename(file)).join(" and ");
    return (await isSeen(unignored[0]))
        ? `git does not ignore ${names} in ${folder}: see to it before the next commit.`
        : `git ignores ${names}: ${list} says so now.`;
}

/** Whether git would take the file in. */
async function isSeen(file: string): Promise<boolean> {
    const options = { env: downloadEnvironment(process.env), cwd: path.dirname(file) };
    // 0: ignored; 1: not ignored; anything else: no work tree, or no git.
    return (await run("git", ["check-ignore", "--quiet", file], options)).code === 1;
}

async function enter(list: string, files: readonly string[]): Promise<void> {
    const before = await readFile(list, "utf8").catch(() => "");
    const separator = before === "" || before.endsWith("\n") ? "" : "\n";
    const patterns = files.map((file) => `/${path.basename(file).replace(/[\\*?[\]]/g, "\\$&")}\n`);
    await appendFile(list, separator + patterns.join(""));
}
