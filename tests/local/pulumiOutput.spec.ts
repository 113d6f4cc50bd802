import assert from "node:assert/strict";

import { hasChanged, readableLines } from "../../local/pulumiOutput";

const UPDATE = `Updating (dev):

 +  pulumi:pulumi:Stack openmetadata-cognito-sso-dev creating (0s) warning: No admins are given.
 +  aws:cognito:UserPool openmetadata creating (0s)
 +  aws:cognito:UserPool openmetadata created (0.27s)
    pulumi:providers:aws emulator  error: no such host
Diagnostics:
  pulumi:pulumi:Stack (openmetadata-cognito-sso-dev):
    warning: No admins are given.

Resources:
    + 7 created

Duration: 12s
`;

describe("what Pulumi writes during an update", () => {
    it("is shown without what is said twice", () => {
        const shown: string[] = [];
        UPDATE.split("\n").forEach(readableLines((line) => shown.push(line)));
        assert.deepEqual(shown, [
            "Updating (dev):",
            " +  aws:cognito:UserPool openmetadata creating (0s)",
            " +  aws:cognito:UserPool openmetadata created (0.27s)",
            "Diagnostics:",
            "  pulumi:pulumi:Stack (openmetadata-cognito-sso-dev):",
            "    warning: No admins are given.",
            "Resources:",
            "    + 7 created",
            "Duration: 12s",
        ]);
    });

    for (const [summary, changed] of [
        ["\nResources:\n    7 unchanged\n\nDuration: 5s", false],
        ["\nResources:\n    + 7 created\n\nDuration: 5s", true],
        ["\nResources:\n    ~ 1 to update\n    6 unchanged\n", true],
        ["\nResources:\n    - 3 deleted\n\nDuration: 1s\n", true],
        ["\nResources:\n    +-1 replaced\n    6 unchanged", true],
        ["\nResources:\n\nDuration: 1s\n", false],
        ["", false],
    ] as const) {
        it(`says ${changed ? "a" : "no"} change: ${JSON.stringify(summary)}`, () => {
            assert.equal(hasChanged(summary), changed);
        });
    }
});
