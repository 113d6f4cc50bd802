import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { run } from "../../local/childProcess";
import { compareTypes, type BridgeSchema } from "../../local/engineTypes";
import { engineEnvironment } from "../../local/environment";
import { CHECKOUT } from "../../local/workspace";
import { emulatedAws, sharedEngine, skipWithoutEngine } from "./harness";

const TABLE = path.join(CHECKOUT, "local", "engine", "pulumi-resource-aws", "types.json");
const SDK = path.join(CHECKOUT, "node_modules", "@pulumi", "aws");

describe("the types that the engine from Go modules serves", () => {
    before(async function () {
        await skipWithoutEngine(this);
        if ((await sharedEngine()).source !== "modules") {
            process.stderr.write("      skipped: another engine is in use, and the table is of no concern to it\n");
            this.skip();
        }
    });

    it("differ from @pulumi/aws as its table says (UPDATE_TYPES=1 makes the table anew)", async () => {
        const table = `${JSON.stringify(compareTypes(SDK, await bridgeSchema()), undefined, 4)}\n`;
        if (process.env.UPDATE_TYPES) {
            await writeFile(TABLE, table);
        }
        assert.deepEqual(JSON.parse(await readFile(TABLE, "utf8")), JSON.parse(table));
    });
});

async function bridgeSchema(): Promise<BridgeSchema> {
    const engine = await sharedEngine();
    const env = engineEnvironment(process.env, engine, {
        pulumiHome: path.join(CHECKOUT, ".local", "pulumi"),
        stateFolder: "/nowhere",
        passphrase: "",
        endpoint: (await emulatedAws()).endpoint,
        region: "eu-west-1",
    });
    const { code, stdout, log } = await run(engine.pulumi, ["package", "get-schema", engine.awsProvider!], { env });
    assert.equal(code, 0, log);
    return JSON.parse(stdout) as BridgeSchema;
}
