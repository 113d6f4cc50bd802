/**
 * Reads an env file as `docker compose --env-file` does.
 * @see Docker: compose, "Syntax for environment files"
 * @throws Error for a line that Compose refuses, and for a `$` that it would take for a variable
 */
export function parseComposeEnv(text: string): Record<string, string> {
    const assignments = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
    return Object.fromEntries(assignments.map(parseLine));
}

function parseLine(line: string): [string, string] {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? refuse(line);
    const [, quoted, rest] = /^'((?:\\.|[^'\\])*)'(.*)$/.exec(value) ?? /^"((?:\\.|[^"\\])*)"(.*)$/.exec(value) ?? [];
    if (quoted === undefined) {
        return [name, /^['"]/.test(value) ? refuse(line) : interpolated(value.replace(/ #.*$/, "").trimEnd())];
    }
    if (!/^\s*(#.*)?$/.test(rest)) {
        refuse(line);
    }
    return [name, value.startsWith("'") ? quoted.replaceAll("\\'", "'") : unescaped(quoted)];
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', $: "$", "\\": "\\" };

function unescaped(quoted: string): string {
    interpolated(quoted.replace(/\\./g, ""));
    return quoted.replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole);
}

function interpolated(value: string): string {
    return value.includes("$") ? refuse(value) : value;
}

function refuse(line: string): never {
    throw new Error(`Compose would not read this as it is meant: ${line}`);
}
