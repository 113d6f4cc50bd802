import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { configurationPage, editorSchema } from "../../config/docs";

const ROOT = path.join(__dirname, "../..");

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

describe("docs/configuration.md", () => {
    const page = read("docs/configuration.md");

    it("has the keys of the schema: if not, npm run docs", () => assert.equal(page, configurationPage(page)));

    it("has a row for every key, with its shape and its default", () => {
        const [, keys] = page.split(/<!-- .* -->/);
        const rows = keys.split("\n").filter((line) => line.startsWith("| `"));
        const row = (key: string) => rows.find((line) => line.startsWith(`| \`${key}\` |`));
        assert.equal(
            row("tokens.id"),
            "| `tokens.id` | a number with its unit (s, m, h or d), from 5m to 1d | `1h` | life of the ID token, OpenMetadata's bearer token |",
        );
        assert.equal(
            row("domain.prefix"),
            "| `domain.prefix` | 1 to 63 lower-case letters, digits and hyphens, no hyphen at either end, without aws, amazon, cognito " +
                "| `om-<stack>-<8 hex>`, made from account, region, project and stack | first label of the login pages' address, unique in the region |",
        );
        assert.match(String(row("callbackUrl")), /\| required \|/);
        assert.match(String(row("userPool.customAttributes[].name")), /\| required \|/);
        assert.match(
            String(row("userPool.devices")),
            /^\| `userPool\.devices` \| off, always or optIn; or a map \| `off` \|/,
        );
        assert.ok(
            rows.every((line) => line.split(/(?<!\\)\|/).length === 6),
            "four columns",
        );
        assert.ok(
            rows.every((line) => !/\|\s*\|$/.test(line)),
            "every key has a meaning",
        );
    });

    it("changes nothing outside of the keys", () => {
        const before = "a\n<!-- keys: npm run docs -->\nold\n<!-- end of keys -->\nb\n";
        const after = configurationPage(before);
        assert.match(after, /^a\n<!-- keys: npm run docs -->\n\n\| key \|/);
        assert.match(after, /\|\n\n<!-- end of keys -->\nb\n$/);
        assert.equal(configurationPage(after), after);
    });
});

describe("docs/configuration.schema.json", () => {
    const validate = new Ajv({ allowUnionTypes: true, validateFormats: false }).compile(editorSchema());
    const problems = (config: unknown) => {
        validate({ config });
        return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
    };
    const callbackUrl = { "openmetadata-cognito-sso:callbackUrl": "https://om.mycompany.com/callback" };

    it("is that of the schema: if not, npm run docs", () =>
        assert.deepEqual(JSON.parse(read("docs/configuration.schema.json")), editorSchema()));

    const stacks = ["Pulumi.dev.yaml", "Pulumi.prod.yaml", ...readdirSync(path.join(ROOT, "examples")).map(inExamples)];
    stacks.forEach((file) =>
        it(`accepts ${file}`, () => {
            const { config } = parse(read(file)) as { config: unknown };
            assert.deepEqual(problems(config), []);
        }),
    );

    it("is what the stacks of the project refer to", () => {
        for (const file of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            assert.ok(read(file).startsWith("# yaml-language-server: $schema=docs/configuration.schema.json\n"), file);
        }
    });

    it("accepts the keys of others, and words in the place of maps", () => {
        assert.deepEqual(problems({ ...callbackUrl, "aws:profile": "me" }), []);
        assert.deepEqual(problems({ ...callbackUrl, "openmetadata-cognito-sso:userPool": { devices: "always" } }), []);
    });

    it("refuses unknown keys, wrong types and a stack without its callback URL", () => {
        assert.deepEqual(problems({}), ["/config required"]);
        const withOne = (key: string, value: unknown) =>
            problems({ ...callbackUrl, [`openmetadata-cognito-sso:${key}`]: value });
        assert.ok(withOne("callbackURL", "https://om.mycompany.com/callback").length > 0);
        assert.ok(withOne("clientType", "private").length > 0);
        assert.ok(withOne("userPool", { minimumLength: 12 }).length > 0);
        assert.ok(withOne("userPool", { passwordPolicy: { minimumLength: 5 } }).length > 0);
        assert.ok(withOne("tokens", { id: 60 }).length > 0);
    });

    it("accepts secrets only as Pulumi encrypts them", () => {
        const secrets = (value: unknown) =>
            problems({ ...callbackUrl, "openmetadata-cognito-sso:identityProviderSecrets": value });
        assert.deepEqual(secrets({ Google: { secure: "v1:abc" } }), []);
        assert.deepEqual(secrets({ secure: "v1:abc" }), []);
        assert.ok(secrets({ Google: "in clear" }).length > 0);
    });
});

function inExamples(file: string): string {
    return path.join("examples", file);
}
