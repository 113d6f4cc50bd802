import assert from "node:assert/strict";
import { usEast1Provider } from "../../components/usEast1";
import { attempt } from "./mocks";

describe("the provider for us-east-1", () => {
    it("has all that the stack's config says of AWS, but the region", async () => {
        const roles = [{ roleArn: "arn:aws:iam::123456789012:role/deploy" }];
        const config = {
            "aws:region": "eu-west-1",
            "aws:profile": "mine",
            "aws:assumeRoles": JSON.stringify(roles),
            "aws:skipMetadataApiCheck": "true",
            "aws:secretKey": "of-the-stack",
        };
        const { find, inClear } = await attempt(() => void usEast1Provider("us", undefined, {}), { config });
        const { region, profile, assumeRoles, skipMetadataApiCheck, secretKey } = find("us").inputs;
        assert.deepEqual(
            { region, profile, secretKey },
            { region: "us-east-1", profile: "mine", secretKey: "of-the-stack" },
        );
        assert.deepEqual(JSON.parse(String(assumeRoles)), roles);
        assert.equal(skipMetadataApiCheck, "true");
        assert.doesNotMatch(inClear(), /of-the-stack/);
    });

    it("talks to an emulator where there is one, and to nothing else", async () => {
        const config = { "aws:profile": "mine", "aws:secretKey": "of-the-stack" };
        const program = () => void usEast1Provider("us", "http://127.0.0.1:4566", {});
        const { inputs } = (await attempt(program, { config })).find("us");
        assert.equal(inputs.region, "us-east-1");
        assert.equal(inputs.profile, undefined);
        assert.equal(inputs.secretKey, "test");
        const [endpoints] = JSON.parse(String(inputs.endpoints)) as Record<string, string>[];
        assert.equal(endpoints.acm, "http://127.0.0.1:4566");
    });
});
