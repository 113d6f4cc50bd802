import { readFile, rename, writeFile } from "node:fs/promises";

/** Reads what {@link writeJson} wrote; nothing when there is no such file, or it holds no JSON. */
export async function readJson<T>(file: string): Promise<T | undefined> {
    try {
        return JSON.parse(await readFile(file, "utf8")) as T;
    } catch {
        return undefined;
    }
}

/** Writes a file as a whole or not at all, whenever this process ends. */
export async function writeJson(file: string, value: unknown): Promise<void> {
    const unfinished = `${file}.${process.pid}`;
    await writeFile(unfinished, `${JSON.stringify(value, undefined, 4)}\n`);
    await rename(unfinished, file);
}
