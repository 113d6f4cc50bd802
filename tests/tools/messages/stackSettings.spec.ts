import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { stackSettings } from "../../../tools/messages/stackSettings";

describe("the settings of a stack's file", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "messages-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    const read = (stack: string, lines: string) => {
        writeFileSync(path.join(folder, "Pulumi.prod.yaml"), lines);
        return stackSettings(stack, folder);
    };
    const CALLBACK = "  openmetadata-cognito-sso:callbackUrl: https://om.mycompany.com/callback\n";

    it("are read as a deployment reads them", async () => {
        const { messages, protect } = await read(
            "organization/openmetadata-cognito-sso/prod",
            `config:\n  aws:region: eu-west-1\n${CALLBACK}` +
                "  openmetadata-cognito-sso:protect: false\n" +
                "  openmetadata-cognito-sso:messages:\n    invitation:\n      subject: Welcome\n",
        );
        assert.deepEqual(messages.invitation, { subject: "Welcome" });
        assert.equal(protect, false);
    });

    it("are read as pulumi config set writes them", async () => {
        const { messages } = await read(
            "prod",
            `config:\n${CALLBACK}  openmetadata-cognito-sso:messages: '{"invitation":{"subject":"Welcome"}}'\n`,
        );
        assert.deepEqual(messages.invitation, { subject: "Welcome" });
    });

    it("need no secret of an identity provider", async () => {
        const settings = await read(
            "prod",
            `config:\n${CALLBACK}` +
                "  openmetadata-cognito-sso:identityProviders:\n    - type: google\n      clientId: a\n" +
                "  openmetadata-cognito-sso:identityProviderSecrets:\n    Google:\n      secure: AAAB\n" +
                "  openmetadata-cognito-sso:passwordSignIn: false\n",
        );
        assert.deepEqual(settings.identityProviders, []);
    });

    it("are refused as a deployment refuses them", async () => {
        await assert.rejects(
            read("prod", `config:\n${CALLBACK}  openmetadata-cognito-sso:messages:\n    invitations: {}\n`),
            {
                name: "UserError",
                message:
                    /^Stack prod: 1 problem in the configuration\. [^]*messages\.invitations\n[^]*did you mean invitation\?/,
            },
        );
        await assert.rejects(read("prod", "config: [\n"), {
            name: "UserError",
            message: /^Pulumi\.prod\.yaml is no YAML: /,
        });
        await assert.rejects(stackSettings("test", folder), {
            name: "UserError",
            message: /^There is no stack "test": no file Pulumi\.test\.yaml stands beside Pulumi\.yaml\./,
        });
    });
});
