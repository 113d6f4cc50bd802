import assert from "node:assert/strict";
import { deploy } from "./mocks";

const callbackUrl = "http://localhost:8585/callback";

describe("the domain of the login pages", () => {
    it("by default is the prefix of the stack's own place", async () => {
        const prefix = async (situation: object) =>
            (await deploy({ callbackUrl }, situation)).find("openmetadata-domain").inputs.domain;
        const here = await prefix({});
        assert.match(String(here), /^om-dev-[0-9a-f]{8}$/);
        assert.equal(await prefix({}), here);
        assert.notEqual(await prefix({ account: "999999999999" }), here);
        assert.notEqual(await prefix({ region: "us-east-1" }), here);
        assert.notEqual(await prefix({ project: "another" }), here);
        assert.match(String(await prefix({ stack: "My_Stack" })), /^om-my-stack-[0-9a-f]{8}$/);
    });

    it("is the chosen prefix", async () => {
        const { find, outputs } = await deploy({ callbackUrl, domain: { prefix: "mycompany" } });
        assert.deepEqual(find("openmetadata-domain").inputs, {
            domain: "mycompany",
            managedLoginVersion: 2,
            userPoolId: "eu-west-1_openmetad",
        });
        assert.equal(outputs.domainUrl, "https://mycompany.auth.eu-west-1.amazoncognito.com");
    });

    it("stays where it is when stack or project are renamed, and moves when another is written out", async () => {
        const ignored = async (args: object) => (await deploy({ callbackUrl, ...args })).find("openmetadata-domain");
        assert.deepEqual((await ignored({})).ignoreChanges, ["domain"]);
        assert.deepEqual((await ignored({ domain: { prefix: "mycompany" } })).ignoreChanges, []);
    });

    it("is deleted before another takes its place, since a pool has one", async () => {
        const { find } = await deploy({ callbackUrl });
        assert.equal(find("openmetadata-domain").deleteBeforeReplace, true);
    });

    it("has the version of the login pages, and a style where the managed ones need it", async () => {
        const managed = await deploy({ callbackUrl });
        const style = managed.find("openmetadata-login-pages");
        assert.equal(style.type, "aws:cognito/managedLoginBranding:ManagedLoginBranding");
        assert.deepEqual(style.inputs, {
            userPoolId: "eu-west-1_openmetad",
            clientId: "openmetadataclient00000000",
            useCognitoProvidedValues: true,
        });
        assert.ok(style.dependencies.includes(managed.find("openmetadata-domain").urn));
        assert.ok(style.dependencies.includes(managed.find("openmetadata-client").urn));

        const classic = await deploy({ callbackUrl, loginPages: { version: "classic" } });
        assert.equal(classic.find("openmetadata-domain").inputs.managedLoginVersion, 1);
        assert.deepEqual(classic.ofType("aws:cognito/managedLoginBranding:ManagedLoginBranding"), []);
    });
});
