import assert from "node:assert/strict";
import { readStackConfig } from "../../config/stackConfig";
import { attempt, refusal } from "../components/mocks";

const PROJECT = "openmetadata-cognito-sso";

describe("the stack's config", () => {
    const read = (config: Record<string, string>) =>
        attempt(() => readStackConfig(), {
            stack: "prod",
            config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value])),
        });

    it("is read as arguments of the component", async () => {
        const { value, error } = await read({
            callbackUrl: "https://om.mycompany.com/callback",
            userPool: '{"featurePlan":"plus"}',
            tags: "",
        });
        assert.equal(error, undefined);
        assert.deepEqual(value, {
            callbackUrl: "https://om.mycompany.com/callback",
            userPool: { featurePlan: "plus" },
        });
    });

    it("is refused in the name of the stack", async () => {
        const run = await read({ callbackUrl: "https://om.mycompany.com", clientType: "private" });
        assert.equal(
            refusal(run),
            `Stack prod: 2 problems in the configuration. Nothing was changed in AWS.

  callbackUrl
    given    "https://om.mycompany.com"
    allowed  OpenMetadata's own URL followed by /callback: https, or http on localhost, without query, fragment, wildcard or password
    fix      for example: https://om.mycompany.com/callback

  clientType
    given    "private"
    allowed  public or confidential
    fix      for example: public
`,
        );
    });
});
