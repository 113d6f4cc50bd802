import assert from "node:assert/strict";
import { secretsManagerSchema } from "../../config/secretsManager";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const confidential = (secretsManager: unknown) => problemsIn({ clientType: "confidential", secretsManager });

describe("secretsManager", () => {
    it("is off by default; an empty map asks for the defaults", () => {
        assert.deepEqual(secretsManagerSchema.parse({}), { recoveryWindowInDays: 7 });
        assert.equal(confidential(undefined), "");
        assert.equal(confidential({}), "");
    });

    it("takes the names that AWS takes", () => {
        for (const name of ["openmetadata/prod/oidc", "a", "x".repeat(512), "a_b+c=d.e@f-g"]) {
            assert.equal(confidential({ name }), "", name);
        }
        for (const name of ["with blank", "ümlaut", ""]) {
            assert.equal(
                confidential({ name }),
                paragraph(
                    "secretsManager.name",
                    JSON.stringify(name),
                    "1 to 512 letters, digits and / _ + = . @ -",
                    "for example: openmetadata/oidc",
                ),
            );
        }
        assert.match(confidential({ name: "x".repeat(513) }), /^ {2}secretsManager\.name\n/);
    });

    it("keeps a deleted secret for as long as AWS can", () => {
        assert.equal(confidential({ recoveryWindowInDays: 7 }), "");
        assert.equal(confidential({ recoveryWindowInDays: "30" }), "");
        for (const [days, fix] of [
            [6, 7],
            [1, 7],
            [31, 30],
        ]) {
            assert.equal(
                confidential({ recoveryWindowInDays: days }),
                paragraph(
                    "secretsManager.recoveryWindowInDays",
                    String(days),
                    "0, or a whole number from 7 to 30",
                    `for example: ${fix}`,
                ),
            );
        }
    });

    it("keeps nothing of a stack that is thrown away, which has no guard", () => {
        const refusal = paragraph(
            "secretsManager.recoveryWindowInDays",
            "0, while protect is on",
            "7 to 30 days in which a deleted secret can be restored; 0 only where protect is off",
            "set it to 7, or protect to false for a stack that is thrown away",
        );
        const at = (more: object) =>
            problemsIn({ clientType: "confidential", secretsManager: { recoveryWindowInDays: "0" }, ...more });
        assert.equal(at({}), refusal);
        assert.equal(at({ protect: true }), refusal);
        assert.equal(at({ protect: false }), "");
        assert.equal(at({ callbackUrl: "http://localhost:8585/callback" }), "");
    });

    it("needs a client that has a secret", () => {
        assert.equal(
            problemsIn({ secretsManager: {} }),
            paragraph(
                "secretsManager",
                "a hand-over of the client secret, with the clientType public",
                "only with the clientType confidential: a public client has no secret",
                "remove secretsManager, or set clientType to confidential (it makes a new app client)",
            ),
        );
    });
});
