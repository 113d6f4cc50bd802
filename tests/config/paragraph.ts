/** What a user reads of one problem. */
export function paragraph(key: string, given: string, allowed: string, fix: string): string {
    return `  ${key}\n    given    ${given}\n    allowed  ${allowed}\n    fix      ${fix}\n`;
}
