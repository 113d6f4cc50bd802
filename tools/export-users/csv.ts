import { existsSync, writeFileSync } from "node:fs";

import { UserError } from "../../config/userError";
import type { Person } from "./people";

/** One line each, as RFC 4180 has it: the e-mail address first, then what Cognito says, then all other attributes by name. */
export function toCsv(people: readonly Person[]): string {
    const names = people.flatMap(({ attributes }) => Object.keys(attributes));
    const others = [...new Set(names)].filter((name) => name !== "email").sort();
    const header = ["email", "username", "status", "enabled", "created", "groups", ...others];
    const lines = people.map(({ attributes, username, status, enabled, created, groups }) => [
        attributes.email ?? "",
        username,
        status,
        String(enabled),
        created,
        // No group has a blank in its name.
        groups.join(" "),
        ...others.map((name) => attributes[name] ?? ""),
    ]);
    return [header, ...lines].map((fields) => `${fields.map(field).join(",")}\r\n`).join("");
}

function field(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @throws UserError */
export function refuseExisting(file: string): void {
    if (existsSync(file)) {
        throw new UserError(`${file} is there already, and is not replaced. Name another file, or remove it.`);
    }
}

/**
 * Writes a file that only its owner can read.
 * @throws UserError
 */
export function writeCsv(file: string, text: string): void {
    try {
        writeFileSync(file, text, { mode: 0o600, flag: "wx" });
    } catch (error) {
        throw new UserError(`${file} cannot be written: ${(error as Error).message}`);
    }
}
