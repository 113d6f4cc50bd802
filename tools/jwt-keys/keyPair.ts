import { generateKeyPair } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { UserError } from "../../config/userError";

/** Sizes of RSA modulus that are offered, in bits. */
export const KEY_BITS = [2048, 4096] as const;
export type KeyBits = (typeof KEY_BITS)[number];

/** File names that OpenMetadata's documentation uses, by the part of the pair. */
export const KEY_FILES = { private: "private_key.der", public: "public_key.der" } as const;

/** An RSA key pair in the two formats that OpenMetadata's `JWTTokenGenerator` reads. */
export interface KeyPair {
    /** PKCS#8, DER, without a password. */
    readonly private: Buffer;
    /** SubjectPublicKeyInfo, DER. */
    readonly public: Buffer;
}

/** Makes a fresh key pair. */
export async function makeKeyPair(bits: KeyBits): Promise<KeyPair> {
    const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
        modulusLength: bits,
        privateKeyEncoding: { type: "pkcs8", format: "der" },
        publicKeyEncoding: { type: "spki", format: "der" },
    });
    return { private: privateKey, public: publicKey };
}

/**
 * Refuses to go on when the folder holds a key already, before a new one is made.
 *
 * @throws UserError
 */
export function refuseExistingKey(folder: string): void {
    const existing = Object.values(KEY_FILES).filter((file) => existsSync(path.join(folder, file)));
    if (existing.length > 0) {
        throw keyExists(folder, existing.join(" and "));
    }
}

/**
 * Writes both files with mode 0600, in a folder that is made with mode 0700 when it is missing. Without `force` no existing
 * file is touched; with it both are replaced, or, when that fails half-way, neither is.
 *
 * @throws UserError when a key is there already, and when the folder cannot be written
 */
export function writeKeyPair(folder: string, pair: KeyPair, force: boolean): void {
    try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (force) {
            replaceFiles(folder, pair);
        } else {
            createFiles(folder, pair);
        }
    } catch (error) {
        throw writingMistake(folder, error as NodeJS.ErrnoException);
    }
}

function createFiles(folder: string, pair: KeyPair): void {
    const written: string[] = [];
    try {
        for (const part of ["private", "public"] as const) {
            const file = path.join(folder, KEY_FILES[part]);
            // wx: a file that appeared since refuseExistingKey() looked is not overwritten either.
            writeFileSync(file, pair[part], { flag: "wx", mode: 0o600 });
            written.push(file);
        }
    } catch (error) {
        written.forEach((file) => rmSync(file));
        throw error;
    }
}

function replaceFiles(folder: string, pair: KeyPair): void {
    // In the same folder, because a rename is atomic within one file system only.
    const staging = mkdtempSync(path.join(folder, ".jwt-keys-"));
    const restore: (() => void)[] = [];
    try {
        writeFileSync(path.join(staging, KEY_FILES.private), pair.private, { mode: 0o600 });
        writeFileSync(path.join(staging, KEY_FILES.public), pair.public, { mode: 0o600 });
        for (const name of Object.values(KEY_FILES)) {
            const file = path.join(folder, name);
            const previous = path.join(staging, `previous-${name}`);
            if (existsSync(file)) {
                copyFileSync(file, previous);
                restore.push(() => renameSync(previous, file));
            } else {
                restore.push(() => rmSync(file, { force: true }));
            }
            renameSync(path.join(staging, name), file);
        }
    } catch (error) {
        restore.forEach((undo) => undo());
        throw error;
    } finally {
        rmSync(staging, { recursive: true });
    }
}

function keyExists(folder: string, files: string): UserError {
    return new UserError(
        `${folder} holds ${files} already, and a key is never overwritten by accident: nothing was changed.` +
            `\nGive another folder with --out, or replace the pair with --force. Tokens of the old pair stop working then.`,
    );
}

function writingMistake(folder: string, error: NodeJS.ErrnoException): Error {
    if (error.code === "EEXIST" && Object.values(KEY_FILES).includes(path.basename(error.path ?? "") as never)) {
        return keyExists(folder, path.basename(error.path ?? ""));
    }
    if (error.code === "EEXIST" || error.code === "ENOTDIR") {
        return new UserError(`--out ${folder} is a file, or lies inside one. Give a folder.`);
    }
    if (error.code === "EACCES" || error.code === "EROFS" || error.code === "EPERM") {
        return new UserError(`--out ${folder} cannot be written (${error.code}). Give a folder of yours.`);
    }
    if (error.code === "EISDIR" || error.code === "ERR_FS_EISDIR") {
        return new UserError(
            `In ${folder}, one of ${Object.values(KEY_FILES).join(" and ")} is a folder: nothing was changed.`,
        );
    }
    return error;
}
