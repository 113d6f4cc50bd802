import { serverUrl } from "./settings";

/** A text as comment lines of an env file; blank lines at its ends are dropped. */
export function commentLines(text: string): string {
    return lines(text)
        .map((line) => (line === "" ? "#" : `# ${line}`))
        .join("\n");
}

/** A text as the `yaml` library takes a comment: it puts the `#` before each line that is not empty. */
export function yamlComment(text: string): string {
    return lines(text)
        .map((line) => ` ${line}`)
        .join("\n");
}

/** The end of every head comment. */
export function lastStep(callbackUrl: string): string {
    const address = serverUrl(callbackUrl);
    return `
Then open ${address} and sign in. If it does not work, this says why:

  npm run doctor -- --stack <stack> --openmetadata ${address}
`.trim();
}

function lines(text: string): string[] {
    return text.trim().split("\n");
}
