import { type OpenMetadataSettings, serverUrl } from "./settings";

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

/** What no variable can say, where there is something. */
export function withoutVariable({ authenticationConfiguration }: OpenMetadataSettings): string {
    const { jwtTeamClaimMapping } = authenticationConfiguration;
    return jwtTeamClaimMapping === undefined
        ? ""
        : `
Teams from groups: OpenMetadata has no variable for that. Once, as an admin, set JWT Team Claim Mapping to
${jwtTeamClaimMapping} in its page Settings > SSO.
`;
}

/** Why a change may not arrive, as the beginning of a paragraph that goes on with the commands. */
export const NOTHING_CHANGES = `
Nothing changes? OpenMetadata keeps these settings in its database from its first start on, and what is
there wins (from 2.1 on only over what its page Settings > SSO changed). Remove it, and restart:
`.trim();

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
