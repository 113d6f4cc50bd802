import assert from "node:assert/strict";

import { resourceCounts } from "./resourceCounts";

describe("what Pulumi counts", () => {
    it("is read from the end of a preview", () =>
        assert.deepEqual(resourceCounts("Previewing update (dev):\n\nResources:\n    7 unchanged\n"), {
            unchanged: 7,
        }));

    it("is read with the signs before changes", () =>
        assert.deepEqual(
            resourceCounts(
                "Outputs:\n    a: 1\n\nResources:\n    + 6 to create\n    +-1 to replace\n    ~ 2 to update\n    8 changes. 3 unchanged\n\nDuration: 3s",
            ),
            { "to create": 6, "to replace": 1, "to update": 2, "changes. 3 unchanged": 8 },
        ));

    it("is nothing where there is no summary", () => assert.deepEqual(resourceCounts("error: no stack"), {}));
});
