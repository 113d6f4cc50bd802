import assert from "node:assert/strict";

import { progressTo } from "../../local/progress";

/** A stream that keeps what is written to it. */
function stream(isTTY: boolean): { written: string[]; stream: NodeJS.WriteStream } {
    const written: string[] = [];
    const write = (text: string) => written.push(text);
    return { written, stream: { isTTY, columns: 20, write } as unknown as NodeJS.WriteStream };
}

describe("progress", () => {
    it("on a terminal overwrites details, and keeps steps", () => {
        const { written, stream: terminal } = stream(true);
        const progress = progressTo(terminal);
        progress.step("Building");
        progress.detail("compiled 1 of 2000 packages");
        progress.detail("compiled 2");
        progress.step("Built");
        progress.line("from Pulumi");
        assert.deepEqual(written, [
            "Building\n",
            "\r\x1b[K    compiled 1 of 2",
            "\r\x1b[K    compiled 2",
            "\r\x1b[KBuilt\n",
            "    from Pulumi\n",
        ]);
    });

    it("in a log shows steps, and details now and then", () => {
        const { written, stream: log } = stream(false);
        const progress = progressTo(log);
        progress.step("Building");
        progress.detail("compiled 1");
        progress.detail("compiled 2");
        assert.deepEqual(written, ["Building\n"]);
    });
});
