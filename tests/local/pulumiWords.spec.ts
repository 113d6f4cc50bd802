import assert from "node:assert/strict";

import { readPulumiWords, withTypedPaths } from "../../local/pulumiWords";

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

describe("paths among words that are Pulumi's to understand", () => {
    const absolute = (words: string) => withTypedPaths(words.split(" "), (typed) => `/here/${typed}`).join(" ");

    it("are those of where people stand", () => {
        assert.equal(
            absolute("stack export --file state.json --stack dev"),
            "stack export --file /here/state.json --stack dev",
        );
        assert.equal(absolute("up --plan=plan.json --yes"), "up --plan=/here/plan.json --yes");
        assert.equal(
            absolute("preview --save-plan a --policy-pack b"),
            "preview --save-plan /here/a --policy-pack /here/b",
        );
        assert.equal(absolute("up --config-file=a=b.yaml"), "up --config-file=/here/a=b.yaml");
    });

    it("are all that is changed", () => {
        for (const words of [
            "up --profile x --stack dev",
            "config set out file",
            "import t n i --generate-code=false",
            "up --file",
        ]) {
            assert.equal(absolute(words), words);
        }
    });
});
