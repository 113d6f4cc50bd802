import assert from "node:assert/strict";

import { parse } from "yaml";

import { describeSettings } from "../../../tools/jwt-keys/settings";

const KEY_ID = "0b0e7c1c-5f3e-4f7a-9a57-3c1d2b4e6f80";

describe("the settings for a new key pair", () => {
    const text = describeSettings({ folder: "/srv/keys", keyId: KEY_ID });

    it("for Docker mount the folder and point both paths into it", () => {
        assert.deepEqual(parse(block(text, "services:")), {
            services: { "openmetadata-server": { volumes: ["./docker-volume/jwtkeys:/etc/openmetadata/jwtkeys:ro"] } },
        });
        assert.equal(
            block(text, "RSA_PUBLIC_KEY_FILE_PATH="),
            `RSA_PUBLIC_KEY_FILE_PATH=/etc/openmetadata/jwtkeys/public_key.der
RSA_PRIVATE_KEY_FILE_PATH=/etc/openmetadata/jwtkeys/private_key.der
JWT_ISSUER=openmetadata.example.org
JWT_KEY_ID=${KEY_ID}`,
        );
    });

    it("for bare metal are exported, with absolute paths", () => {
        assert.equal(
            block(text, "export "),
            `export RSA_PUBLIC_KEY_FILE_PATH=/opt/openmetadata/conf/public_key.der
export RSA_PRIVATE_KEY_FILE_PATH=/opt/openmetadata/conf/private_key.der
export JWT_ISSUER=openmetadata.example.org
export JWT_KEY_ID=${KEY_ID}`,
        );
    });

    it("for Kubernetes are a Secret and Helm values", () => {
        assert.equal(
            block(text, "kubectl "),
            `kubectl create secret generic openmetadata-jwt-keys --namespace default \\
    --from-file=/srv/keys/private_key.der \\
    --from-file=/srv/keys/public_key.der`,
        );
        assert.deepEqual(parse(block(text, "extraVolumes:")), {
            extraVolumes: [{ name: "openmetadata-jwt-vol", secret: { secretName: "openmetadata-jwt-keys" } }],
            extraVolumeMounts: [
                { name: "openmetadata-jwt-vol", mountPath: "/etc/openmetadata/jwtkeys", readOnly: true },
            ],
            openmetadata: {
                config: {
                    jwtTokenConfiguration: {
                        rsapublicKeyFilePath: "/etc/openmetadata/jwtkeys/public_key.der",
                        rsaprivateKeyFilePath: "/etc/openmetadata/jwtkeys/private_key.der",
                        jwtissuer: "openmetadata.example.org",
                        keyId: KEY_ID,
                    },
                },
            },
        });
    });

    it("quote a folder that a shell would split", () => {
        const quoted = describeSettings({ folder: "/srv/it's here", keyId: KEY_ID });
        assert.ok(quoted.includes(`--from-file='/srv/it'\\''s here/private_key.der'`));
    });

    it("explain the issuer, and say what a new key ends", () => {
        assert.match(text, /JWT_ISSUER +The name that OpenMetadata writes into its own tokens/);
        assert.match(text, /Every token that the old key signed stops working, those of the bots too/);
    });
});

/** The indented block whose first line begins with the given words, without its indent. */
function block(text: string, start: string): string {
    const found = text.split("\n\n").find((part) => part.startsWith(`    ${start}`));
    assert.ok(found, `no block begins with ${start}`);
    return found.replaceAll(/^ {4}/gm, "");
}
