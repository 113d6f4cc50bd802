import assert from "node:assert/strict";

import { Document } from "yaml";

import { commentLines, lastStep, yamlComment } from "../../openmetadata/headComment";

const text = "\nFirst line\n\n  indented\n";

describe("a head comment", () => {
    it("is a comment in an env file, line by line", () => {
        assert.equal(commentLines(text), "# First line\n#\n#   indented");
    });

    it("is the same comment in a YAML file", () => {
        const document = new Document({ a: 1 });
        document.commentBefore = yamlComment(text);
        assert.equal(document.toString(), "# First line\n#\n#   indented\n\na: 1\n");
    });

    it("ends with where to sign in, and with the command that says why it does not work", () => {
        assert.equal(
            lastStep("https://openmetadata.mycompany.com/callback"),
            "Then open https://openmetadata.mycompany.com and sign in. If it does not work, this says why:\n\n" +
                "  npm run doctor -- --stack <stack> --openmetadata https://openmetadata.mycompany.com",
        );
    });
});
