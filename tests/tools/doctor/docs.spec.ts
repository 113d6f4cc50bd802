import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { diagnose } from "../../../tools/doctor/diagnose";

import { startCognito } from "./cognitoStandIn";
import { startOpenMetadata } from "./openMetadataStandIn";

describe("docs/doctor.md", () => {
    it("has each check in its tables, and no other", async () => {
        const cognito = await startCognito();
        const openMetadata = await startOpenMetadata(cognito.deployed().outputs);
        const deployed = { ...cognito.deployed(), endpoint: cognito.url };
        const { results } = await diagnose(deployed, { openMetadata: openMetadata.url });
        await Promise.all([cognito.close(), openMetadata.close()]);

        const text = readFileSync(path.join(__dirname, "../../../docs/doctor.md"), "utf8");
        const tables = text.slice(text.indexOf("## The checks of Cognito"), text.indexOf("### The database wins"));
        const documented = [...tables.matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id);
        assert.deepEqual(
            documented,
            results.map(({ id }) => id),
        );
    });
});
