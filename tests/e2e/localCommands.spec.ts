import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { isRunning } from "../../local/processes";
import { copyCheckout, type CheckoutCopy, type Ended } from "../local/checkoutCopy";
import { endedProcess } from "../local/sandbox";
import { skipWithoutEngine } from "./harness";

/** `npm start`, `npm run local` and `npm stop` as people run them, in a copy of this checkout. */
describe("the local commands with a real engine", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "local-e2e-"));
    const inLocal = (...names: string[]) => path.join(folder, "checkout", ".local", ...names);
    let copy: CheckoutCopy;
    let stranger: Server;

    before(async function () {
        await skipWithoutEngine(this);
        copy = copyCheckout(path.join(folder, "checkout"));
        // Whatever runs on the usual port of an emulator is not ours.
        stranger = createServer((socket) => socket.destroy()).on("error", () => undefined);
        await new Promise<void>((resolve) => {
            stranger.on("error", () => resolve()).listen(4566, "127.0.0.1", () => resolve());
        });
    });

    after(async function () {
        this.timeout(120_000);
        await copy?.command("stop", [], process.env);
        stranger?.close();
        rmSync(folder, { recursive: true, force: true });
    });

    /** A shell and a home that would lead to AWS in every way, and that tell when they are asked. */
    function hostile(): NodeJS.ProcessEnv {
        const home = path.join(folder, "home");
        const asked = path.join(folder, "asked");
        mkdirSync(path.join(home, ".aws"), { recursive: true });
        const profile = `region = us-east-1\nendpoint_url = https://aws.invalid\ncredential_process = touch ${asked}\n`;
        writeFileSync(path.join(home, ".aws", "config"), `[default]\n${profile}\n[profile production]\n${profile}`);
        writeFileSync(path.join(home, ".aws", "credentials"), `[default]\n${profile}\n[production]\n${profile}`);
        return {
            ...process.env,
            // The engine that was built before is found through this, since the home is another one.
            XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? path.join(process.env.HOME!, ".cache"),
            HOME: home,
            AWS_PROFILE: "production",
            AWS_ACCESS_KEY_ID: "AKIAHOSTILE",
            AWS_SECRET_ACCESS_KEY: "hostile",
            AWS_REGION: "us-east-1",
            AWS_ENDPOINT_URL: "https://aws.invalid",
            AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "https://aws.invalid",
            AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/hostile",
            PULUMI_BACKEND_URL: "s3://hostile",
            PULUMI_ACCESS_TOKEN: "pul-hostile",
            PULUMI_CONFIG_PASSPHRASE: "hostile",
            PULUMI_STACK: "hostile",
            PULUMI_HOME: path.join(folder, "hostile-pulumi"),
        };
    }

    async function succeeds(
        name: "start" | "stop" | "pulumi",
        words: string[],
        env: NodeJS.ProcessEnv,
    ): Promise<Ended> {
        const ended = await copy.command(name, words, env);
        assert.equal(ended.code, 0, ended.stderr);
        return ended;
    }

    const emulator = () =>
        JSON.parse(readFileSync(inLocal("emulator", "running.json"), "utf8")) as { pid: number; port: number };

    /** Asserts how many processes know the copy's workspace from their environment: Pulumi, its plugins, the emulator. */
    function assertRunning(count: number): void {
        if (process.platform === "linux") {
            assert.equal(processes().length, count, processes().join("\n"));
        }
    }

    function processes(): string[] {
        return readdirSync("/proc")
            .filter((name) => /^\d+$/.test(name))
            .flatMap((pid) => {
                try {
                    const environment = readFileSync(path.join("/proc", pid, "environ"), "utf8");
                    const known = environment.includes(`=${inLocal()}`) || environment.includes(`file://${inLocal()}`);
                    return known ? readFileSync(path.join("/proc", pid, "cmdline"), "utf8").replaceAll("\0", " ") : [];
                } catch {
                    // It has ended, or is none of ours.
                    return [];
                }
            })
            .filter((commandLine) => commandLine !== "");
    }

    it("deploy dev, whatever the shell has, beside whatever listens on the usual port", async () => {
        const { stdout, stderr } = await succeeds("start", [], hostile());
        assert.match(stderr, /^Something else listens on port 4566 and is left alone: the emulator takes port \d+\.$/m);
        assert.match(stderr, /^Stack dev is deployed\.$/m);
        assert.match(stdout, /^clientId {6}\w+\nuserPoolId {4}eu-west-1_\w+$/m);
        assert.match(stdout, new RegExp(`^authority +http://127\\.0\\.0\\.1:${emulator().port}/eu-west-1_`, "m"));
        assert.equal(existsSync(path.join(folder, "asked")), false);
        assert.equal(existsSync(path.join(folder, "hostile-pulumi")), false);
        assert.equal(existsSync(path.join(folder, "home", ".pulumi")), false);
    });

    it("deploy it again without a change, and print the outputs alone as JSON", async () => {
        const { pid } = emulator();
        const { stdout, stderr } = await succeeds("start", ["--json"], process.env);
        assert.match(stderr, /^Stack dev is deployed already: no change\.$/m);
        const outputs = JSON.parse(stdout) as Record<string, unknown>;
        assert.equal(typeof outputs.clientId, "string");
        assert.equal(emulator().pid, pid);
        assertRunning(1);
        const { stdout: told } = await succeeds("pulumi", ["stack", "output", "--json", "--stack", "dev"], hostile());
        assert.deepEqual(JSON.parse(told), outputs);
    });

    it("never touch the user's files", () => {
        for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            const { stdout } = spawnSync("diff", [file, path.join(copy.folder, file)], { encoding: "utf8" });
            assert.equal(stdout, "", file);
        }
    });

    it("refuse prod with its example address, and say which key to set", async () => {
        const { code, stdout, stderr } = await copy.command("start", ["--stack", "prod"], process.env);
        assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
        assert.match(stderr, /Stack prod: callbackUrl is still the example /);
        assert.match(stderr, /\n {4}npm start -- --stack prod --callback-url https:\S+\n$/);
        assert.ok(isRunning(emulator().pid), "the emulator that ran before stays");
    });

    it("rehearse prod beside dev", async () => {
        const url = "https://openmetadata.mycompany.com/callback";
        const { stdout } = await succeeds("start", ["--stack", "prod", "--callback-url", url, "--json"], process.env);
        assert.ok((JSON.parse(stdout) as { callbackUrls: string[] }).callbackUrls.includes(url));
        const { stdout: stacks } = await succeeds("pulumi", ["stack", "ls", "--json"], process.env);
        assert.deepEqual((JSON.parse(stacks) as { name: string }[]).map(({ name }) => name).sort(), ["dev", "prod"]);
    });

    it("deploy anew what an emulator has lost that was killed", async () => {
        process.kill(emulator().pid, "SIGKILL");
        const { stderr } = await succeeds("start", [], process.env);
        assert.match(
            stderr,
            /^The emulator has lost the user pool of stack dev: it was killed before it could save its data\.$/m,
        );
        assert.match(stderr, /^Stack dev is deployed\.$/m);
    });

    it("say that a killed run has left the state locked, and how to release it", async () => {
        const pid = endedProcess();
        const locks = inLocal("state", ".pulumi", "locks", "organization", "openmetadata-cognito-sso", "dev");
        mkdirSync(locks, { recursive: true });
        const { stdout: host } = spawnSync("hostname", { encoding: "utf8" });
        const lock = { pid, username: "me", hostname: host.trim(), timestamp: "2026-01-02T03:04:05Z" };
        writeFileSync(path.join(locks, "0.json"), JSON.stringify(lock));
        const { code, stderr } = await copy.command("start", [], process.env);
        assert.equal(code, 1);
        assert.match(stderr, /^Release it and try again: npm run local -- cancel --yes --stack dev$/m);
        await succeeds("pulumi", ["cancel", "--yes", "--stack", "dev"], process.env);
        assert.match(
            (await succeeds("start", [], process.env)).stderr,
            /^Stack dev is deployed already: no change\.$/m,
        );
    });

    it("take everything down, a protected stack too, and leave nothing running", async () => {
        const { pid } = emulator();
        const url = "https://openmetadata.mycompany.com/callback";
        await succeeds("start", ["--stack", "prod", "--callback-url", url], process.env);
        const { stderr } = await succeeds("stop", [], hostile());
        assert.match(
            stderr,
            /^Destroying the local stack prod \(protected or not: it is a rehearsal on this machine\):$/m,
        );
        assert.match(stderr, /^The local deployments are gone, and nothing of them runs any more\.$/m);
        assert.equal(isRunning(pid), false);
        assertRunning(0);
        assert.equal(existsSync(inLocal("state")), false);
        const again = await succeeds("stop", [], process.env);
        assert.equal(again.stderr, "Nothing is deployed on this machine, and nothing runs.\n");
    });

    it("end what they have started when they are interrupted", async () => {
        const { child, stderr, ended } = copy.begin("start", [], process.env);
        while (!/aws:cognito:UserPool openmetadata created/.test(stderr())) {
            assert.equal(child.exitCode, null, stderr());
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const { pid } = emulator();
        process.kill(child.pid!, "SIGINT");
        const { code } = await ended;
        assert.equal(code, 130);
        assert.match(stderr(), /Interrupted: what was started has been ended\. npm start goes on from here\.\n$/);
        assert.equal(isRunning(pid), false);
        assertRunning(0);
    });

    it("wait for each other, and go on after an interruption", async () => {
        const both = await Promise.all([succeeds("start", [], process.env), succeeds("start", [], process.env)]);
        const said = both.map(({ stderr }) => stderr).join("\n");
        assert.match(said, /^Another command is at work here: waiting for process \d+ to end\./m);
        assert.match(said, /^Stack dev is deployed\.$/m);
        assert.match(said, /^Stack dev is deployed already: no change\.$/m);
        assert.equal(both[0].stdout, both[1].stdout);
    });
});
