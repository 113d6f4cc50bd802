import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { destroy, forget, outputs, release, up } from "../../local/deployment";
import { CHECKOUT, prepareWorkspace, workspaceAt } from "../../local/workspace";
import { sandbox } from "./sandbox";

describe("pulumi on the local state", () => {
    const box = sandbox();
    const workspace = workspaceAt(path.join(box.folder, ".local"), CHECKOUT);
    const asked = () => readFileSync(path.join(box.folder, "asked"), "utf8").trim().split("\n");

    /** A deployment whose pulumi notes down what it is asked and then does as it is told. */
    async function deployment(script = "") {
        await prepareWorkspace(workspace);
        const pulumi = box.program("pulumi", `echo "$@" >> ${path.join(box.folder, "asked")}\n${script}`);
        const shell = { PATH: "/usr/bin:/bin" };
        return { workspace, engine: { source: "path", pulumi } as const, endpoint: "http://127.0.0.1:1", shell };
    }

    it("deploys a stack that need not exist, and tells a change from none", async () => {
        const summary = (line: string) =>
            `[ "$1" = up ] && printf '\\nResources:\\n    ${line}\\n\\nDuration: 1s\\n'; true`;
        assert.deepEqual(await up(await deployment(summary("7 unchanged")), "dev", {}), { changed: false });
        assert.deepEqual(await up(await deployment(summary("+ 7 created")), "dev", {}), { changed: true });
        assert.deepEqual(asked().slice(0, 2), [
            "stack select --create --stack dev --non-interactive",
            "up --yes --skip-preview --suppress-outputs --suppress-progress --stack dev --non-interactive",
        ]);
    });

    it("destroys a stack, protected or not, and forgets it", async () => {
        await destroy(await deployment(), "prod", {});
        assert.deepEqual(
            asked().map((words) => words.split(" --stack")[0]),
            ["state unprotect --all --yes", "destroy --yes --skip-preview --remove --suppress-progress"],
        );
    });

    it("forgets a stack whose resources are gone, and releases one that was left locked", async () => {
        await forget(await deployment(), "dev");
        await release(await deployment(), "dev");
        assert.deepEqual(asked(), [
            "stack rm --yes --force --preserve-config --stack dev --non-interactive",
            "cancel --yes --stack dev --non-interactive",
        ]);
    });

    it("says what Pulumi says when it fails, but not twice", async () => {
        const failing = await deployment('echo "error: no such stack" >&2; exit 255');
        await assert.rejects(outputs(failing, "dev", { showSecrets: false }), {
            name: "UserError",
            message: "pulumi stack failed on the local stack dev (exit code 255). It says:\nerror: no such stack",
        });
        const shown = await deployment('[ "$1" = stack ] || { echo "error: refused" >&2; exit 255; }');
        const lines: string[] = [];
        await assert.rejects(up(shown, "dev", { onLine: (line) => lines.push(line) }), {
            name: "UserError",
            message: "pulumi up failed on the local stack dev (exit code 255), see above.",
        });
        assert.deepEqual(lines, ["error: refused"]);
    });

    it("says that the disk is full", async () => {
        const full = await deployment('echo "error: write state: no space left on device" >&2; exit 255');
        await assert.rejects(outputs(full, "dev", { showSecrets: false }), {
            name: "UserError",
            message:
                "The disk is full: Pulumi could not write the local state of stack dev. Make room and run the command again.",
        });
    });
});
