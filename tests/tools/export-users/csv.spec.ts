import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { refuseExisting, toCsv, writeCsv } from "../../../tools/export-users/csv";
import type { Person } from "../../../tools/export-users/people";

const ALICE: Person = {
    username: "6b1c2d3e",
    enabled: true,
    status: "CONFIRMED",
    created: "2026-01-02T03:04:05.000Z",
    groups: ["engineers", "stewards"],
    attributes: { sub: "6b1c2d3e", email: "alice@mycompany.com", name: 'Alice "Al", of the\nData team' },
};

describe("the file of people", () => {
    it("has one line each, with all attributes that anybody has", () => {
        const bob = { ...ALICE, username: "7c", enabled: false, groups: [], attributes: { "custom:team": "x" } };
        assert.equal(
            toCsv([ALICE, bob]),
            "email,username,status,enabled,created,groups,custom:team,name,sub\r\n" +
                'alice@mycompany.com,6b1c2d3e,CONFIRMED,true,2026-01-02T03:04:05.000Z,engineers stewards,,"Alice ""Al"", of the\nData team",6b1c2d3e\r\n' +
                ",7c,CONFIRMED,false,2026-01-02T03:04:05.000Z,,x,,\r\n",
        );
        assert.equal(toCsv([]), "email,username,status,enabled,created,groups\r\n");
    });

    describe("on the disk", () => {
        let folder: string;
        let file: string;

        beforeEach(() => {
            folder = mkdtempSync(path.join(tmpdir(), "export-users-"));
            file = path.join(folder, "users.csv");
        });
        afterEach(() => rmSync(folder, { recursive: true }));

        it("can be read by its owner alone", () => {
            writeCsv(file, "text");
            assert.equal(readFileSync(file, "utf8"), "text");
            assert.equal(statSync(file).mode & 0o777, 0o600);
        });

        it("never replaces another", () => {
            refuseExisting(file);
            writeFileSync(file, "precious");
            const message = `${file} is there already, and is not replaced. Name another file, or remove it.`;
            assert.throws(() => refuseExisting(file), { name: "UserError", message });
            assert.throws(() => writeCsv(file, "text"), { name: "UserError" });
            assert.equal(readFileSync(file, "utf8"), "precious");
        });

        it("needs a folder that is there", () => {
            const nowhere = path.join(folder, "nowhere", "users.csv");
            assert.throws(() => writeCsv(nowhere, "text"), /users\.csv cannot be written: ENOENT/);
        });
    });
});
