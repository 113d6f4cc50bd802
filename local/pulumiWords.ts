import { parseArgs } from "node:util";

import { typedPath } from "./command";

/** Commands of Pulumi that talk to the cloud, which is the emulator here. The others read and change the state only. */
const CLOUD_COMMANDS = ["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn", "import", "watch"];

/** What must be known of words that are Pulumi's to understand. */
export interface PulumiWords {
    /** Name of the stack that they are about. */
    readonly stack: string;
    /** Whether they need an emulator that runs. */
    readonly needsEmulator: boolean;
}

/** Reads words that are meant for `pulumi`: what is not known here is let through. */
export function readPulumiWords(words: readonly string[]): PulumiWords {
    const options = { stack: { type: "string", short: "s" } } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true });
    const stack = typeof values.stack === "string" ? values.stack : "dev";
    return { stack, needsEmulator: CLOUD_COMMANDS.includes(positionals[0]) };
}

/** Options of Pulumi whose value is a path. */
const PATHS = ["file", "out", "plan", "save-plan", "policy-pack", "policy-pack-config", "config-file"];

/** The words with paths that are the same from everywhere: `pulumi` runs in the workspace, and not where people stand. */
export function withTypedPaths(words: readonly string[], absolute = typedPath): string[] {
    const option = new RegExp(`^--(?:${PATHS.join("|")})(?:=(.+))?$`, "s");
    return words.map((word, index) => {
        const value = option.exec(word)?.[1];
        if (value !== undefined) {
            return word.slice(0, -value.length) + absolute(value);
        }
        const before = index > 0 ? option.exec(words[index - 1]) : null;
        return before !== null && before[1] === undefined ? absolute(word) : word;
    });
}
