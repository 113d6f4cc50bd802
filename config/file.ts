import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { asText, scalar } from "./shapes";

/** A file that is part of a configuration: its name, whose ending says what it is, and what is in it. */
export interface FileContent {
    readonly name: string;
    readonly base64: string;
}

interface FileRule {
    /** What its name may end in, in lower case, for instance `.png`. */
    readonly endings: readonly string[];
    readonly mostBytes: number;
    /** A path for the fix, for instance `branding/logo.png`. */
    readonly example: string;
    /** What is wrong with the content, as what to do about it. */
    readonly fault?: (content: FileContent) => string | undefined;
}

/** What was read, or what to do when nothing could be. */
type Reading = { readonly content: FileContent } | { readonly fix: string };

/**
 * A file, as its path from the folder of `Pulumi.yaml`: Pulumi starts the program there. Its content takes the place of the path, so
 * that nothing is read twice and a component can be given the content itself.
 */
export function file(rule: FileRule): z.ZodType<FileContent, FileContent | string> {
    const shape = scalar<FileContent | string>({
        allowed: `the path of a ${listed(rule.endings)} file of 1 to ${rule.mostBytes} bytes, from the folder of Pulumi.yaml`,
        fix: (given) => {
            const reading = readContent(given, rule);
            return "fix" in reading ? reading.fix : "";
        },
        read: (given) => {
            const reading = readContent(given, rule);
            return "content" in reading ? reading.content : undefined;
        },
    });
    return shape as z.ZodType<FileContent, FileContent | string>;
}

/** The content behind a path; content that is there already stays as it is. */
export function readContent(given: unknown, { endings, mostBytes, example, fault }: FileRule): Reading {
    const name = isContent(given) ? given.name : asText(given);
    if (name === undefined || name === "") {
        return { fix: `for example: ${example}` };
    }
    if (!endings.some((ending) => name.toLowerCase().endsWith(ending))) {
        return { fix: `give it as ${listed(endings)}: the ending decides what it is taken for` };
    }
    const reading = isContent(given) ? { content: given } : readPath(name, mostBytes);
    if ("fix" in reading) {
        return reading;
    }
    const bytes = Buffer.byteLength(reading.content.base64, "base64");
    const fix = bytes < 1 || bytes > mostBytes ? sizeFix(bytes) : fault?.(reading.content);
    return fix === undefined ? reading : { fix };
}

/** Looks at the size first: whatever lies at the path, no more than is allowed is read. */
function readPath(name: string, mostBytes: number): Reading {
    const at = path.resolve(name);
    try {
        const found = statSync(at);
        if (!found.isFile()) {
            return { fix: `${at} is no file` };
        }
        return found.size > mostBytes
            ? { fix: sizeFix(found.size) }
            : { content: { name: path.basename(at), base64: readFileSync(at).toString("base64") } };
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return { fix: code === "ENOENT" ? `there is no file ${at}` : `${at} cannot be read (${code})` };
    }
}

function isContent(given: unknown): given is FileContent {
    const { name, base64 } = (given ?? {}) as Partial<FileContent>;
    return typeof name === "string" && typeof base64 === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
}

function sizeFix(bytes: number): string {
    return bytes === 0 ? "it is empty" : `it has ${bytes} bytes: make it smaller`;
}

function listed(endings: readonly string[]): string {
    return endings.length === 1 ? endings[0] : `${endings.slice(0, -1).join(", ")} or ${endings.at(-1)}`;
}
