import assert from "node:assert/strict";
import path from "node:path";

import { findSpecs, inOrder, layerOf } from "./specs";

const TESTS = path.join(__dirname, "..");
const at = (...names: string[]) => names.map((name) => path.join(TESTS, `${name}.spec.ts`));

describe("the specs of a run", () => {
    it("are found by a part of their path", () => {
        assert.deepEqual(findSpecs(TESTS, ["runner/specs"]), [__filename]);
        assert.deepEqual(findSpecs(TESTS, ["no such"]), []);
        assert.ok(findSpecs(TESTS).length > 150);
    });

    it("belong to a layer by where they lie and what they import", () => {
        const specs = at("e2e/groups", "components/groups", "components/program", "config/groups", "runner/specs");
        assert.deepEqual(specs.map(layerOf), ["e2e", "mocks", "mocks", "pure", "pure"]);
    });

    it("start in an order that the seed decides end to end, then the longest of the others first", () => {
        const e2e = at("e2e/groups", "e2e/doctor", "e2e/harness", "e2e/import", "e2e/triggers");
        const [short, long, unknown] = at("config/tags", "config/groups", "config/file");
        const order = (seed: number) => inOrder([short, ...e2e, long, unknown], seed, { [short]: 1, [long]: 2 });
        assert.deepEqual(order(1), order(1));
        assert.deepEqual(order(1).slice(5), [unknown, long, short]);
        assert.deepEqual(order(1).slice(0, 5).sort(), [...e2e].sort());
        assert.notDeepEqual(order(1), order(2));
    });
});
