import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isRunning } from "../../local/processes";
import { startProvider } from "../../local/stayingProvider";
import { CHECKOUT } from "../../local/workspace";
import { sandbox } from "./sandbox";

describe("an AWS provider that stays", () => {
    const box = sandbox();
    const at = (file: string) => path.join(box.folder, file);
    const settings = { endpoint: "http://127.0.0.1:4566", region: "eu-west-1" };

    /** Plays the provider: it starts a process of its own, and says in files who runs and what it was told. */
    const provider = () =>
        box.program(
            "pulumi-resource-aws",
            `sleep 60 & echo $! > ${at("child")}; echo $$ > ${at("self")}; env > ${at("env")}; echo 4711
            [ "$1" = stay ] && cat > /dev/null; echo ended > ${at("ended")}`,
        );
    const engine = (awsProvider?: string) => ({ source: "modules", pulumi: "/engine/pulumi", awsProvider }) as const;
    const shell = () => ({ PATH: process.env.PATH, AWS_PROFILE: "production" });
    /** A process that starts a provider and then does something else. */
    const starter = (then: string) => {
        const words = [engine(provider()), shell(), settings].map((word) => JSON.stringify(word)).join(", ");
        const script = `require("./local/stayingProvider").startProvider(${words}).then(() => { ${then} })`;
        return spawn(process.execPath, ["-r", "./compileCache/register.cjs", "-e", script], {
            cwd: CHECKOUT,
            stdio: ["ignore", "pipe", "inherit"],
        });
    };
    const running = (file: string) => isRunning(Number(readFileSync(at(file), "utf8")));

    it("is told the emulator at its start, and nothing of the shell that leads elsewhere", async () => {
        const started = await startProvider(engine(provider()), shell(), settings);
        assert.equal(started?.port, 4711);
        const env = readFileSync(at("env"), "utf8");
        assert.match(env, /^AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:4566$/m);
        assert.match(env, /^AWS_REGION=eu-west-1$/m);
        assert.doesNotMatch(env, /AWS_PROFILE/);
        await started.stop();
        assert.equal(running("self"), false);
        for (let tries = 0; tries < 100 && running("child"); tries++) {
            await sleep(50);
        }
        assert.equal(running("child"), false);
    });

    it("ends when the process that started it is killed", async () => {
        const killed = starter('console.log("started"); setInterval(() => {}, 1000);');
        await once(killed.stdout, "data");
        assert.equal(running("self"), true);
        killed.kill("SIGKILL");
        for (let tries = 0; tries < 100 && !existsSync(at("ended")); tries++) {
            await sleep(50);
        }
        assert.equal(existsSync(at("ended")), true);
        process.kill(Number(readFileSync(at("child"), "utf8")));
    });

    it("does not keep its starter from ending", async () => {
        assert.deepEqual(await once(starter(""), "exit"), [0, null]);
        process.kill(Number(readFileSync(at("child"), "utf8")));
    });

    it("is none where Pulumi uses the released one", async () => {
        assert.equal(await startProvider(engine(), shell(), settings), undefined);
    });

    it("says that it cannot start", async () => {
        await assert.rejects(startProvider(engine(box.program("broken", "exit 3")), shell(), settings), {
            message: `${path.join(box.programs, "broken")} did not start (exit code 3)`,
        });
    });
});
