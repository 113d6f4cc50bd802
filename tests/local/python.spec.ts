import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { ensureVirtualEnvironment } from "../../local/python";
import { recordedProgress, sandbox } from "./sandbox";

describe("the virtual environment of the emulator", () => {
    const box = sandbox();
    const folder = path.join(box.folder, "venv");

    /** A python3 that makes a virtual environment whose Python notes down what it is asked to install. */
    const WORKING = `
case "$1" in
-c) exit 0;;
-m) mkdir -p "$3/bin" && printf '#!/bin/sh\\necho "$@" >> %s/installed\\n' "$3" > "$3/bin/python" && chmod +x "$3/bin/python";;
esac`;

    function ensure(progress = recordedProgress()): Promise<string> {
        const requirements = path.join(box.folder, "requirements.txt");
        if (!existsSync(requirements)) {
            box.write("requirements.txt", "ministack==1.5.33 --hash=sha256:0\n");
        }
        return ensureVirtualEnvironment({
            folder,
            requirements,
            shell: { PATH: `${box.programs}:/usr/bin:/bin` },
            progress,
        });
    }

    const installations = () => readFileSync(path.join(folder, "installed"), "utf8").trim().split("\n");

    it("is made once, with pinned and hashed packages", async () => {
        box.program("python3", WORKING);
        const progress = recordedProgress();
        assert.equal(await ensure(progress), path.join(folder, "bin", "python"));
        assert.equal(await ensure(progress), path.join(folder, "bin", "python"));
        const requirements = path.join(box.folder, "requirements.txt");
        assert.deepEqual(installations(), [
            `-m pip install --disable-pip-version-check --require-hashes -r ${requirements}`,
        ]);
        assert.deepEqual(progress.steps, [
            "Installing the emulator (MiniStack) in a virtual environment of Python: once, under a minute.",
        ]);
    });

    it("is made anew when the requirements have changed, or a half-made one was left", async () => {
        box.program("python3", WORKING);
        await ensure();
        box.write("requirements.txt", "ministack==1.5.34 --hash=sha256:0\n");
        const progress = recordedProgress();
        await ensure(progress);
        assert.equal(progress.steps.length, 1);
        assert.equal(installations().length, 1);
    });

    it("needs a python3", async () => {
        const requirements = box.write("requirements.txt", "");
        const made = ensureVirtualEnvironment({
            folder,
            requirements,
            shell: { PATH: box.programs },
            progress: recordedProgress(),
        });
        await assert.rejects(made, {
            name: "UserError",
            message:
                "There is no python3 on PATH. The emulator of Amazon Cognito runs on it: install Python 3.10 or newer" +
                " (Debian and Ubuntu: apt-get install python3-venv) and run the command again.",
        });
    });

    for (const [what, script, message] of [
        [
            "a new one",
            "exit 1",
            "The python3 on PATH is too old or does not run: the emulator needs Python 3.10 or newer.",
        ],
        [
            "one with a venv module",
            '[ "$1" = -c ] || { echo "Error: ensurepip is not available." >&2; exit 1; }',
            "The python3 on PATH has no venv module. Install it (Debian and Ubuntu: apt-get install python3-venv) and run the" +
                " command again.",
        ],
        [
            "room on the disk",
            '[ "$1" = -c ] || { echo "OSError: [Errno 28] No space left on device" >&2; exit 1; }',
            "The disk is full: the emulator needs about 150 MB under .local/. Make room and run the command again.",
        ],
        [
            "one that makes virtual environments",
            '[ "$1" = -c ] || { echo "Segmentation fault" >&2; exit 139; }',
            "The virtual environment of the emulator could not be made. python3 -m venv says:\nSegmentation fault",
        ],
    ]) {
        it(`needs ${what}`, async () => {
            box.program("python3", script);
            await assert.rejects(ensure(), { name: "UserError", message });
            assert.equal(existsSync(path.join(folder, "complete")), false);
        });
    }

    it("says why pip failed, and is not taken for complete", async () => {
        const failing = WORKING.replace(
            'echo "$@" >> %s/installed',
            "echo ERROR: no matching distribution >&2; exit 1",
        );
        box.program("python3", failing);
        await assert.rejects(ensure(), {
            name: "UserError",
            message: "The emulator could not be installed. pip says:\nERROR: no matching distribution",
        });
        box.program("python3", WORKING);
        await ensure();
        assert.equal(installations().length, 1);
    });
});
