import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { renderDockerEnv } from "../../openmetadata/dockerEnv";
import { environmentOf } from "../../openmetadata/environment";
import { renderHelmValues } from "../../openmetadata/helmValues";
import { openMetadataSettings } from "../../openmetadata/settings";
import { renderYaml } from "../../openmetadata/yaml";
import { codeBlocks } from "../codeBlocks";
import { awkwardFacts, awkwardOptions, prodConfidential, prodPublic, type Sample } from "../openmetadata/samples";

const ROOT = path.resolve(__dirname, "../..");
const READER = path.join(__dirname, "compose");

/** The most that building the reader may take, in milliseconds: its modules are fetched once. */
const BUILD_TIMEOUT = 300_000;

/** What a stand-in program noted of a call. */
interface Call {
    readonly program: string;
    readonly words: string[];
    /** `docker`: what each service finds in its environment. */
    readonly environments?: Record<string, Record<string, string>>;
    /** `helm`: the values that it was given. */
    readonly files?: string[];
    /** `kubectl`: what came on standard input. */
    readonly input?: string;
}

/** The words of README and docs are typed as they stand, by somebody in a fresh clone with an OpenMetadata of their own. */
describe("the docs, followed word by word", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "from-zero-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    describe("for OpenMetadata in Docker Compose", function () {
        this.timeout(BUILD_TIMEOUT);
        let reader: string;
        before(function () {
            reader = path.join(mkdtempSync(path.join(tmpdir(), "compose-reader-")), "compose");
            const { error, status, stderr } = spawnSync("go", ["build", "-buildvcs=false", "-o", reader, "."], {
                cwd: READER,
                encoding: "utf8",
            });
            if (status !== 0) {
                const failure = error?.message ?? stderr.trim().split("\n").at(-1);
                if (process.env.CI) {
                    throw new Error(`Compose's library could not be built: ${failure}`);
                }
                console.log(`      Skipped, because Compose's library could not be built: ${failure}`);
                this.skip();
            }
        });
        after(() => rmSync(path.dirname(reader), { recursive: true, force: true }));

        for (const [kind, sample] of Object.entries({ public: prodPublic, confidential: prodConfidential })) {
            it(`hand every setting to the server, with a ${kind} client`, () => {
                const calls = follow("docs/openmetadata.md", "## Docker", sample);
                const env = path.join(folder, "openmetadata/openmetadata.env");
                assert.equal(statSync(env).mode & 0o777, 0o600);
                assert.deepEqual(
                    calls.map(({ program, words }) => [program, ...words].join(" ")),
                    [
                        "pulumi stack output openMetadataDockerEnv --show-secrets --stack prod",
                        "docker compose --env-file openmetadata.env up -d",
                        "docker compose exec openmetadata-server ./bootstrap/openmetadata-ops.sh remove-security-config --force",
                        "docker compose --env-file openmetadata.env up -d --force-recreate openmetadata-server",
                    ],
                );
                const settings = openMetadataSettings(sample.facts, sample.options);
                for (const call of [calls[1], calls[3]]) {
                    for (const service of ["execute-migrate-all", "openmetadata-server"]) {
                        const seen = call?.environments?.[service] ?? {};
                        assert.deepEqual({ ...seen, ...environmentOf(settings) }, seen);
                    }
                }
            });
        }

        it("are right that OpenMetadata's own defaults win without --env-file", () => {
            const [, up] = follow("docs/openmetadata.md", "## Docker", prodPublic, (commands) =>
                commands.replaceAll("--env-file openmetadata.env ", ""),
            );
            assert.equal(up?.environments?.["openmetadata-server"]?.AUTHENTICATION_PROVIDER, "basic");
        });

        it("are read by Compose as they are meant, whatever the settings hold", () => {
            writeFileSync(
                path.join(folder, "docker-compose.yml"),
                "services:\n  openmetadata-server: { image: openmetadata, env_file: openmetadata.env }\n",
            );
            fc.assert(
                fc.property(awkwardFacts, awkwardOptions, (facts, options) => {
                    const settings = openMetadataSettings(facts, options);
                    writeFileSync(path.join(folder, "openmetadata.env"), renderDockerEnv(settings));
                    const { stdout, stderr } = spawnSync(reader, ["-env-file", "openmetadata.env"], {
                        cwd: folder,
                        encoding: "utf8",
                    });
                    assert.equal(stderr, "");
                    const seen = JSON.parse(stdout) as Record<string, Record<string, string>>;
                    assert.deepEqual(seen["openmetadata-server"], environmentOf(settings));
                }),
                { numRuns: 50 },
            );
        });

        function follow(page: string, section: string, sample: Sample, edit?: (commands: string) => string): Call[] {
            return followed(folder, page, section, sample, { edit, reader });
        }
    });

    it("bring OpenMetadata in Kubernetes, with users in it, to a confidential client", () => {
        const { options, facts } = prodConfidential;
        const sample = { facts, options: { ...options, helmRelease: undefined, fullnameOverride: undefined } };
        const calls = followed(folder, "docs/openmetadata.md", "## Kubernetes", sample);
        const commands = calls.filter(({ program }) => program !== "pulumi");
        assert.deepEqual(
            commands.map(({ program, words }) => [program, ...words].join(" ")),
            [
                "kubectl create secret generic oidc-secrets " +
                    `--from-literal=openmetadata-oidc-client-id=${facts.clientId} ` +
                    "--from-file=openmetadata-oidc-client-secret=/dev/stdin",
                "helm get values openmetadata --output yaml",
                "helm list --filter ^openmetadata$",
                "helm upgrade --install openmetadata open-metadata/openmetadata --version 2.0.7 " +
                    "--values values.yaml --values openmetadata-sso.yaml",
                "kubectl rollout restart deployment/openmetadata",
                "kubectl rollout status deployment/openmetadata",
                "kubectl exec deployment/openmetadata -- ./bootstrap/openmetadata-ops.sh remove-security-config --force",
                "kubectl rollout restart deployment/openmetadata",
            ],
        );
        assert.equal(commands[0]?.input, facts.clientSecret);
        const [own, ours] = commands[3]?.files ?? [];
        assert.deepEqual(parse(own ?? ""), { replicaCount: 2 });
        assert.equal(ours, `${renderHelmValues(openMetadataSettings(facts, sample.options), sample.options)}\n`);
    });

    it("write OpenMetadata's yaml where only its owner can read it", () => {
        const calls = followed(folder, "docs/openmetadata.md", "**By the yaml file.**", prodConfidential, {
            edit: (commands) => commands.replaceAll("./bootstrap/openmetadata-ops.sh", "echo"),
        });
        assert.equal(calls.length, 1);
        const file = path.join(folder, "openmetadata/openmetadata-sso.yaml");
        assert.equal(statSync(file).mode & 0o777, 0o600);
        assert.ok(readFileSync(file, "utf8").includes(prodConfidential.facts.clientSecret ?? "no secret"));
    });

    it("start a server on a machine of its own with every setting", () => {
        mkdirSync(path.join(folder, "openmetadata/bin"), { recursive: true });
        const server = path.join(folder, "openmetadata/bin/openmetadata.sh");
        writeFileSync(server, '#!/bin/sh\n[ "$1" = stop ] || env -0 > started\n');
        chmodSync(server, 0o755);
        const settings = openMetadataSettings(prodConfidential.facts, prodConfidential.options);
        writeFileSync(path.join(folder, "openmetadata/openmetadata.env"), renderDockerEnv(settings));
        followed(folder, "docs/openmetadata.md", "**By variables.**", prodConfidential);
        const started = readFileSync(path.join(folder, "openmetadata/started"), "utf8").split("\0");
        for (const [name, value] of Object.entries(environmentOf(settings))) {
            assert.ok(started.includes(`${name}=${value}`), name);
        }
    });

    it("name the version of OpenMetadata before anything is deployed, and write the settings beside OpenMetadata", () => {
        const calls = followed(folder, "README.md", "4. Make the stack.", prodPublic);
        const words = calls.map((call) => call.words.join(" "));
        const version = words.findIndex((one) => one.startsWith("config set --path openMetadata.version "));
        assert.ok(version !== -1 && version < words.indexOf("up --stack prod"), words.join("\n"));
        assert.ok(existsSync(path.join(folder, "openmetadata/openmetadata.env")));
    });
});

/** As OpenMetadata's own: some of the variables, in each of the forms that it has for a default. */
const COMPOSE_FILE = `
services:
${["execute-migrate-all", "openmetadata-server"]
    .map(
        (service) => `  ${service}:
    image: openmetadata
    environment:
      AUTHENTICATION_PROVIDER: \${AUTHENTICATION_PROVIDER:-basic}
      AUTHENTICATION_RESPONSE_TYPE: \${AUTHENTICATION_RESPONSE_TYPE:-id_token}
      AUTHENTICATION_PUBLIC_KEYS: \${AUTHENTICATION_PUBLIC_KEYS:-[http://localhost:8585/api/v1/system/config/jwks]}
      AUTHENTICATION_CLIENT_ID: \${AUTHENTICATION_CLIENT_ID:-""}
      AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN: \${AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN:-["all"]}
      AUTHORIZER_PRINCIPAL_DOMAIN: \${AUTHORIZER_PRINCIPAL_DOMAIN:-"open-metadata.org"}
      OIDC_SCOPE: \${OIDC_SCOPE:-"openid email profile"}
      OIDC_CLIENT_SECRET: \${OIDC_CLIENT_SECRET:-""}
      OIDC_CUSTOM_PARAMS: \${OIDC_CUSTOM_PARAMS:-{}}
      DB_PARAMS: \${DB_PARAMS:-allowPublicKeyRetrieval=true&useSSL=false&serverTimezone=UTC}
`,
    )
    .join("")}`;

interface Following {
    /** @default - the commands as they stand */
    readonly edit?: (commands: string) => string;
    /** Compose's reader, for `docker`. */
    readonly reader?: string;
}

/**
 * Does what a section of a page says: puts its YAML where it says, and types its commands into one shell, which begins in the clone.
 *
 * @param section how the section begins; it ends where the next heading, or way of two, begins
 * @returns the calls of `pulumi`, `docker`, `helm` and `kubectl`
 */
function followed(folder: string, page: string, section: string, sample: Sample, following: Following = {}): Call[] {
    const { edit = (commands: string) => commands, reader } = following;
    const text = sectionOf(readFileSync(path.join(ROOT, page), "utf8"), section);
    const [clone, openMetadata, bin] = ["clone", "openmetadata", "bin"].map((name) => path.join(folder, name));
    [clone, openMetadata, bin].forEach((one) => mkdirSync(one, { recursive: true }));
    writeFileSync(path.join(clone, "Pulumi.yaml"), "name: openmetadata-cognito-sso\nruntime: nodejs\n");
    writeFileSync(path.join(openMetadata, "docker-compose.yml"), COMPOSE_FILE);
    for (const program of ["pulumi", "docker", "helm", "kubectl"]) {
        symlinkSync(path.join(__dirname, "standInProgram.cjs"), path.join(bin, program));
    }
    for (const [, file, block] of text.matchAll(
        /put this into `~\/openmetadata\/([\w.-]+)`:\n\n```yaml\n(.*?)^```$/gms,
    )) {
        writeFileSync(path.join(openMetadata, file), block);
    }
    const log = path.join(folder, "calls");
    writeFileSync(log, "");
    writeFileSync(path.join(folder, "outputs"), JSON.stringify(outputsOf(sample)));
    const { status, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", edit(codeBlocks(text, "sh").join("\n"))], {
        cwd: clone,
        encoding: "utf8",
        env: {
            HOME: folder,
            PATH: [bin, path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter),
            STAND_IN_LOG: log,
            STAND_IN_OUTPUTS: path.join(folder, "outputs"),
            COMPOSE_READER: reader,
        },
    });
    assert.equal(status, 0, stderr);
    return readFileSync(log, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Call);
}

/** The text from where a section begins, without the indentation of a list, up to the next heading or the next of two ways. */
function sectionOf(page: string, begin: string): string {
    const start = page.indexOf(`\n${begin}`) + 1;
    assert.ok(start > 0, `no section begins with ${begin}`);
    const rest = page.slice(start + begin.length);
    const end = rest.search(/^(## |### |\*\*By )/m);
    return rest.slice(0, end === -1 ? undefined : end).replace(/^ {3}/gm, "");
}

function outputsOf({ facts, options }: Sample): Record<string, { value: string | undefined; secret: boolean }> {
    const settings = openMetadataSettings(facts, options);
    const secret = facts.clientType === "confidential";
    return {
        clientId: { value: facts.clientId, secret: false },
        clientSecret: { value: facts.clientSecret, secret },
        openMetadataDockerEnv: { value: renderDockerEnv(settings), secret },
        openMetadataYaml: { value: renderYaml(settings), secret },
        openMetadataHelmValues: { value: renderHelmValues(settings, options), secret: false },
    };
}
