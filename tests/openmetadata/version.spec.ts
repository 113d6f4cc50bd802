import assert from "node:assert/strict";

import { firstRelease, isOlder, isVersion, supports } from "../../openmetadata/version";

describe("a version of OpenMetadata", () => {
    it("is three numbers", () => {
        for (const version of ["1.5.0", "1.12.14", "2.0.7", "10.20.30"]) {
            assert.ok(isVersion(version), version);
        }
        for (const text of ["", "1.12", "v1.12.3", "1.12.3.0", "1.12.x", "1.12.3-SNAPSHOT", "latest", " 1.12.3"]) {
            assert.ok(!isVersion(text), text);
        }
    });

    it("is compared number by number", () => {
        const ordered = ["1.5.0", "1.5.15", "1.9.12", "1.10.0", "1.10.2", "1.10.11", "2.0.0", "10.0.0"];
        for (const [index, version] of ordered.entries()) {
            for (const [otherIndex, other] of ordered.entries()) {
                assert.equal(isOlder(version, other), index < otherIndex, `${version} before ${other}`);
            }
        }
    });

    it("takes a setting from its first release on; without a version all are taken", () => {
        const setting = "authenticationConfiguration.jwtTeamClaimMapping";
        assert.equal(firstRelease(setting), "1.12.0");
        assert.equal(supports("1.11.14", setting), false);
        assert.equal(supports("1.12.0", setting), true);
        assert.equal(supports("2.0.7", setting), true);
        assert.equal(supports(undefined, setting), true);
    });
});
