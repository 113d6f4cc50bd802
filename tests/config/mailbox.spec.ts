import assert from "node:assert/strict";
import { emailAddress, formatMailbox, mailbox, parseMailbox } from "../../config/mailbox";
import { refusalBy } from "./refusal";

describe("an e-mail address", () => {
    const shape = emailAddress();

    it("is taken as it is", () => {
        for (const address of ["data@mycompany.com", "o'neil+om@eu.mycompany.co.uk", "a@xn--bcher-kva.example"]) {
            assert.equal(shape.parse(address), address);
        }
        const longest = `${"a".repeat(64)}@${"b.".repeat(93)}com`;
        assert.equal(shape.parse(longest), longest);
        assert.equal(shape.parse("  data@mycompany.com "), "data@mycompany.com");
    });

    it("has a domain with a dot, and nothing around it", () => {
        const refusal = {
            allowed: "an e-mail address, a domain with other letters in its xn-- form",
            fix: "for example: data@mycompany.com",
        };
        const bad = [
            "",
            "data",
            "data@",
            "@mycompany.com",
            "data@localhost",
            "da ta@mycompany.com",
            "a@b@mycompany.com",
            `${"a".repeat(65)}@mycompany.com`,
            `a@${"b.".repeat(125)}com`,
        ];
        for (const given of [...bad, "Data <data@mycompany.com>", "data@bücher.com", "data@-a.com", 5, null]) {
            assert.deepEqual(refusalBy(shape, given), refusal, String(given));
        }
    });
});

describe("a sender", () => {
    const shape = mailbox();

    it("is an address, or a name and an address", () => {
        const cases = {
            "data@mycompany.com": "data@mycompany.com",
            "Data Team <data@mycompany.com>": "Data Team <data@mycompany.com>",
            "  Data Team  < data@mycompany.com > ": "Data Team <data@mycompany.com>",
            "<data@mycompany.com>": "data@mycompany.com",
            // Names with special characters stand in quotes afterwards, whether they did before or not.
            "Data, Team (EU) <data@mycompany.com>": '"Data, Team (EU)" <data@mycompany.com>',
            '"Data, Team" <data@mycompany.com>': '"Data, Team" <data@mycompany.com>',
            '"Data Team" <data@mycompany.com>': "Data Team <data@mycompany.com>",
            '"The \\"Data\\" Team" <data@mycompany.com>': '"The \\"Data\\" Team" <data@mycompany.com>',
            "Équipe données <data@mycompany.com>": "Équipe données <data@mycompany.com>",
            [`${"é".repeat(128)} <data@mycompany.com>`]: `${"é".repeat(128)} <data@mycompany.com>`,
        };
        for (const [written, sender] of Object.entries(cases)) {
            assert.equal(shape.parse(written), sender, written);
            assert.equal(shape.parse(sender), sender, "read again");
        }
    });

    it("is refused otherwise", () => {
        const refusal = {
            allowed:
                "an e-mail address, a domain with other letters in its xn-- form, alone or as: Name <address>, the name of at most 128 characters",
            fix: "for example: OpenMetadata <data@mycompany.com>",
        };
        const bad = [
            "Data Team",
            "Data Team data@mycompany.com",
            "Data <data>",
            "Data <data@mycompany.com",
            "a@mycompany.com, b@mycompany.com",
            'The "Data" Team <data@mycompany.com>',
            "Data\r\nBcc: all <data@mycompany.com>",
            "Data\\ Team <data@mycompany.com>",
            `${"D".repeat(129)} <data@mycompany.com>`,
        ];
        for (const given of bad) {
            assert.deepEqual(refusalBy(shape, given), refusal, given);
        }
    });

    it("has the parts that make it", () => {
        const sender = { name: 'A "B", C', address: "data@mycompany.com" };
        assert.deepEqual(parseMailbox(formatMailbox(sender)), sender);
        assert.deepEqual(parseMailbox("data@mycompany.com"), { address: "data@mycompany.com" });
        assert.equal(parseMailbox("nobody"), undefined);
    });
});
