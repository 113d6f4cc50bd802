/**
 * The values of one project, decoded: Pulumi hands every value over as a text, and maps and lists as JSON.
 * A text that only looks like JSON is left as it is: the schema says what it may mean. A key with nothing behind it, for
 * instance because all below it is commented out, counts as not there; Pulumi makes an empty text of it, or null further down.
 */
export function decodeConfig(all: Readonly<Record<string, string>>, project: string): Record<string, unknown> {
    const prefix = `${project}:`;
    const own = Object.entries(all).filter(([key, value]) => key.startsWith(prefix) && value.trim() !== "");
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), decodeValue(value)]));
}

function decodeValue(value: string): unknown {
    if (!/^\s*[[{]/.test(value)) {
        return value;
    }
    try {
        return JSON.parse(value, (_key, inner: unknown) => inner ?? undefined);
    } catch {
        return value;
    }
}
