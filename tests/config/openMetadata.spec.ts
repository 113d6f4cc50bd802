import assert from "node:assert/strict";
import { adminsSchema, openMetadataOptions, openMetadataSchema } from "../../config/openMetadata";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

describe("admins", () => {
    it("are none by default; one address need not be a list", () => {
        assert.equal(problemsIn({}), "");
        assert.deepEqual(adminsSchema.parse(" alice@mycompany.com "), ["alice@mycompany.com"]);
    });

    it("are e-mail addresses", () => {
        assert.equal(
            problemsIn({ admins: ["alice mycompany.com"] }),
            paragraph("admins[0]", '"alice mycompany.com"', "an e-mail address", "for example: alice@mycompany.com"),
        );
        assert.match(problemsIn({ admins: ["alice"] }), /^ {2}admins\[0\]\n {4}given {4}"alice"\n/);
    });

    it("are at most a hundred", () => {
        const admins = (count: number) => Array.from({ length: count }, (_, index) => `a${index}@mycompany.com`);
        assert.equal(problemsIn({ admins: admins(100) }), "");
        assert.match(problemsIn({ admins: admins(101) }), /\n {4}allowed {2}a list of at most 100\n/);
    });
});

describe("openMetadata", () => {
    it("is empty by default", () => assert.deepEqual(openMetadataSchema.parse({}), {}));

    it("writes domains in lower case, as OpenMetadata compares them", () => {
        const given = { principalDomain: "MyCompany.com", allowedEmailDomains: ["MyCompany.com", "Subsidiary.org"] };
        const domains = { principalDomain: "mycompany.com", allowedEmailDomains: ["mycompany.com", "subsidiary.org"] };
        assert.deepEqual(openMetadataSchema.parse(given), domains);
        assert.deepEqual(openMetadataSchema.parse(domains), domains);
    });

    it("reads each value as a hand writes it", () => {
        const given = {
            enforcePrincipalDomain: "yes",
            version: " 1.13.4 ",
            helmRelease: "openmetadata",
            prompt: "LOGIN",
        };
        assert.deepEqual(openMetadataSchema.parse(given), {
            enforcePrincipalDomain: true,
            version: "1.13.4",
            helmRelease: "openmetadata",
            prompt: "login",
        });
        assert.equal(
            problemsIn({ openMetadata: { prompt: "none" } }),
            paragraph("openMetadata.prompt", '"none"', "login or select_account", "for example: login"),
        );
        assert.equal(
            problemsIn({ openMetadata: { version: 1.13 } }),
            paragraph(
                "openMetadata.version",
                "1.13",
                "a version as three numbers",
                "put it in quotes: YAML changes numbers like 1.10",
            ),
        );
    });

    it("is held to OpenMetadata's own rules, together with the admins", () => {
        assert.equal(problemsIn({ openMetadata: { version: "1.13.4" }, admins: ["alice@mycompany.com"] }), "");
        assert.match(
            problemsIn({ openMetadata: { version: "latest" } }),
            /^ {2}openMetadata\.version\n {4}given {4}"?latest"?\n/,
        );
        assert.match(
            problemsIn({
                admins: ["alice@mycompany.com"],
                openMetadata: { principalDomain: "subsidiary.org", enforcePrincipalDomain: true },
            }),
            /^ {2}openMetadata\.allowedEmailDomains\n {4}given {4}nothing, so that only subsidiary\.org may sign in\n/,
        );
    });

    it("becomes the options of the renderings", () => {
        const openMetadata = openMetadataSchema.parse({ version: "1.13.4" });
        assert.deepEqual(openMetadataOptions({ openMetadata, admins: ["alice@mycompany.com"] }), {
            version: "1.13.4",
            admins: ["alice@mycompany.com"],
        });
    });
});
