import assert from "node:assert/strict";
import { parentDomainWarning } from "../../components/parentDomain";

const failing = (code?: string) => () => Promise.reject(Object.assign(new Error("no"), { code }));

describe("the parent of a custom domain", () => {
    it("is fine with an A record", async () => {
        const asked: string[] = [];
        const resolve = (name: string) => Promise.resolve([asked.push(name), "192.0.2.1"].map(String));
        assert.equal(await parentDomainWarning("auth.data.mycompany.com", resolve), undefined);
        assert.deepEqual(asked, ["data.mycompany.com"]);
    });

    it("is warned about without one, with the record to create", async () => {
        for (const code of ["ENOTFOUND", "ENODATA"]) {
            assert.equal(
                await parentDomainWarning("auth.data.mycompany.com", failing(code)),
                "domain.name auth.data.mycompany.com: its parent data.mycompany.com has no A record, and Cognito refuses a custom domain under such a name.\n" +
                    "Create one; any address will do, for example: data.mycompany.com. 60 IN A 198.51.100.1.",
            );
        }
    });

    it("is left alone where nobody knows", async () => {
        for (const code of ["ETIMEOUT", "ECONNREFUSED", "ESERVFAIL", undefined]) {
            assert.equal(await parentDomainWarning("auth.mycompany.com", failing(code)), undefined);
        }
    });
});
