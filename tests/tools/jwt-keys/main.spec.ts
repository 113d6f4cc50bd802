import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "../../..");

describe("npm run jwt-keys", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "jwt-keys-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("makes a pair, prints a fresh key id each time and no part of the key", () => {
        const first = jwtKeys("--out", folder);
        assert.equal(first.status, 0, first.stderr);
        assert.match(first.stdout, /^Made an RSA key pair of 2048 bits, readable only by you:\n/);
        assert.deepEqual(readdirSync(folder).sort(), ["private_key.der", "public_key.der"]);
        const privateKey = readFileSync(path.join(folder, "private_key.der"));
        for (const encoding of ["base64", "hex", "latin1"] as const) {
            const piece = privateKey.subarray(300, 330).toString(encoding);
            assert.ok(!first.stdout.includes(piece) && !first.stderr.includes(piece));
        }

        const second = jwtKeys("--out", folder, "--force", "--bits", "4096");
        assert.match(second.stdout, /^Made an RSA key pair of 4096 bits/);
        assert.notDeepEqual(readFileSync(path.join(folder, "private_key.der")), privateKey);
        assert.notEqual(keyId(first.stdout), keyId(second.stdout));
    });

    it("makes it where people stand, and keeps it out of git there", () => {
        spawnSync("git", ["init", "--quiet"], { cwd: folder });
        const below = path.join(folder, "below");
        const { status, stdout } = jwtKeysFrom(below, "--out", "../keys");
        assert.equal(status, 0);
        const keys = path.join(folder, "keys");
        assert.deepEqual(readdirSync(keys).sort(), [".gitignore", "private_key.der", "public_key.der"]);
        assert.ok(stdout.includes(`git ignores private_key.der and public_key.der: ${keys}/.gitignore says so now.`));
        assert.ok(stdout.includes(`--from-file=${keys}/private_key.der`));
    });

    it("refuses a pair that is there, a size that is not offered and a missing folder", () => {
        jwtKeys("--out", folder);
        const before = readFileSync(path.join(folder, "private_key.der"));
        const again = jwtKeys("--out", folder);
        assert.equal(again.status, 1);
        assert.equal(again.stdout, "");
        assert.match(again.stderr, /holds private_key\.der and public_key\.der already/);
        assert.deepEqual(readFileSync(path.join(folder, "private_key.der")), before);

        const size = jwtKeys("--out", folder, "--force", "--bits", "1024");
        assert.deepEqual(
            [size.status, size.stderr],
            [1, "--bits 1024 is no size of key that is offered. Use 2048 or 4096.\n"],
        );
        assert.deepEqual(readFileSync(path.join(folder, "private_key.der")), before);

        assert.match(
            jwtKeys().stderr,
            /^npm run jwt-keys needs --out, for example: npm run jwt-keys -- --out jwtkeys\n/,
        );
    });
});

function keyId(stdout: string): string | undefined {
    return /JWT_KEY_ID=([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/m.exec(stdout)?.[1];
}

function jwtKeys(...words: string[]) {
    return jwtKeysFrom(ROOT, ...words);
}

/** As npm runs it for somebody who stands in `folder`. */
function jwtKeysFrom(folder: string, ...words: string[]) {
    const main = path.join(ROOT, "tools/jwt-keys/main.ts");
    return spawnSync(process.execPath, ["-r", "./compileCache/register.cjs", main, ...words], {
        cwd: ROOT,
        env: { ...process.env, INIT_CWD: folder },
        encoding: "utf8",
    });
}
