import assert from "node:assert/strict";

import type { OpenMetadataOptions } from "../../openmetadata/facts";
import { signInVerdict } from "../../openmetadata/releases";
import { openMetadataWarnings, type WarningFacts } from "../../openmetadata/warnings";
import { factsOf } from "./samples";

const alice = "alice@mycompany.com";

/** The warnings for a sound stack but for what is said here. */
function warningsOf(facts: Partial<WarningFacts> = {}, options: Partial<OpenMetadataOptions> = {}): string[] {
    const sound = { ...factsOf("https://openmetadata.mycompany.com"), anybodyJoins: false };
    return openMetadataWarnings({ ...sound, ...facts }, { admins: [alice], version: "2.0.7", ...options });
}

const REDIRECT =
    "An open redirect hands the login token of whoever follows a crafted link to any site. Upgrade to 2.0.0 or newer. " +
    "(GHSA-pm3c-83qf-97qw, #26314)";
const FORM = "Use openMetadataDockerEnv, openMetadataYaml or openMetadataHelmValues instead of openMetadataSsoForm.";

describe("a warning about OpenMetadata", () => {
    it("is not given where there is nothing to say", () => {
        assert.deepEqual(warningsOf(), []);
        assert.deepEqual(warningsOf({ clientType: "confidential", hasGroups: true }, { prompt: "login" }), []);
    });

    it("is given where the release cannot sign people in, or may not be able to, with the ways out", () => {
        const callbackUrl = "https://openmetadata.mycompany.com/callback";
        for (const version of ["1.6.0", "1.13.3", undefined]) {
            const { text, fix } = signInVerdict({ clientType: "public", callbackUrl }, version);
            assert.deepEqual(warningsOf({}, { version }), [`${text} ${fix}`]);
        }
        for (const version of ["1.5.0", "1.13.4", "2.0.0"]) {
            assert.deepEqual(warningsOf({}, { version }), []);
        }
        const underPath = "https://tools.mycompany.com/openmetadata/callback";
        assert.deepEqual(warningsOf({ clientType: "confidential", callbackUrl: underPath }), [
            "OpenMetadata is under a path of its host (https://tools.mycompany.com/openmetadata), where sign-in with a " +
                "confidential client is known to fail (its issue #26551). Give it a host name of its own.",
        ]);
        assert.deepEqual(warningsOf({ callbackUrl: underPath }), []);
    });

    it("is given for a vulnerability of the release", () => {
        const confidential = { clientType: "confidential" } as const;
        assert.deepEqual(warningsOf(confidential, { version: "1.13.4" }), [`OpenMetadata 1.13.4: ${REDIRECT}`]);
        assert.deepEqual(warningsOf(confidential, { version: undefined }), [
            `OpenMetadata before 2.0.0: ${REDIRECT} If yours is newer, set openMetadata.version.`,
        ]);
        assert.deepEqual(warningsOf(confidential, { version: "2.0.0" }), []);
    });

    it("is given when nobody will be an admin", () => {
        assert.deepEqual(warningsOf({}, { admins: [] }), [
            "No admins are given, so nobody will administer OpenMetadata. Set admins to their e-mail addresses.",
        ]);
    });

    it("is given for an admin of another domain than the principal domain", () => {
        const options = {
            admins: [alice, "bob@subsidiary.org"],
            principalDomain: "mycompany.com",
            allowedEmailDomains: ["mycompany.com", "subsidiary.org"],
        };
        assert.deepEqual(warningsOf({}, options).slice(0, 1), [
            "bob@subsidiary.org is not made an OpenMetadata admin: OpenMetadata registers its admins under one domain, " +
                "here mycompany.com. After the first sign-in another admin can promote them under Settings > Admins.",
        ]);
    });

    it("is given for an admin called admin, in the principal domain", () => {
        assert.deepEqual(warningsOf({}, { admins: ["Admin@mycompany.com"] }), [
            "Admin@mycompany.com as an admin takes the user name of the account that OpenMetadata ships with a known " +
                "password. Give the address of a person instead.",
        ]);
        assert.deepEqual(warningsOf({}, { admins: ["administrator@mycompany.com", "admin.bob@mycompany.com"] }), []);
    });

    it("is given for the regions that the SSO page refuses", () => {
        for (const region of ["us-gov-west-1", "cn-north-1"]) {
            assert.deepEqual(warningsOf({ region }), [
                `OpenMetadata's page Settings > SSO refuses Cognito in ${region}. ${FORM}`,
            ]);
        }
        for (const region of ["eu-west-1", "ap-southeast-4", "me-central-1"]) {
            assert.deepEqual(warningsOf({ region }), []);
        }
    });

    it("is given when groups cannot become teams", () => {
        const needed =
            "OpenMetadata 1.11.14 does not put people into teams by their Cognito groups. That needs 1.12.0 or newer.";
        const teams = (facts: Partial<WarningFacts>, version?: string) =>
            warningsOf(facts, { version }).filter((text) => /teams?\b/.test(text));
        assert.deepEqual(teams({ hasGroups: true, clientType: "confidential" }, "1.11.14"), [needed]);
        assert.deepEqual(teams({ hasGroups: true, clientType: "confidential" }, "1.12.0"), []);
        assert.deepEqual(teams({ clientType: "confidential" }, "1.11.14"), []);
        for (const version of ["1.11.14", "2.0.7", undefined]) {
            assert.deepEqual(teams({ hasGroups: true }, version), [
                "Groups put nobody into a team: OpenMetadata looks at them where its server signs people in, which it does with " +
                    "clientType: confidential only. Put people into their teams in OpenMetadata.",
            ]);
        }
        assert.deepEqual(teams({}, "2.0.7"), []);
    });

    describe("is given when two people can be one user", () => {
        const allowedEmailDomains = ["mycompany.com", "subsidiary.org"];
        const open = { enforcePrincipalDomain: false };
        const warning = (other: string, consequence: string) =>
            "OpenMetadata knows people by the part before the @ alone: alice@mycompany.com and " +
            `alice@${other} are one user to it (#21532). ${consequence} Let nobody into the pool who bears another person's name.`;
        const PAGE = "Its page refuses whoever comes second, its API does not.";
        const BECOMES =
            "From 2.0.0 on, with a confidential client, whoever comes second signs in as the first, an admin included.";
        const confidential = { clientType: "confidential" } as const;

        it("because several domains may sign in", () => {
            assert.deepEqual(warningsOf({}, { allowedEmailDomains }), [warning("subsidiary.org", PAGE)]);
            assert.deepEqual(warningsOf(confidential, { allowedEmailDomains }), [warning("subsidiary.org", BECOMES)]);
            const unknown = warningsOf(confidential, { allowedEmailDomains, version: undefined });
            assert.ok(unknown.includes(warning("subsidiary.org", BECOMES)));
            const old = warningsOf(confidential, { allowedEmailDomains, version: "1.13.4" });
            assert.ok(old.includes(warning("subsidiary.org", PAGE)));
            assert.deepEqual(warningsOf({}, { allowedEmailDomains: ["mycompany.com"] }), []);
        });

        it("because every domain may sign in", () => {
            assert.deepEqual(warningsOf({}, open), [warning("elsewhere.com", PAGE)]);
            assert.deepEqual(warningsOf({}, { ...open, admins: [], principalDomain: "mycompany.com" }).slice(1), [
                warning("elsewhere.com", PAGE),
            ]);
        });

        it("because the pool is open, and the server looks at the domain of new people only", () => {
            assert.deepEqual(warningsOf({ ...confidential, anybodyJoins: true }), [warning("elsewhere.com", BECOMES)]);
            assert.deepEqual(warningsOf({ anybodyJoins: true }), []);
            assert.ok(
                !warningsOf({ ...confidential, anybodyJoins: true }, { version: "1.13.4" }).some((text) =>
                    text.includes("#21532"),
                ),
            );
        });

        it("and not while nobody has said who administers OpenMetadata, which is the first thing to say", () => {
            assert.equal(warningsOf({}, { admins: [] }).length, 1);
        });
    });

    it("is given for a prompt that nobody will see", () => {
        assert.deepEqual(warningsOf({}, { prompt: "select_account" }), [
            "openMetadata.prompt has no effect with a public client, whose sign-in OpenMetadata's web page starts. Remove it.",
        ]);
        const old = warningsOf({ clientType: "confidential" }, { prompt: "select_account", version: "1.7.0" });
        assert.deepEqual(old.slice(1), [
            "openMetadata.prompt has no effect in OpenMetadata 1.7.0. That needs 1.7.1 or newer.",
        ]);
    });
});
