import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

import { attempt, deployProgram, stackConfig, type Recorded } from "../components/mocks";
import { EMPTY, FLAT, NAIVE, PROGRAMS } from "./programs";

const ENDPOINT = { "openmetadata-cognito-sso:endpoint": "http://127.0.0.1:4566" };

describe("the programs of the bench", () => {
    // If a default of this project changes, the hand-written programs change with it: otherwise they are no yardstick.
    for (const name of [FLAT, NAIVE]) {
        it(`has in the ${name} one the very resources of this project's dev stack`, async () => {
            const config = { ...stackConfig("dev"), ...ENDPOINT };
            const { resources } = await deployProgram(config, { stack: "dev" });
            const custom = resources.filter((resource) => resource.custom);
            const { domain } = custom.find(({ type }) => type.endsWith(":UserPoolDomain"))!.inputs;
            const own = { ...config, "openmetadata-cognito-sso:domainPrefix": domain as string };
            const { error, resources: handWritten } = await attempt(() => load(name), { stack: "dev", config: own });
            assert.equal(error, undefined);
            assert.deepEqual(inputsByName(handWritten), inputsByName(custom));
        });
    }

    it("registers nothing in the empty one", async () => {
        const { error, resources } = await attempt(() => load(EMPTY));
        assert.deepEqual([error, resources], [undefined, []]);
    });
});

function load(name: string): unknown {
    const { folder } = PROGRAMS.find((program) => program.name === name)!;
    return createRequire(__filename)(path.join(folder, "index.ts"));
}

function inputsByName(resources: readonly Recorded[]): Record<string, unknown> {
    return Object.fromEntries(resources.map(({ type, name, inputs }) => [`${type} ${name}`, inputs]));
}
