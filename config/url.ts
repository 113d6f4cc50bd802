/** The URL that a text is, on its own or at a base; undefined where it is none. `URL.canParse` takes `ä` for something else in Node.js 22, once it has been called often. */
export function parsedUrl(text: string, base?: string): URL | undefined {
    try {
        return new URL(text, base);
    } catch {
        return undefined;
    }
}
