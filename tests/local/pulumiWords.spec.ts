import assert from "node:assert/strict";

import { readPulumiWords } from "../../local/pulumiWords";

describe("words that are Pulumi's to understand", () => {
    for (const [words, stack, needsEmulator] of [
        ["stack output --json --stack dev", "dev", false],
        ["stack output --json --stack=prod", "prod", false],
        ["up -s prod --yes", "prod", true],
        ["--stack prod preview --diff", "prod", true],
        ["refresh --yes", "dev", true],
        ["destroy", "dev", true],
        ["import aws:cognito/userPool:UserPool pool eu-west-1_a", "dev", true],
        ["config set tags.up x --path", "dev", false],
        ["state unprotect --all", "dev", false],
        ["version", "dev", false],
        ["--stack", "dev", false],
    ] as const) {
        it(words, () => {
            assert.deepEqual(readPulumiWords(words.split(" ")), { stack, needsEmulator });
        });
    }
});
