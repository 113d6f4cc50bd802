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
        assert.deepEqual([...new Set(named)].sort(), ["docs", "doctor", "invite", "jwt-keys", "local", "sign-in"]);
        assert.ok(named.every((script) => script in scripts));
    });

    describe("knows in its trouble tables", () => {
        const rows = page
            .slice(page.indexOf("## Troubleshooting"))
            .split("\n")
            .filter((line) => line.startsWith("| "));
        for (const [said, ...named] of [
            [
                "Account already exists. Please contact administrator.",
                "User with given name exists",
                "#29189",
                "#29304",
            ],
            ["Redirect URI is required", "1.6 and newer", "#17913", "#25775"],
            ["No session found for callback", "SameSite", "#26145"],
            ["Invalid client ID", "invalid_client", "callback, scopes or id"],
            ["Client is not authorized. Please check app client settings in Cognito.", "client_credentials"],
            ["bots and ingestion fail", "#24015"],
            ["does not let you change the key URL", "#28088", "#24404"],
            ["Signed in, but no admin", "#22675", "Settings > Users"],
            ["In no team, though in the group", "public client"],
            ["Somebody is another person, or an admin", "#21532"],
        ]) {
            it(said, () => {
                const row = rows.find((line) => line.split(" | ")[0]?.includes(said)) ?? "";
                assert.deepEqual(
                    named.filter((word) => !row.includes(word)),
                    [],
                );
            });
        }
    });

    it("says what differs between releases and client types", () => {
        for (const words of [
            "SECURITY_CONFIG_SOURCE_CONFIRM_PROVIDER_CHANGE=true",
            "adopt-deployment-config --type authorizerConfiguration",
            "POST\n/api/v1/system/security/validate",
            "PUT /api/v1/system/security/config",
            "keep query strings out of\nthe logs",
            "older releases only forget the login in the browser",
            "means `open-metadata.org` up to 2.0",
            "no release up to 2.0 reads one",
            "shown a form with a public client",
            "Admins are made from the deployment's settings at every start, even where the database wins",
        ]) {
            assert.ok(page.includes(words), `the page lacks: ${words}`);
        }
    });

    it("has the same commands as the comments in the texts", () => {
        const { facts, options } = prodPublic;
        const settings = openMetadataSettings(facts, options);
        const texts = [renderDockerEnv(settings), renderYaml(settings), renderHelmValues(settings, options)];
        const comments = texts.join("\n");
        const commands = [...comments.matchAll(/^# {3}((?:docker|kubectl|helm|\.\/bootstrap|services:|  \S).*)$/gm)];
        assert.equal(commands.length, 12);
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
