import assert from "node:assert/strict";

import fc from "fast-check";
import { parse } from "yaml";

import { openMetadataSettings } from "../../openmetadata/settings";
import { renderYaml } from "../../openmetadata/yaml";
import { awkwardFacts, awkwardOptions, prodConfidential, prodPublic, samples, type Sample } from "./samples";

describe("the settings for conf/openmetadata.yaml", () => {
    it("come back from the file as they went in, whatever they hold and whichever YAML version reads them", () => {
        fc.assert(
            fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                const settings = openMetadataSettings(facts, options);
                const file = renderYaml(settings);
                assert.deepEqual(parse(file, { version: "1.2" }), settings);
                assert.deepEqual(parse(file, { version: "1.1" }), settings);
            }),
        );
    });

    it("stand below a comment that says what to do", () => {
        for (const { facts, options } of Object.values(samples)) {
            const [comment, ...blocks] = renderYaml(openMetadataSettings(facts, options)).split("\n\n");
            assert.ok(comment.split("\n").every((line) => line.startsWith("#")));
            assert.match(comment, /^#   \.\/bin\/openmetadata\.sh stop && \.\/bin\/openmetadata\.sh start$/m);
            assert.match(comment, /^#   \.\/bootstrap\/openmetadata-ops\.sh remove-security-config --force$/m);
            assert.equal(blocks.length, 1);
        }
    });

    it("warn of the client secret where there is one", () => {
        const textOf = ({ facts, options }: Sample) => renderYaml(openMetadataSettings(facts, options));
        assert.match(textOf(prodConfidential), /^# They hold the client secret: chmod 600 the file/m);
        assert.match(textOf(prodConfidential), /^ {4}secret: "sample0secret0of0the0golden0files"$/m);
        assert.doesNotMatch(textOf(prodPublic), /secret/);
    });
});
