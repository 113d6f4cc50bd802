import assert from "node:assert/strict";

import { environmentOf } from "../../openmetadata/environment";
import { openMetadataSettings } from "../../openmetadata/settings";
import { dev, factsOf, prodConfidential } from "./samples";

/** How a text stands in its variable. */
function written(clientId: string): string {
    return environmentOf(openMetadataSettings(factsOf("", { clientId }), { admins: [] })).AUTHENTICATION_CLIENT_ID;
}

describe("OpenMetadata's variables", () => {
    it("hold bare text where YAML takes it for the same text", () => {
        for (const text of [
            "1h57kf5cpq17m0emlexample01",
            "openid email profile",
            "a@b.com",
            "https://x.y:1/z",
            "cognito:groups",
        ]) {
            assert.equal(written(text), text);
        }
    });

    it("hold text in quotes where YAML 1.1 or 1.2 would take it for something else", () => {
        for (const text of [
            "",
            "true",
            "no",
            "null",
            "12345",
            "1e5",
            "0x1f",
            "1_000",
            "12:30",
            "a: b",
            "a #b",
            "[a]",
            "a,b",
            " a",
        ]) {
            assert.equal(written(text), JSON.stringify(text));
        }
    });

    it("hold no character that a shell, Compose or OpenMetadata itself would act on", () => {
        assert.equal(written("$HOME"), '"\\u0024HOME"');
        assert.equal(written("${X}"), '"\\u0024{X}"');
        assert.equal(written("o'brien"), '"o\\u0027brien"');
        assert.equal(written("`id`"), '"\\u0060id\\u0060"');
    });

    it("hold lists in OpenMetadata's own notation", () => {
        const { AUTHENTICATION_JWT_PRINCIPAL_CLAIMS, AUTHORIZER_ADMIN_PRINCIPALS } = environmentOf(
            openMetadataSettings(dev.facts, { admins: ["alice@mycompany.com", "o'brien@mycompany.com"] }),
        );
        assert.equal(AUTHENTICATION_JWT_PRINCIPAL_CLAIMS, "[email,preferred_username,sub]");
        assert.equal(AUTHORIZER_ADMIN_PRINCIPALS, '[alice,"o\\u0027brien"]');
        const none = environmentOf(openMetadataSettings(dev.facts, dev.options));
        assert.equal(none.AUTHORIZER_ADMIN_PRINCIPALS, "[]");
    });

    it("begin with OIDC_ for a confidential client only, and none is without a value", () => {
        const publicNames = Object.keys(environmentOf(openMetadataSettings(dev.facts, dev.options)));
        assert.ok(publicNames.every((name) => /^AUTH(ENTICATION|ORIZER)_/.test(name)));
        const all = environmentOf(openMetadataSettings(prodConfidential.facts, prodConfidential.options));
        assert.equal(Object.keys(all).filter((name) => name.startsWith("OIDC_")).length, 13);
        assert.ok(Object.values(all).every((text) => text !== ""));
    });
});
