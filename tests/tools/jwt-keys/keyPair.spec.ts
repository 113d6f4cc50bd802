import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, createSign, createVerify } from "node:crypto";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { jwtVerify, SignJWT } from "jose";

import { UserError } from "../../../config/userError";
import { type KeyPair, makeKeyPair, refuseExistingKey, writeKeyPair } from "../../../tools/jwt-keys/keyPair";

const OLD: KeyPair = { private: Buffer.from("old private"), public: Buffer.from("old public") };
const NEW: KeyPair = { private: Buffer.from("new private"), public: Buffer.from("new public") };

describe("the key pair for OpenMetadata's tokens", () => {
    let top: string;
    let folder: string;
    beforeEach(() => {
        top = mkdtempSync(path.join(tmpdir(), "jwt-keys-"));
        folder = path.join(top, "made", "keys");
    });
    afterEach(() => rmSync(top, { recursive: true }));

    const file = (name: string) => path.join(folder, name);
    const content = () =>
        Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(file(name)).toString()]));

    for (const bits of [2048, 4096] as const) {
        it(`of ${bits} bits is PKCS#8 and SPKI in DER: what one file signs, the other verifies`, async () => {
            writeKeyPair(folder, await makeKeyPair(bits), false);
            const privateKey = createPrivateKey({
                key: readFileSync(file("private_key.der")),
                format: "der",
                type: "pkcs8",
            });
            const publicKey = createPublicKey({
                key: readFileSync(file("public_key.der")),
                format: "der",
                type: "spki",
            });
            assert.equal(privateKey.asymmetricKeyDetails?.modulusLength, bits);
            const token = await new SignJWT({ sub: "ingestion-bot" })
                .setProtectedHeader({ alg: "RS256" })
                .sign(privateKey);
            assert.equal((await jwtVerify(token, publicKey)).payload.sub, "ingestion-bot");
            const other = createPublicKey({ key: (await makeKeyPair(2048)).public, format: "der", type: "spki" });
            await assert.rejects(jwtVerify(token, other), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
        });
    }

    it("is what openssl takes for a private and a public key, too", async () => {
        writeKeyPair(folder, await makeKeyPair(2048), false);
        const text = path.join(top, "text");
        writeFileSync(text, "signed");

        openssl("dgst", "-sha256", "-keyform", "DER", "-sign", file("private_key.der"), "-out", `${text}.sig`, text);
        const publicKey = createPublicKey({ key: readFileSync(file("public_key.der")), format: "der", type: "spki" });
        assert.ok(
            createVerify("sha256")
                .update("signed")
                .verify(publicKey, readFileSync(`${text}.sig`)),
        );

        const privateKey = createPrivateKey({
            key: readFileSync(file("private_key.der")),
            format: "der",
            type: "pkcs8",
        });
        writeFileSync(`${text}.sig`, createSign("sha256").update("signed").sign(privateKey));
        const verify = ["dgst", "-sha256", "-keyform", "DER", "-verify", file("public_key.der"), "-signature"];
        assert.match(openssl(...verify, `${text}.sig`, text), /Verified OK/);
        // OpenMetadata reads no other container: openssl says which one each file is.
        assert.match(openssl("asn1parse", "-inform", "DER", "-in", file("private_key.der")), /OBJECT +:rsaEncryption/);
        openssl("pkcs8", "-inform", "DER", "-nocrypt", "-in", file("private_key.der"), "-out", path.join(top, "pem"));
    });

    it("is readable by its owner alone, in a folder made for the owner alone", () => {
        writeKeyPair(folder, NEW, false);
        assert.equal(mode(folder), 0o700);
        assert.equal(mode(file("private_key.der")), 0o600);
        assert.equal(mode(file("public_key.der")), 0o600);
        writeKeyPair(folder, NEW, true);
        assert.equal(mode(file("private_key.der")), 0o600);
        assert.equal(mode(file("public_key.der")), 0o600);
    });

    it("leaves the mode of a folder that is there alone", () => {
        mkdirSync(folder, { recursive: true });
        chmodSync(folder, 0o755);
        writeKeyPair(folder, NEW, false);
        assert.equal(mode(folder), 0o755);
    });

    it("never overwrites a key without being told to", () => {
        writeKeyPair(folder, OLD, false);
        const message = (files: string) =>
            new UserError(
                `${folder} holds ${files} already, and a key is never overwritten by accident: nothing was changed.\n` +
                    "Give another folder with --out, or replace the pair with --force. Tokens of the old pair stop working then.",
            );
        assert.throws(() => refuseExistingKey(folder), message("private_key.der and public_key.der"));
        assert.throws(() => writeKeyPair(folder, NEW, false), message("private_key.der"));
        assert.deepEqual(content(), { "private_key.der": "old private", "public_key.der": "old public" });

        rmSync(file("private_key.der"));
        assert.throws(() => refuseExistingKey(folder), message("public_key.der"));
        assert.throws(() => writeKeyPair(folder, NEW, false), message("public_key.der"));
        assert.deepEqual(content(), { "public_key.der": "old public" });
    });

    it("goes into an empty folder", () => {
        mkdirSync(folder, { recursive: true });
        refuseExistingKey(folder);
        writeKeyPair(folder, NEW, false);
        assert.deepEqual(content(), { "private_key.der": "new private", "public_key.der": "new public" });
    });

    it("is replaced as a pair when told to, and leaves nothing behind", () => {
        writeKeyPair(folder, OLD, false);
        writeKeyPair(folder, NEW, true);
        assert.deepEqual(content(), { "private_key.der": "new private", "public_key.der": "new public" });
    });

    it("is not half replaced", () => {
        mkdirSync(file("public_key.der"), { recursive: true });
        writeFileSync(file("private_key.der"), "old private");
        assert.throws(
            () => writeKeyPair(folder, NEW, true),
            new UserError(`In ${folder}, one of private_key.der and public_key.der is a folder: nothing was changed.`),
        );
        assert.equal(readFileSync(file("private_key.der"), "utf8"), "old private");
        rmSync(file("private_key.der"));
        assert.throws(() => writeKeyPair(folder, NEW, true), UserError);
        assert.deepEqual(readdirSync(folder), ["public_key.der"]);
    });

    it("needs a folder", () => {
        writeFileSync(path.join(top, "file"), "");
        for (const out of [path.join(top, "file"), path.join(top, "file", "keys")]) {
            assert.throws(
                () => writeKeyPair(out, NEW, false),
                new UserError(`--out ${out} is a file, or lies inside one. Give a folder.`),
            );
        }
        assert.equal(existsSync(folder), false);
    });
});

function mode(file: string): number {
    return statSync(file).mode & 0o777;
}

function openssl(...words: string[]): string {
    return execFileSync("openssl", words, { encoding: "utf8", stdio: "pipe" });
}
