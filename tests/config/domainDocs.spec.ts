import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { MANAGED_RULE_GROUPS, USUAL_RULE_GROUPS } from "../../config/firewall";
import { CLASSIC_SELECTORS } from "../../config/stylesheet";
import { codeBlocks } from "../codeBlocks";
import { inFolderWith } from "./folder";
import { imageBytes } from "./images";
import { problemsIn } from "./refusal";

const ROOT = path.join(__dirname, "../..");
const page = readFileSync(path.join(ROOT, "docs/domain.md"), "utf8");

describe("docs/domain.md", () => {
    inFolderWith({});

    it("shows settings that are accepted", () => {
        mkdirSync("branding");
        writeFileSync("branding/settings.json", '{"components": {}}');
        writeFileSync("branding/login.css", ".label-customizable {}");
        ["logo.png", "logo.svg", "background.webp"].forEach((name) =>
            writeFileSync(`branding/${name}`, imageBytes(name)),
        );
        const examples = codeBlocks(page, "yaml").map((text) => parse(text) as object);
        assert.deepEqual(
            examples.flatMap((example) => Object.keys(example)),
            ["domain", "domain", "loginPages", "loginPages", "firewall", "logs"],
        );
        examples.forEach((example) => assert.equal(problemsIn(example), ""));
    });

    it("names all selectors of the classic pages, and no other", () => {
        const named = new Set([...page.matchAll(/`(\.[a-zA-Z]+-[\w:-]+)`/g)].map(([, selector]) => selector));
        assert.deepEqual([...named].sort(), [...CLASSIC_SELECTORS].sort());
    });

    it("names all rule groups, the usual ones in bold", () => {
        const named = [...page.matchAll(/(\*\*)?`(AWSManagedRules\w+)`/g)];
        assert.deepEqual([...new Set(named.map(([, , name]) => name))].sort(), [...MANAGED_RULE_GROUPS].sort());
        assert.deepEqual(
            named.filter(([, bold]) => bold).map(([, , name]) => name),
            USUAL_RULE_GROUPS,
        );
    });
});

describe("examples/custom-domain.yaml", () => {
    it("is accepted", () => {
        const { config } = parse(readFileSync(path.join(ROOT, "examples/custom-domain.yaml"), "utf8")) as {
            config: Record<string, unknown>;
        };
        const settings = Object.entries(config).flatMap(([key, value]) => {
            const [project, name] = key.split(":");
            return project === "openmetadata-cognito-sso" ? [[name, value]] : [];
        });
        assert.equal(problemsIn(Object.fromEntries(settings) as object), "");
    });
});
