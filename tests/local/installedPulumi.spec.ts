import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";

import { installedPulumi } from "../../local/installedPulumi";
import { sandbox } from "./sandbox";

describe("the pulumi that is installed", () => {
    const box = sandbox();

    /** The `node_modules/.bin` of a project that depends on the `pulumi` npm package. */
    function downloaderFolder(): string {
        const bin = path.join(box.folder, "node_modules", ".bin");
        chmodSync(box.write("node_modules/pulumi/run.js", "#!/usr/bin/env node\n"), 0o755);
        mkdirSync(bin);
        symlinkSync("../pulumi/run.js", path.join(bin, "pulumi"));
        return bin;
    }

    it("is the first on PATH", () => {
        const pulumi = box.program("pulumi", "exit 0");
        assert.equal(installedPulumi(["/nowhere", box.programs, "/usr/bin"].join(path.delimiter)), pulumi);
    });

    it("is not the downloader of the npm package", () => {
        const bin = downloaderFolder();
        assert.equal(installedPulumi(bin), undefined);
        const pulumi = box.program("pulumi", "exit 0");
        assert.equal(installedPulumi([bin, box.programs].join(path.delimiter)), pulumi);
    });

    it("can be run", () => {
        box.write("other/pulumi", "text");
        assert.equal(installedPulumi(path.join(box.folder, "other")), undefined);
    });

    it("is nothing on an empty PATH, and nothing in the working directory", () => {
        assert.equal(installedPulumi(undefined), undefined);
        assert.equal(installedPulumi(["", ".", "bin"].join(path.delimiter)), undefined);
    });
});
