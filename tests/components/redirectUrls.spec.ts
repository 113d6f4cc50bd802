import assert from "node:assert/strict";
import { callbackUrls, logoutUrls, openMetadataUrls } from "../../components/redirectUrls";

describe("redirect URLs", () => {
    it("are for each address that of the callback first, each address once", () =>
        assert.deepEqual(
            openMetadataUrls("https://om.mycompany.com/callback", [
                "https://om2.mycompany.com/base",
                "https://om.mycompany.com",
                "https://om2.mycompany.com/base",
            ]),
            ["https://om.mycompany.com", "https://om2.mycompany.com/base"],
        ));

    it("are what OpenMetadata's releases send", () =>
        assert.deepEqual(callbackUrls(["https://om.mycompany.com", "http://localhost:8585"]), [
            "https://om.mycompany.com/callback",
            "https://om.mycompany.com/silent-callback",
            "https://om.mycompany.com/auth/callback",
            "http://localhost:8585/callback",
            "http://localhost:8585/silent-callback",
            "http://localhost:8585/auth/callback",
        ]));

    it("lead after a sign-out to the sign-in page, or the root", () =>
        assert.deepEqual(logoutUrls(["https://om.mycompany.com/base"]), [
            "https://om.mycompany.com/base/signin",
            "https://om.mycompany.com/base",
        ]));

    it("are at most as many as Cognito takes", () => {
        const additional = Array.from({ length: 32 }, (_, index) => `https://om${index}.mycompany.com`);
        assert.equal(callbackUrls(openMetadataUrls("https://om.mycompany.com/callback", additional)).length, 99);
    });
});
