import assert from "node:assert/strict";
import { deploy } from "./mocks";

const args = { callbackUrl: "http://localhost:8585/callback", endpoint: "http://127.0.0.1:4566/" };

describe("an emulator", () => {
    it("is talked to by a provider of its own, which knows nothing of AWS", async () => {
        const { ofType, resources, outputs } = await deploy(args, { region: "eu-central-1" });
        const [provider, ...others] = ofType("pulumi:providers:aws");
        assert.deepEqual(others, []);
        const { endpoints, ...inputs } = provider.inputs;
        assert.deepEqual(inputs, {
            accessKey: "test",
            secretKey: "test",
            region: "eu-central-1",
            s3UsePathStyle: "true",
            skipCredentialsValidation: "true",
            skipMetadataApiCheck: "true",
            skipRegionValidation: "true",
        });
        const [addresses] = JSON.parse(String(endpoints)) as Record<string, string>[];
        assert.ok("cognitoidp" in addresses && "sts" in addresses);
        assert.deepEqual([...new Set(Object.values(addresses))], ["http://127.0.0.1:4566"]);

        const children = resources.filter(({ custom, type }) => custom && type !== "pulumi:providers:aws");
        assert.ok(children.length >= 4);
        children.forEach((child) => assert.equal(child.provider, `${provider.urn}::${provider.name}-id`, child.name));
        assert.equal(outputs.authority, "http://127.0.0.1:4566/eu-central-1_openmetad");
        assert.equal(outputs.domainUrl, "http://127.0.0.1:4566");
    });

    it("is not there unless it is asked for", async () => {
        const { ofType, resources } = await deploy({ callbackUrl: args.callbackUrl });
        assert.deepEqual(ofType("pulumi:providers:aws"), []);
        resources.forEach(({ provider }) => assert.equal(provider, ""));
    });
});
