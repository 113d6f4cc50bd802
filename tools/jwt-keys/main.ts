import { randomUUID } from "node:crypto";
import path from "node:path";

import { UserError } from "../../config/userError";
import { required, runCommand, typedPath } from "../../local/command";

import { KEY_BITS, KEY_FILES, type KeyBits, makeKeyPair, refuseExistingKey, writeKeyPair } from "./keyPair";

const HELP = `
npm run jwt-keys -- --out <folder> [--bits 2048|4096] [--force]

Makes the RSA key pair with which OpenMetadata signs its own tokens, in the formats that it reads, and prints the settings for
Docker, bare metal and Kubernetes. OpenMetadata ships with a pair that everybody can download: replace it in production.

--out <folder>   where ${KEY_FILES.private} and ${KEY_FILES.public} go; made when it is missing
--bits <size>    size of the key: ${KEY_BITS.join(" or ")} (default ${KEY_BITS[0]})
--force          replace a pair that is there already
`;

void runCommand({
    name: "jwt-keys",
    help: HELP,
    options: { out: { type: "string" }, bits: { type: "string" }, force: { type: "boolean" } },
    async run({ out, bits, force = false }) {
        const folder = typedPath(required("jwt-keys", "out", out, "jwtkeys"));
        const size = readBits(bits);
        if (!force) {
            refuseExistingKey(folder);
        }
        writeKeyPair(folder, await makeKeyPair(size), force);
        const { keepOutOfGit } = require("../../local/gitIgnore") as typeof import("../../local/gitIgnore");
        const note = await keepOutOfGit(Object.values(KEY_FILES).map((file) => path.join(folder, file)));
        const { describeSettings } = require("./settings") as typeof import("./settings");
        process.stdout.write(
            `Made an RSA key pair of ${size} bits, readable only by you:\n` +
                `    ${path.join(folder, KEY_FILES.private)}   PKCS#8, DER\n` +
                `    ${path.join(folder, KEY_FILES.public)}    SubjectPublicKeyInfo, DER\n` +
                `${note === undefined ? "" : `${note}\n`}\n` +
                `${describeSettings({ folder, keyId: randomUUID() })}\n`,
        );
    },
});

function readBits(text = String(KEY_BITS[0])): KeyBits {
    const bits = KEY_BITS.find((size) => String(size) === text);
    if (bits === undefined) {
        throw new UserError(`--bits ${text} is no size of key that is offered. Use ${KEY_BITS.join(" or ")}.`);
    }
    return bits;
}
