import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { renderDockerEnv } from "../../openmetadata/dockerEnv";
import { renderHelmValues } from "../../openmetadata/helmValues";
import { openMetadataSettings } from "../../openmetadata/settings";
import { renderYaml } from "../../openmetadata/yaml";
import { prodPublic } from "./samples";

const ROOT = path.resolve(__dirname, "../..");
const page = readFileSync(path.join(ROOT, "docs/openmetadata.md"), "utf8");

describe("docs/openmetadata.md", () => {
    it("leads only to sections that it has", () => {
        const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) => anchorOf(title));
        const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
        assert.ok(links.length > 10);
        assert.deepEqual(
            links.filter((link) => !anchors.includes(link)),
            [],
        );
    });

    it("names only npm scripts that there are", () => {
        const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
            scripts: Record<string, string>;
        };
        const named = [...page.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, script]) => script);
        assert.deepEqual([...new Set(named)].sort(), ["doctor", "invite", "jwt-keys", "local", "sign-in"]);
        assert.ok(named.every((script) => script in scripts));
    });

    it("has the same commands as the comments in the texts", () => {
        const settings = openMetadataSettings(prodPublic.facts, prodPublic.options);
        const comments = [renderDockerEnv(settings), renderYaml(settings), renderHelmValues(settings)].join("\n");
        const commands = [...comments.matchAll(/^# {3}((?:docker|kubectl|helm|\.\/bootstrap|services:|  \w).*)$/gm)];
        assert.equal(commands.length, 11);
        for (const [, command] of commands) {
            assert.ok(page.includes(command), `the page lacks: ${command}`);
        }
    });
});

/** The anchor that a forge makes of a heading. */
function anchorOf(title: string): string {
    return title
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-");
}
