import { UserError } from "../../config/userError";
import { required } from "../../local/command";

import type { DiagnoseOptions } from "./diagnose";

/** What may be typed, in the form of `parseArgs` of `node:util`. */
export const OPTIONS = {
    stack: { type: "string" },
    openmetadata: { type: "string" },
    "check-default-admin": { type: "boolean" },
    json: { type: "boolean" },
    aws: { type: "boolean" },
    timeout: { type: "string" },
} as const;

/** What was typed. */
export interface Typed {
    readonly stack?: string;
    readonly openmetadata?: string;
    readonly "check-default-admin"?: boolean;
    readonly timeout?: string;
}

/**
 * The stack to look at, and how.
 *
 * @throws UserError for an option that makes no sense
 */
export function readOptions(typed: Typed): { stack: string; diagnose: DiagnoseOptions } {
    const { openmetadata, timeout, "check-default-admin": checkDefaultAdmin = false } = typed;
    const stack = required("doctor", "stack", typed.stack, "prod");
    if (checkDefaultAdmin && openmetadata === undefined) {
        throw new UserError("--check-default-admin asks an OpenMetadata server: add --openmetadata <url>.");
    }
    const openMetadata = openmetadata === undefined ? undefined : readUrl(openmetadata);
    return { stack, diagnose: { openMetadata, checkDefaultAdmin, timeout: readTimeout(timeout) } };
}

function readUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const example = "for example https://data.example.org or http://localhost:8585";
    if (url?.username || url?.password) {
        // Not repeated: it holds a password.
        throw new UserError(`--openmetadata has a user or a password in it. Give the address alone, ${example}.`);
    }
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
        throw new UserError(
            `--openmetadata ${text} is no address of a server. Give the one that people open, ${example}.`,
        );
    }
    return url.href.replace(/\/+$/, "");
}

function readTimeout(text = "10"): number {
    const seconds = Number(text);
    if (!(seconds >= 0.1 && seconds <= 300)) {
        throw new UserError(`--timeout ${text} is no number of seconds from 0.1 to 300.`);
    }
    return seconds * 1000;
}
