/** The code blocks of a page in Markdown that are of one language. */
export function codeBlocks(page: string, language: "json" | "sh" | "yaml"): string[] {
    return [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, block]) => block);
}
