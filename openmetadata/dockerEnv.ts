import { environmentOf } from "./environment";
import { commentLines, lastStep, NOTHING_CHANGES, withoutVariable } from "./headComment";
import type { OpenMetadataSettings } from "./settings";

/**
 * The settings as a file for `docker compose --env-file`. Values are quoted so that a shell reads the same file in the same way. No
 * newline at the end: `pulumi stack output` adds one. Holds the client secret of a confidential client.
 * @see Docker: compose, "Syntax for environment files"
 */
export function renderDockerEnv(settings: OpenMetadataSettings): string {
    const lines = Object.entries(environmentOf(settings)).map(([name, value]) => `${name}=${quoted(value)}`);
    return `${commentLines(head(settings))}\n\n${lines.join("\n")}`;
}

/** In single quotes Compose and a shell take all as it stands; a quote is never among it (environment.ts). */
function quoted(value: string): string {
    return /^[\w./:@%+,=[\]-]+$/.test(value) ? value : `'${value}'`;
}

function head(settings: OpenMetadataSettings): string {
    const { clientType, callbackUrl } = settings.authenticationConfiguration;
    const secret = "It holds the client secret: chmod 600 openmetadata.env, and keep it out of git.\n";
    return `
Settings for Docker: OpenMetadata signs people in through Amazon Cognito.

Save this as openmetadata.env beside OpenMetadata's docker-compose.yml.
${clientType === "confidential" ? secret : ""}
Compose hands the server only the variables that its own "environment:" block lists. So that none gets
lost, put a file docker-compose.override.yml beside it:

  services:
    execute-migrate-all: { env_file: openmetadata.env }
    openmetadata-server: { env_file: openmetadata.env }

Start, and start again after every change. Without --env-file the defaults of docker-compose.yml win:

  docker compose --env-file openmetadata.env up -d
${withoutVariable(settings)}
${NOTHING_CHANGES}

  docker compose exec openmetadata-server ./bootstrap/openmetadata-ops.sh remove-security-config --force
  docker compose --env-file openmetadata.env up -d --force-recreate openmetadata-server

${lastStep(callbackUrl)}
`;
}
