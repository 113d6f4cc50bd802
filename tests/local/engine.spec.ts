import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { findEngine, isEngineAtHand, NoEngineError, recallEngine } from "../../local/engine";
import { engineFolder } from "../../local/engineBuild";
import { CHECKOUT, workspaceAt } from "../../local/workspace";
import { recordedProgress, sandbox } from "./sandbox";

/** A pulumi that can preview. */
const WORKING = 'echo "$@" >> "$PULUMI_HOME/asked"';

describe("the search for an engine", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);

    function search(more: NodeJS.ProcessEnv = {}) {
        mkdirSync(workspace.pulumiHome, { recursive: true });
        const shell = { PATH: `${box.programs}:/bin`, HOME: path.join(box.folder, "home"), ...more };
        return { workspace, shell, progress: recordedProgress() };
    }

    const asked = () => readFileSync(path.join(workspace.pulumiHome, "asked"), "utf8").trim().split("\n");

    it("takes the pulumi on PATH that can preview, and remembers it", async () => {
        const pulumi = box.program("pulumi", WORKING);
        const engine = await findEngine(search());
        assert.deepEqual(engine, { source: "path", pulumi });
        assert.deepEqual(asked(), ["stack init --stack probe --non-interactive", "preview --non-interactive"]);
        assert.deepEqual(await findEngine(search()), engine);
        assert.equal(asked().length, 2);
        assert.deepEqual(readdirSync(workspace.folder).sort(), ["engine.json", "pulumi"]);
    });

    it("is made again when what it depends on has changed", async () => {
        const pulumi = box.program("pulumi", WORKING);
        await findEngine(search());
        assert.ok(await recallEngine(search()));
        box.withoutProgram("pulumi");
        assert.equal(await recallEngine(search()), undefined);
        box.program("pulumi", WORKING);
        assert.deepEqual(await recallEngine(search()), { source: "path", pulumi });
        const terraform = box.write("terraform-provider-aws", "");
        assert.equal(await recallEngine(search({ PULUMI_AWS_TERRAFORM_PROVIDER: terraform })), undefined);
    });

    it("goes on to the next place, and says at the end what was wrong with each", async () => {
        box.program(
            "pulumi",
            'echo "Diagnostics:"; echo "    error: no language plugin pulumi-language-nodejs" >&2; echo "1 errored"; exit 255',
        );
        box.program("npm", "exit 0");
        await assert.rejects(
            findEngine(search({ PULUMI_AWS_TERRAFORM_PROVIDER: "/missing" })),
            (error: NoEngineError) => {
                assert.ok(error instanceof NoEngineError);
                assert.match(error.attempts[1].reason, /^it could not download the command line \(.*\)$/);
                const [path_, , modules] = error.attempts;
                assert.deepEqual(path_, {
                    place: "pulumi on PATH",
                    reason:
                        "it cannot preview a program with the AWS provider. It says:\n" +
                        "error: no language plugin pulumi-language-nodejs",
                });
                assert.deepEqual(modules, {
                    place: "the Go modules in local/engine",
                    reason:
                        "they deploy through a Terraform AWS provider, and no mirror on this machine holds one" +
                        " (PULUMI_AWS_TERRAFORM_PROVIDER may name its path)",
                });
                return true;
            },
        );
        assert.equal(existsSync(workspace.engineFile), false);
    });

    it("says what npm says when the npm package cannot be had", async () => {
        box.program("npm", 'echo "npm error code E404" >&2; exit 1');
        await assert.rejects(findEngine(search({ PULUMI_AWS_TERRAFORM_PROVIDER: "/missing" })), {
            name: "NoEngineError",
            message: `No Pulumi engine can be had on this machine. Tried, in this order:
  pulumi on PATH: no command line of this name is installed
  the npm package pulumi 3.265.0: npm could not install it:
    npm error code E404
  the Go modules in local/engine: they deploy through a Terraform AWS provider, and no mirror on this machine holds one (PULUMI_AWS_TERRAFORM_PROVIDER may name its path)
The simplest way out: install Pulumi (https://www.pulumi.com/docs/install/), then run the command again.`,
        });
    });

    it("needs npm for the npm package", async () => {
        await assert.rejects(
            findEngine(search({ PULUMI_AWS_TERRAFORM_PROVIDER: "/missing", PATH: box.programs })),
            (error: NoEngineError) => error.attempts[1].reason === "there is no npm on PATH to install it with",
        );
    });

    it("takes what the npm package has fetched", async () => {
        box.program(
            "npm",
            `for folder; do [ "$last" = --prefix ] && prefix="$folder"; last="$folder"; done
mkdir -p "$prefix/node_modules/pulumi"
cat > "$prefix/node_modules/pulumi/run.js" <<'END'
const { mkdirSync, writeFileSync } = require("node:fs");
const bin = process.env.PULUMI_HOME + "/versions/3.265.0/bin";
mkdirSync(bin, { recursive: true });
writeFileSync(bin + "/pulumi", "#!/bin/sh\\nexit 0\\n", { mode: 0o755 });
END`,
        );
        const cache = path.join(box.folder, "home", ".cache", "openmetadata-cognito-sso");
        const engine = await findEngine(search());
        assert.deepEqual(engine, {
            source: "npm",
            pulumi: path.join(cache, "npm", "versions", "3.265.0", "bin", "pulumi"),
        });
        assert.equal(existsSync(path.join(workspace.folder, "npm")), false);
    });

    it("takes the engine that was built from Go modules", async () => {
        box.program("npm", "exit 1");
        const terraformProvider = box.write("terraform-provider-aws", "");
        const at = search({ PULUMI_AWS_TERRAFORM_PROVIDER: terraformProvider });
        const folder = engineFolder(at.shell);
        assert.equal(await isEngineAtHand(at), false);
        const relative = path.relative(box.folder, folder);
        const pulumi = box.write(path.join(relative, "bin", "pulumi"), "#!/bin/sh\nexit 0\n");
        chmodSync(pulumi, 0o755);
        assert.equal(await isEngineAtHand(at), true);
        assert.deepEqual(await findEngine(at), {
            source: "modules",
            pulumi,
            awsProvider: path.join(folder, "aws", "pulumi-resource-aws"),
            terraformProvider,
        });
    });
});
