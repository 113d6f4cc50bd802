import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

import {
    AdminGetUserCommand,
    AdminListGroupsForUserCommand,
    type CognitoIdentityProviderClient,
    InitiateAuthCommand,
    UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";

import { type StackOutputs, checkOutputs } from "../../tools/stack";
import { type TestStack, cognito, deploy, skipWithoutEngine } from "./harness";
import { madeUpPassword } from "./people";

const ROOT = path.join(__dirname, "../..");

/** Longer than the pool asks for. Cognito takes no white space in a password (AWS: PasswordType). */
const PASSWORD = `${madeUpPassword()}-and-more`;

/** A `pulumi` that answers with the outputs beside it, as the real one would for a stack whose pool is on an emulator. */
const FAKE_PULUMI = `#!/bin/sh\ncat "$(dirname "$0")/outputs.json"\n`;

describe("npm run invite against a deployed pool", function () {
    let folder: string;
    let stack: TestStack;
    let outputs: StackOutputs;
    let client: CognitoIdentityProviderClient;

    before(async function () {
        await skipWithoutEngine(this);
        folder = mkdtempSync(path.join(tmpdir(), "invite-"));
        stack = await deploy("invite", {
            callbackUrl: "http://localhost:8585/callback",
            groups: [{ name: "data-platform" }],
            userPool: { passwordPolicy: { minimumLength: 20 } },
        });
        await stack.up();
        outputs = checkOutputs("invite", "local", await stack.outputs());
        client = await cognito();
        writeFileSync(path.join(folder, "outputs.json"), JSON.stringify(outputs));
        writeFileSync(path.join(folder, "pulumi"), FAKE_PULUMI);
        chmodSync(path.join(folder, "pulumi"), 0o755);
    });

    after(() => {
        if (folder) {
            rmSync(folder, { recursive: true });
        }
    });

    async function invite(words: readonly string[], input = "") {
        const script = path.join(ROOT, "tools/invite/main.ts");
        const node = [
            "--no-warnings",
            "-r",
            "./compileCache/register.cjs",
            script,
            "--stack",
            "invite",
            "--aws",
            ...words,
        ];
        const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
        const child = spawn(process.execPath, node, { cwd: ROOT, env });
        child.stdin.end(input);
        const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
        const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
        return { code: await ended, stdout, stderr };
    }

    async function userOf(address: string) {
        const command = new AdminGetUserCommand({ UserPoolId: outputs.userPoolId, Username: address });
        const { UserAttributes = [], UserStatus: status, Enabled: enabled } = await client.send(command);
        const attribute = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value;
        return { attribute, status, enabled };
    }

    it("invites, and leaves whoever is there, the second time", async () => {
        const first = await invite(["Alice@Example.com", "bob@example.com", "--group", "data-platform"]);
        assert.deepEqual(first, {
            code: 0,
            stdout:
                "alice@example.com  added (an emulator sends no mail), in group data-platform\n" +
                "bob@example.com    added (an emulator sends no mail), in group data-platform\n" +
                "To sign in without mail: npm run invite -- --stack invite --set-password alice@example.com\n",
            stderr: "",
        });
        const { attribute, status } = await userOf("alice@example.com");
        assert.deepEqual(
            [attribute("email"), attribute("email_verified"), status],
            ["alice@example.com", "true", "FORCE_CHANGE_PASSWORD"],
        );
        const groups = await client.send(
            new AdminListGroupsForUserCommand({ UserPoolId: outputs.userPoolId, Username: "bob@example.com" }),
        );
        assert.deepEqual(
            groups.Groups?.map(({ GroupName }) => GroupName),
            ["data-platform"],
        );

        const second = await invite(["alice@example.com"]);
        assert.equal(
            second.stdout.split("\n")[0],
            "alice@example.com  is there already, left as is, but has not signed in yet (--resend sends the invitation again)",
        );
        assert.equal((await userOf("alice@example.com")).attribute("sub"), attribute("sub"));
    });

    it("sets a password that signs in, and tells it to nobody", async () => {
        const { code, stdout, stderr } = await invite(["--set-password", "carol@example.com"], `${PASSWORD}\n`);
        assert.deepEqual([code, stdout, stderr], [0, "carol@example.com  added, without mail, password set\n", ""]);
        await client.send(
            new UpdateUserPoolClientCommand({
                UserPoolId: outputs.userPoolId,
                ClientId: outputs.clientId,
                ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            }),
        );
        const { AuthenticationResult } = await client.send(
            new InitiateAuthCommand({
                ClientId: outputs.clientId,
                AuthFlow: "USER_PASSWORD_AUTH",
                AuthParameters: { USERNAME: "carol@example.com", PASSWORD },
            }),
        );
        assert.ok(AuthenticationResult?.IdToken);

        const resent = await invite(["--resend", "carol@example.com"]);
        assert.match(resent.stdout, /^carol@example\.com {2}has signed in already, so nothing was sent\n/);
    });

    it("tells a password that the pool's policy refuses, but not the password", async () => {
        const { code, stdout, stderr } = await invite(["--set-password", "dave@example.com"], "t00Short!\n");
        assert.deepEqual([code, stdout], [1, ""]);
        assert.equal(
            stderr,
            "dave@example.com  added, without mail, failed: the password does not suit the pool's policy: Password did not" +
                " conform with policy: Password must have length greater than or equal to 20\n",
        );
    });

    it("goes on after a bad address, with exit code 1", async () => {
        const { code, stdout, stderr } = await invite(["nobody", "erin@example.com", "--resend"]);
        assert.equal(code, 1);
        assert.equal(stderr, "nobody            not invited: this is no e-mail address\n");
        assert.equal(stdout, "erin@example.com  added (an emulator sends no mail)\n");
    });

    it("invites nobody into a group that is not there", async () => {
        const { code, stderr } = await invite(["frank@example.com", "--group", "nowhere"]);
        assert.deepEqual(
            [code, stderr],
            [
                1,
                "The user pool has no group nowhere. Nobody was invited." +
                    '\nAdd it to the stack\'s groups, for example "groups: [{ name: nowhere }]", and deploy.\n',
            ],
        );
        await assert.rejects(userOf("frank@example.com"), { name: "UserNotFoundException" });
    });

    it("keeps people through every update: they are no resources", async () => {
        await stack.configure({ groups: [] });
        await stack.up();
        assert.equal((await userOf("alice@example.com")).enabled, true);
        const { deployment } = await stack.exportState();
        assert.deepEqual(
            deployment.resources.filter(({ type }) => /cognito\/(user|userInGroup):/.test(type)),
            [],
        );
    });
});
