import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { UserError } from "../../../config/userError";
import { stackAdmins } from "../../../tools/invite/stackAdmins";

describe("stackAdmins", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "invite-"));
    });

    after(() => rmSync(folder, { recursive: true }));

    function admins(text: string, stack = "dev") {
        writeFileSync(path.join(folder, "Pulumi.dev.yaml"), text);
        return stackAdmins(stack, folder);
    }

    it("reads them as a hand writes them, and as pulumi config set does", async () => {
        const expected = ["alice@example.com", "bob@example.com"];
        const list = "config:\n  openmetadata-cognito-sso:admins:\n    - alice@example.com\n    - bob@example.com\n";
        assert.deepEqual(await admins(list), expected);
        const json = `config:\n  openmetadata-cognito-sso:admins: '["alice@example.com", "bob@example.com"]'\n`;
        assert.deepEqual(await admins(json), expected);
        assert.deepEqual(await admins(list, "acme/openmetadata-cognito-sso/dev"), expected);
    });

    it("finds none where none are named", async () => {
        for (const text of ["", "config: {}\n", "config:\n  openmetadata-cognito-sso:callbackUrl: x\n"]) {
            assert.deepEqual(await admins(text), []);
        }
    });

    it("says so when there is no such file", async () => {
        await assert.rejects(
            stackAdmins("other", folder),
            new UserError(
                "There is no Pulumi.other.yaml, so nobody knows the admins of the stack. Say whom to invite, for example:" +
                    "\nnpm run invite -- --stack other alice@mycompany.com",
            ),
        );
    });

    it("says so when the file is no YAML, or the admins are no list of addresses", async () => {
        await assert.rejects(admins("config: [\n"), (error: Error) => {
            assert.ok(error instanceof UserError);
            assert.match(error.message, /^Pulumi\.dev\.yaml is no YAML: [^\n]+$/);
            return true;
        });
        await assert.rejects(admins("config:\n  openmetadata-cognito-sso:admins: [a b, {}]\n"), (error: Error) => {
            assert.ok(error instanceof UserError);
            assert.match(
                error.message,
                /^Pulumi\.dev\.yaml: 2 problems in the configuration\. Nothing was changed in AWS\.\n/,
            );
            assert.match(error.message, /admins\[0\]\n {4}given {4}"a b"\n {4}allowed {2}an e-mail address\n/);
            return true;
        });
    });
});
