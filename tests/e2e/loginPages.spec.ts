import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { DescribeUserPoolDomainCommand, GetUICustomizationCommand } from "@aws-sdk/client-cognito-identity-provider";

import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

const CALLBACK = "http://localhost:8585/callback";
const CSS = ".submitButton-customizable {\n    background-color: #4b2e83;\n}\n";
/** The smallest PNG there is: one transparent pixel. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("the looks of the login pages", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("classic: stylesheet and logo come from files beside Pulumi.yaml and reach this client alone", async () => {
        const stack = await deploy("classic", {
            callbackUrl: CALLBACK,
            loginPages: { version: "classic", css: "branding/login.css", logo: "branding/logo.png" },
        });
        await putBranding(stack);
        await stack.up();
        const { userPoolId, clientId } = (await stack.outputs()) as Record<string, string>;
        const api = await cognito();
        const { UICustomization: pages } = await api.send(
            new GetUICustomizationCommand({ UserPoolId: userPoolId, ClientId: clientId }),
        );
        assert.equal(pages?.CSS, CSS);
        assert.equal(pages?.ClientId, clientId);
        const { inputs } = await resource(stack, "openmetadata-login-pages");
        assert.equal(inputs.imageFile, PNG);
        const { inputs: domain } = await resource(stack, "openmetadata-domain");
        const { DomainDescription } = await api.send(
            new DescribeUserPoolDomainCommand({ Domain: String(domain.domain) }),
        );
        assert.equal(DomainDescription?.ManagedLoginVersion ?? domain.managedLoginVersion, 1);
        assert.equal((await stack.preview()).changed, false);

        await stack.configure({ loginPages: { version: "classic", css: ".label-customizable { color: #000; }" } });
        await stack.up();
        const { UICustomization: changed } = await api.send(
            new GetUICustomizationCommand({ UserPoolId: userPoolId, ClientId: clientId }),
        );
        assert.equal(changed?.CSS, ".label-customizable { color: #000; }");
        await stack.destroy();
    });

    // The Terraform provider here does not know this resource: what would be sent is all that can be looked at.
    it("managed: settings and images come from files, and stay as they are", async () => {
        const assets = [{ category: "FORM_LOGO", colorMode: "LIGHT", file: "branding/logo.png" }];
        const stack = await deploy("branding", {
            callbackUrl: "https://om.mycompany.com/callback",
            loginPages: { settings: "branding/settings.json", assets },
        });
        await putBranding(stack);
        await stack.up();
        const { inputs, protect } = await resource(stack, "openmetadata-login-pages");
        assert.deepEqual(JSON.parse(String(inputs.settings)), { components: { form: { logo: { enabled: true } } } });
        assert.deepEqual(inputs.assets, [{ category: "FORM_LOGO", colorMode: "LIGHT", extension: "PNG", bytes: PNG }]);
        assert.equal(protect ?? false, false);
        assert.equal((await stack.preview()).changed, false);

        await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
        await stack.destroy();
    });

    it("say which file is missing, and make nothing", async () => {
        const stack = await deploy("missing-file", {
            callbackUrl: CALLBACK,
            loginPages: { version: "classic", logo: "branding/none.png" },
        });
        const { log } = await stack.preview({ expectFailure: true });
        const missing = path.join(stack.workspace.program, "branding", "none.png");
        assert.ok(log.includes(`there is no file ${missing}`), log);
    });
});

/** Puts the files where the program runs, which in an owner's checkout is the folder of `Pulumi.yaml`. */
async function putBranding({ workspace }: TestStack): Promise<void> {
    const folder = path.join(workspace.program, "branding");
    await mkdir(folder);
    await writeFile(path.join(folder, "login.css"), CSS);
    await writeFile(path.join(folder, "logo.png"), Buffer.from(PNG, "base64"));
    await writeFile(
        path.join(folder, "settings.json"),
        JSON.stringify({ components: { form: { logo: { enabled: true } } } }),
    );
}

async function resource(stack: TestStack, name: string) {
    const { deployment } = await stack.exportState();
    const found = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`));
    assert.ok(found, `no resource ${name}`);
    return found;
}
