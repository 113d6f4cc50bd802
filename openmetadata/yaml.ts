import { Document } from "yaml";

import { lastStep, NOTHING_CHANGES, yamlComment } from "./headComment";
import type { OpenMetadataSettings } from "./settings";

/**
 * The settings as the two blocks of `conf/openmetadata.yaml`, which is also the file that `update-security-config` takes. Holds the
 * client secret of a confidential client.
 */
export function renderYaml(settings: OpenMetadataSettings): string {
    return yamlDocument(settings, head(settings));
}

/**
 * A value as a YAML file under a head comment. All strings are in quotes: nothing depends on which YAML version reads
 * them. No newline at the end: `pulumi stack output` adds one.
 */
export function yamlDocument(value: unknown, headText: string): string {
    const document = new Document(value, { aliasDuplicateObjects: false });
    document.commentBefore = yamlComment(headText);
    return document.toString({ defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 }).trimEnd();
}

function head({ authenticationConfiguration: { clientType, callbackUrl } }: OpenMetadataSettings): string {
    const secret = "They hold the client secret: chmod 600 the file, and keep it out of git.\n";
    return `
Settings for a server without containers: OpenMetadata signs people in through Amazon Cognito.

In conf/openmetadata.yaml, put these two blocks in the place of those of the same names.
${clientType === "confidential" ? secret : ""}
A server stops at a key that its release does not know. These are the keys of a current release: for
another one set openMetadata.version in the stack's config, and print this again.

Restart, and restart after every change:

  ./bin/openmetadata.sh stop && ./bin/openmetadata.sh start

${NOTHING_CHANGES}

  ./bootstrap/openmetadata-ops.sh remove-security-config --force

${lastStep(callbackUrl)}
`;
}
