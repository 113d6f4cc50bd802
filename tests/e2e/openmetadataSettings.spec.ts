import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { openMetadataSettings } from "../../openmetadata/settings";
import { renderSsoForm } from "../../openmetadata/ssoForm";
import { renderYaml } from "../../openmetadata/yaml";
import { prodConfidential, samples, type Sample } from "../openmetadata/samples";

const MODEL = path.join(__dirname, "openmetadata-model");
const REQUIREMENTS = path.join(MODEL, "requirements.txt");
const CACHE = path.resolve(__dirname, "../../.local/openmetadata-model");

/** The most that an installation may take, in milliseconds: about 25 MB are fetched, once. */
const INSTALLATION_TIMEOUT = 300_000;

describe("OpenMetadata's own model of its settings (PyPI: openmetadata-ingestion 2.0.7.0)", function () {
    this.timeout(INSTALLATION_TIMEOUT);

    let python: string;

    before(function () {
        const installed = installModel();
        if ("failure" in installed) {
            if (process.env.CI) {
                throw new Error(`OpenMetadata's model could not be installed: ${installed.failure}`);
            }
            console.log(`      Skipped, because OpenMetadata's model could not be installed: ${installed.failure}`);
            this.skip();
        }
        python = installed.python;
    });

    it("takes the yaml of every stack", () => {
        const stacks = Object.entries(samples);
        assert.deepEqual(
            complaints(
                python,
                stacks.map(([, sample]) => yamlOf(sample)),
            ),
            stacks.map(() => []),
        );
    });

    it("takes the form of every stack", () => {
        const stacks = Object.entries(samples);
        assert.deepEqual(
            complaints(
                python,
                stacks.map(
                    ([, { facts, options }]) =>
                        JSON.parse(renderSsoForm(openMetadataSettings(facts, options))) as object,
                ),
            ),
            stacks.map(() => []),
        );
    });

    it("takes what is written for older releases, which is never more than it knows", () => {
        const releases = ["1.5.0", "1.7.0", "1.8.4", "1.12.0", "2.0.0"].map((version) => ({
            facts: prodConfidential.facts,
            options: { ...prodConfidential.options, version },
        }));
        assert.deepEqual(
            complaints(python, releases.map(yamlOf)),
            releases.map(() => []),
        );
    });

    it("refuses what it does not know or cannot read, so that its silence means something", () => {
        const { authenticationConfiguration, authorizerConfiguration } = openMetadataSettings(
            prodConfidential.facts,
            prodConfidential.options,
        );
        const wrong = {
            authenticationConfiguration: { ...authenticationConfiguration, responseType: "token", issuer: "https://x" },
            authorizerConfiguration: { ...authorizerConfiguration, principalDomain: undefined },
        };
        assert.deepEqual(complaints(python, [wrong, { authentication: {} }]), [
            [
                "authenticationConfiguration.responseType: Input should be 'id_token' or 'code'",
                "authenticationConfiguration.issuer: Extra inputs are not permitted",
                "authorizerConfiguration.principalDomain: Field required",
            ],
            [
                "authentication: not a block of settings",
                "authenticationConfiguration: Input should be a valid dictionary or instance of AuthenticationConfiguration",
                "authorizerConfiguration: Input should be a valid dictionary or instance of AuthorizerConfiguration",
            ],
        ]);
    });
});

function yamlOf({ facts, options }: Sample): object {
    return parse(renderYaml(openMetadataSettings(facts, options))) as object;
}

/** What the model says against each of the settings. */
function complaints(python: string, settings: object[]): string[][] {
    const { stdout, stderr, status } = spawnSync(python, [path.join(MODEL, "validate.py")], {
        input: JSON.stringify(settings),
        encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as string[][];
}

/** A Python that has the model, in a virtual environment that is made once for each list of requirements. */
function installModel(): { python: string } | { failure: string } {
    const version = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 16);
    const folder = path.join(CACHE, version);
    const python = path.join(folder, "bin", "python");
    if (existsSync(python)) {
        return { python };
    }
    mkdirSync(CACHE, { recursive: true });
    const unfinished = mkdtempSync(path.join(CACHE, "unfinished-"));
    const failure =
        failureOf("python3", ["-m", "venv", unfinished]) ??
        failureOf(path.join(unfinished, "bin", "python"), [
            ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
            ...["--no-deps", "--only-binary", ":all:", "--require-hashes", "--requirement", REQUIREMENTS],
        ]);
    if (failure !== undefined) {
        rmSync(unfinished, { recursive: true, force: true });
        return { failure };
    }
    renameSync(unfinished, folder);
    return { python };
}

/** Why a program failed, in the last line that it wrote; undefined when it did not. */
function failureOf(program: string, words: string[]): string | undefined {
    const { error, status, stdout, stderr } = spawnSync(program, words, {
        encoding: "utf8",
        timeout: INSTALLATION_TIMEOUT,
    });
    return status === 0 ? undefined : (error?.message ?? `${stdout}${stderr}`.trim().split("\n").at(-1));
}
