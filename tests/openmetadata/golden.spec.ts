import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { renderCollateHandOff } from "../../openmetadata/collateHandOff";
import { renderDockerEnv } from "../../openmetadata/dockerEnv";
import { renderHelmValues } from "../../openmetadata/helmValues";
import { openMetadataSettings } from "../../openmetadata/settings";
import { renderSsoForm } from "../../openmetadata/ssoForm";
import { renderYaml } from "../../openmetadata/yaml";
import { samples, type Sample } from "./samples";

/** The texts as an owner gets them, one file for each output. After a change that is meant, write them anew with UPDATE_GOLDEN=1. */
const GOLDEN = path.join(__dirname, "golden");

describe("the texts for the owner of OpenMetadata", () => {
    for (const [stack, sample] of Object.entries(samples)) {
        for (const [output, text] of Object.entries(textsOf(sample))) {
            it(`${output} of ${stack} is the one that was read and approved`, () => {
                const file = path.join(GOLDEN, stack, `${output}.txt`);
                if (process.env.UPDATE_GOLDEN) {
                    mkdirSync(path.dirname(file), { recursive: true });
                    writeFileSync(file, `${text}\n`);
                }
                assert.equal(`${text}\n`, readFileSync(file, "utf8"));
            });
        }
    }
});

function textsOf({ facts, options }: Sample): Record<string, string> {
    const settings = openMetadataSettings(facts, options);
    return {
        openMetadataDockerEnv: renderDockerEnv(settings),
        openMetadataYaml: renderYaml(settings),
        openMetadataHelmValues: renderHelmValues(settings, options),
        openMetadataSsoForm: renderSsoForm(settings),
        collateHandOff: renderCollateHandOff(facts),
    };
}
