import assert from "node:assert/strict";

import type { DeployedFacts, OpenMetadataOptions } from "../../openmetadata/facts";
import { openMetadataWarnings } from "../../openmetadata/warnings";
import { factsOf } from "./samples";

const alice = "alice@mycompany.com";

/** The warnings for a sound stack but for what is said here. */
function warningsOf(facts: Partial<DeployedFacts> = {}, options: Partial<OpenMetadataOptions> = {}): string[] {
    return openMetadataWarnings(factsOf("https://openmetadata.mycompany.com", facts), {
        admins: [alice],
        version: "2.0.7",
        ...options,
    });
}

const WAYS_OUT = "Run OpenMetadata 1.13.4 or newer, or set clientType: confidential (it makes a new app client).";
const FORM = "Use openMetadataDockerEnv, openMetadataYaml or openMetadataHelmValues instead of openMetadataSsoForm.";

describe("a warning about OpenMetadata", () => {
    it("is not given where there is nothing to say", () => {
        assert.deepEqual(warningsOf(), []);
        assert.deepEqual(warningsOf({ clientType: "confidential", hasGroups: true }, { prompt: "login" }), []);
    });

    it("is given for a public client of a release whose web page cannot sign in, with the two ways out", () => {
        for (const version of ["1.6.0", "1.10.1", "1.12.12", "1.13.3"]) {
            assert.deepEqual(warningsOf({}, { version }), [
                `The web page of OpenMetadata ${version} cannot sign in with a public Cognito client. ${WAYS_OUT}`,
            ]);
            assert.deepEqual(warningsOf({ clientType: "confidential" }, { version }), []);
        }
        for (const version of ["1.5.0", "1.5.15", "1.13.4", "2.0.0"]) {
            assert.deepEqual(warningsOf({}, { version }), []);
        }
    });

    it("is given for a public client of an unknown release", () => {
        assert.deepEqual(warningsOf({}, { version: undefined }), [
            "The web page of OpenMetadata 1.6.0 to 1.13.3 cannot sign in with a public Cognito client. " +
                `${WAYS_OUT} To say that yours is newer, set openMetadata.version.`,
        ]);
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
        assert.deepEqual(warningsOf({}, options), [
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
        const options = { version: "1.11.14" };
        assert.deepEqual(warningsOf({ hasGroups: true, clientType: "confidential" }, options), [
            "OpenMetadata 1.11.14 does not put people into teams by their Cognito groups. That needs 1.12.0 or newer.",
        ]);
        assert.deepEqual(warningsOf({ clientType: "confidential" }, options), []);
    });

    it("is given for a prompt that nobody will see", () => {
        assert.deepEqual(warningsOf({}, { prompt: "select_account" }), [
            "openMetadata.prompt has no effect with a public client, whose sign-in OpenMetadata's web page starts. Remove it.",
        ]);
        assert.deepEqual(warningsOf({ clientType: "confidential" }, { prompt: "select_account", version: "1.7.0" }), [
            "openMetadata.prompt has no effect in OpenMetadata 1.7.0. That needs 1.7.1 or newer.",
        ]);
    });

    it("is given for a confidential client under a path", () => {
        const callbackUrl = "https://tools.mycompany.com/openmetadata/callback";
        assert.deepEqual(warningsOf({ clientType: "confidential", callbackUrl }), [
            "OpenMetadata is under a path of its host (https://tools.mycompany.com/openmetadata), where sign-in with a " +
                "confidential client is known to fail (its issue #26551). Give it a host name of its own.",
        ]);
        assert.deepEqual(warningsOf({ callbackUrl }), []);
    });
});
