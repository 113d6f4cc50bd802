import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { deploy } from "./mocks";

describe("docs/domain.md", () => {
    it("takes the guard off the resources that are there", async () => {
        const page = readFileSync(path.join(__dirname, "../../docs/domain.md"), "utf8");
        const commands = [...page.matchAll(/urn='([^']+)'(.*?)```/gs)].flatMap(([, prefix, command]) =>
            [...command.matchAll(/"\$\{?urn\}?([^"]+)"/g)].map(([, rest]) => prefix + rest),
        );
        const { resources } = await deploy(
            { callbackUrl: "https://openmetadata.mycompany.com/callback", firewall: { managedRules: true }, logs: {} },
            { stack: "prod" },
        );
        const guarded = resources.filter(({ name, protect }) => /firewall|logs/.test(name) && protect === true);
        assert.deepEqual(commands.sort(), guarded.map(({ urn }) => urn).sort());
        assert.equal(commands.length, 4);
    });
});
