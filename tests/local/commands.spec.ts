import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";

import { copyCheckout, type CheckoutCopy } from "./checkoutCopy";
import { sandbox } from "./sandbox";

describe("the local commands", function () {
    this.timeout(60_000);
    const box = sandbox();
    let copy: CheckoutCopy;

    beforeEach(() => {
        copy = copyCheckout(path.join(box.folder, "checkout"));
    });

    /** A machine that has Node.js and nothing else. */
    const bare = () => ({ PATH: `${box.programs}:/nowhere`, HOME: path.join(box.folder, "home") });
    const untouched = () => assert.equal(existsSync(path.join(copy.folder, ".local")), false);

    it("refuse what they do not know, before anything happens", async () => {
        for (const [name, words, message] of [
            [
                "start",
                ["--stak", "prod"],
                "npm run start has no option --stak. It has --stack, --callback-url, --json, --help.",
            ],
            [
                "start",
                ["--stack", "staging"],
                'There is no stack "staging": no file Pulumi.staging.yaml stands beside Pulumi.yaml.\n' +
                    "The stacks here are dev and prod. To make another one, copy Pulumi.dev.yaml and change the copy.",
            ],
            ["stop", ["--stack=dev"], "npm run stop has no option --stack. It has --help."],
        ] as const) {
            const { code, stdout, stderr } = await copy.command(name, words, bare());
            assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: "", stderr: `${message}\n` });
            untouched();
        }
    });

    it("explain themselves", async () => {
        for (const [name, words] of [
            ["start", ["--help"]],
            ["stop", ["--help"]],
            ["pulumi", []],
            ["pulumi", ["--help"]],
        ] as const) {
            const { code, stdout, stderr } = await copy.command(name, words, bare());
            assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
            assert.match(stdout, /^npm (start|stop|run local)/);
            untouched();
        }
    });

    it("show the offline plan where no engine can be had, say that nothing was deployed, and end with exit code 2", async () => {
        box.program("npm", "echo npm error network >&2; exit 1");
        const env = { ...bare(), PULUMI_AWS_TERRAFORM_PROVIDER: "/missing" };
        const { code, stdout, stderr } = await copy.command("start", ["--json"], env);
        assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
        assert.match(stderr, /^No Pulumi engine can be had on this machine\. Tried, in this order:$/m);
        assert.match(stderr, /^ {2}pulumi on PATH: no command line of this name is installed$/m);
        assert.match(stderr, /^ {2}openmetadata {2}\(aws:cognito\/userPool:UserPool\)$/m);
        assert.match(stderr, /^ {2}clientId +\(known after a deployment\)$/m);
        assert.match(stderr, /^ {2}callbackUrls +\["http:\/\/localhost:8585\/callback"/m);
        assert.match(stderr, /\nNothing was deployed\.\n$/);
    });

    it("plan for the address of a rehearsal, too", async () => {
        const env = { ...bare(), PULUMI_AWS_TERRAFORM_PROVIDER: "/missing" };
        const url = "https://openmetadata.mycompany.com/callback";
        const { code, stderr } = await copy.command("start", ["--stack", "prod", "--callback-url", url], env);
        assert.equal(code, 2);
        assert.match(stderr, /^ {2}callbackUrls +\["https:\/\/openmetadata\.mycompany\.com\/callback"/m);
    });

    it("need a Python for the emulator, say so, and leave nothing running", async () => {
        box.program("pulumi", "exit 0");
        const { code, stdout, stderr } = await copy.command("start", [], bare());
        assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
        assert.match(
            stderr,
            /^There is no python3 on PATH\. The emulator of Amazon Cognito runs on it: install Python 3\.10/m,
        );
        assert.equal(existsSync(path.join(copy.folder, ".local", "lock")), false);
        assert.equal(existsSync(path.join(copy.folder, ".local", "emulator", "running.json")), false);
    });

    it("have nothing to stop where nothing was started", async () => {
        const { code, stderr } = await copy.command("stop", [], bare());
        assert.deepEqual(
            { code, stderr },
            { code: 0, stderr: "Nothing is deployed on this machine, and nothing runs.\n" },
        );
        untouched();
    });
});
