import assert from "node:assert/strict";

import {
    adminDomains,
    emailDomain,
    enforcesPrincipalDomain,
    knownPrincipalDomain,
    partAdmins,
    principalName,
} from "../../openmetadata/admins";

const alice = "Alice@MyCompany.com";
const bob = "bob@subsidiary.org";

describe("an admin in OpenMetadata", () => {
    it("has the part before the @ as a name and the part after it as a domain, both in lower case", () => {
        assert.equal(principalName(alice), "alice");
        assert.equal(principalName("o'brien+om@mycompany.com"), "o'brien+om");
        assert.equal(emailDomain(alice), "mycompany.com");
    });
});

describe("the principal domain", () => {
    it("is the one that all admins share", () => {
        assert.deepEqual(adminDomains([alice, "carol@mycompany.com"]), ["mycompany.com"]);
        assert.equal(knownPrincipalDomain({ admins: [alice, "carol@mycompany.com"] }), "mycompany.com");
    });

    it("is nobody's without admins, and with admins of several domains, unless the owner chooses", () => {
        assert.equal(knownPrincipalDomain({ admins: [] }), undefined);
        assert.equal(knownPrincipalDomain({ admins: [alice, bob] }), undefined);
        assert.equal(
            knownPrincipalDomain({ admins: [alice, bob], principalDomain: "subsidiary.org" }),
            "subsidiary.org",
        );
        assert.equal(knownPrincipalDomain({ admins: [], principalDomain: "mycompany.com" }), "mycompany.com");
    });

    it("is enforced where it is known, unless the owner says otherwise", () => {
        assert.equal(enforcesPrincipalDomain({ admins: [alice] }), true);
        assert.equal(enforcesPrincipalDomain({ admins: [] }), false);
        assert.equal(enforcesPrincipalDomain({ admins: [alice], enforcePrincipalDomain: false }), false);
    });

    it("parts the admins", () => {
        assert.deepEqual(partAdmins({ admins: [alice, bob], principalDomain: "mycompany.com" }), {
            inDomain: [alice],
            elsewhere: [bob],
        });
        assert.deepEqual(partAdmins({ admins: [] }), { inDomain: [], elsewhere: [] });
    });
});
