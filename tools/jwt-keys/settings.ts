import path from "node:path";

import { stringify } from "yaml";

import { KEY_FILES } from "./keyPair";

/** Folder in the containers of OpenMetadata in which its documentation mounts the keys. */
const MOUNT = "/etc/openmetadata/jwtkeys";
const ISSUER = "openmetadata.example.org";

export interface KeySettings {
    /** Folder that holds the two files. */
    readonly folder: string;
    /** The `kid` of the key: any text that no other key has, here a random UUID. */
    readonly keyId: string;
}

/** What to tell OpenMetadata about the keys, for each way to run it. No part of a key is in it. */
export function describeSettings(settings: KeySettings): string {
    return [introduction(settings), docker(settings), bareMetal(settings), kubernetes(settings), afterwards()].join(
        "\n\n",
    );
}

function introduction({ keyId }: KeySettings): string {
    return `JWT_KEY_ID   ${keyId}
             A random id, made for this pair. Set it once and leave it: tokens name it, and are refused after a change.
JWT_ISSUER   The name that OpenMetadata writes into its own tokens ("iss"). Put your OpenMetadata domain in the place of
             ${ISSUER} below.`;
}

function docker(settings: KeySettings): string {
    const service = { services: { "openmetadata-server": { volumes: [`./docker-volume/jwtkeys:${MOUNT}:ro`] } } };
    return `Docker: copy both files to ./docker-volume/jwtkeys beside the compose file, let the user that the server runs as own
them, and mount the folder. In a compose override file:

${indent(stringify(service))}
In the env file:

${indent(environment(settings, MOUNT))}`;
}

function bareMetal(settings: KeySettings): string {
    const folder = "/opt/openmetadata/conf";
    return `Bare metal: copy both files to the conf folder of the server (here ${folder}), owned by the user that
it runs as, and export before the start:

${indent(environment(settings, folder, "export "))}`;
}

function kubernetes({ folder, keyId }: KeySettings): string {
    const files = Object.values(KEY_FILES).map((file) => `--from-file=${shellWord(path.join(folder, file))}`);
    const values = {
        extraVolumes: [{ name: "openmetadata-jwt-vol", secret: { secretName: "openmetadata-jwt-keys" } }],
        extraVolumeMounts: [{ name: "openmetadata-jwt-vol", mountPath: MOUNT, readOnly: true }],
        openmetadata: {
            config: {
                jwtTokenConfiguration: {
                    rsapublicKeyFilePath: `${MOUNT}/${KEY_FILES.public}`,
                    rsaprivateKeyFilePath: `${MOUNT}/${KEY_FILES.private}`,
                    jwtissuer: ISSUER,
                    keyId,
                },
            },
        },
    };
    return `Kubernetes: make a Secret in OpenMetadata's namespace,

${indent(`kubectl create secret generic openmetadata-jwt-keys --namespace default \\\n    ${files.join(" \\\n    ")}`)}

and add to the Helm values:

${indent(stringify(values).trimEnd())}`;
}

function afterwards(): string {
    return `Then restart OpenMetadata. Every token that the old key signed stops working, those of the bots too: make new ones in
Settings > Bots, and give them to the ingestion. npm run doctor -- --openmetadata <url> checks that the key is in use.
The private key is a secret: keep it out of git.`;
}

function environment({ keyId }: KeySettings, folder: string, prefix = ""): string {
    return Object.entries({
        RSA_PUBLIC_KEY_FILE_PATH: `${folder}/${KEY_FILES.public}`,
        RSA_PRIVATE_KEY_FILE_PATH: `${folder}/${KEY_FILES.private}`,
        JWT_ISSUER: ISSUER,
        JWT_KEY_ID: keyId,
    })
        .map(([name, value]) => `${prefix}${name}=${value}`)
        .join("\n");
}

function shellWord(text: string): string {
    return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function indent(text: string): string {
    return text.replaceAll(/^(?=.)/gm, "    ");
}
