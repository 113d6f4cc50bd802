import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { mock } from "node:test";

import { UserError } from "../../config/userError";
import { checkOutputs, emulatorEndpoint, type LocalDeployments, pulumiMistake, readStack } from "../../tools/stack";

const OUTPUTS = {
    clientId: "4f3client",
    userPoolId: "eu-west-1_AbCdEf",
    region: "eu-west-1",
    authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf",
    discoveryUrl: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf/.well-known/openid-configuration",
    jwksUrl: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf/.well-known/jwks.json",
    domainUrl: "https://om-prod-0123abcd.auth.eu-west-1.amazoncognito.com",
    signInUrl: "https://om-prod-0123abcd.auth.eu-west-1.amazoncognito.com/oauth2/authorize?client_id=4f3client",
    signOutUrl: "https://om-prod-0123abcd.auth.eu-west-1.amazoncognito.com/logout?client_id=4f3client",
    callbackUrls: ["https://data.example.org/callback"],
    logoutUrls: ["https://data.example.org/signin"],
    openMetadataDockerEnv: "AUTHENTICATION_PROVIDER=aws-cognito",
    openMetadataYaml: "authenticationConfiguration: {}",
    openMetadataHelmValues: "openmetadata: {}",
    openMetadataSsoForm: "{}",
    collateHandOff: "Client ID: 4f3client",
};
const LOCAL_OUTPUTS = { ...OUTPUTS, authority: "http://127.0.0.1:4566/eu-west-1_AbCdEf" };

describe("the outputs of a stack", () => {
    it("are taken as they are, without those that no tool knows", () => {
        assert.deepEqual(checkOutputs("prod", "aws", { ...OUTPUTS, other: 1 }), OUTPUTS);
        const confidential = { ...OUTPUTS, clientSecret: "[secret]" };
        assert.deepEqual(checkOutputs("prod", "aws", confidential), confidential);
    });

    it("are asked for again when some are missing", () => {
        const older = { ...OUTPUTS, openMetadataSsoForm: undefined };
        assert.throws(
            () => checkOutputs("prod", "aws", { ...older, callbackUrls: "https://data.example.org/callback" }),
            new UserError(
                "Stack prod was deployed by another version of this program: its outputs lack callbackUrls, openMetadataSsoForm.\n" +
                    "Deploy it again with the current version: pulumi up --stack prod",
            ),
        );
        assert.throws(
            () => checkOutputs("dev", "local", older),
            new UserError(
                "Stack dev was deployed by another version of this program: its outputs lack openMetadataSsoForm.\n" +
                    "Deploy it again with the current version: npm start -- --stack dev",
            ),
        );
    });

    it("are not there on a stack that was never deployed, or was destroyed", () => {
        for (const nothing of [{}, undefined, null]) {
            assert.throws(
                () => checkOutputs("prod", "aws", nothing),
                new UserError("Stack prod has no outputs: it is not deployed. Deploy it: pulumi up --stack prod"),
            );
        }
    });

    it("tell an emulator by its authority", () => {
        assert.equal(emulatorEndpoint(OUTPUTS), undefined);
        assert.equal(emulatorEndpoint(LOCAL_OUTPUTS), "http://127.0.0.1:4566");
        for (const [region, suffix] of [
            ["cn-north-1", "amazonaws.com.cn"],
            ["us-gov-west-1", "amazonaws.com"],
            ["eusc-de-east-1", "amazonaws.eu"],
        ]) {
            const userPoolId = `${region}_AbCdEf`;
            const authority = `https://cognito-idp.${region}.${suffix}/${userPoolId}`;
            assert.equal(emulatorEndpoint({ region, userPoolId, authority }), undefined);
        }
    });
});

describe("pulumi without an answer", () => {
    it("is not installed", () => {
        assert.equal(
            pulumiMistake("prod", { code: "ENOENT" }, "").message,
            "There is no pulumi on the PATH to ask about stack prod.\n" +
                "To deploy on this machine: npm start -- --stack prod\n" +
                "To reach AWS: install Pulumi (https://www.pulumi.com/docs/install/), then: pulumi up --stack prod",
        );
    });

    it("does not know the stack", () => {
        assert.equal(
            pulumiMistake("prod", { code: 255 }, "error: no stack named 'prod' found\n").message,
            "pulumi knows no stack prod where it looks for its stacks.\n" +
                "To deploy it on this machine: npm start -- --stack prod\n" +
                "To deploy it in AWS: pulumi up --stack prod",
        );
    });

    it("says why in its own words otherwise", () => {
        const stderr = "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions\n";
        assert.equal(
            pulumiMistake("prod", { code: 255 }, stderr).message,
            "pulumi could not read the outputs of stack prod. It says:\n" +
                "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
        );
        assert.equal(
            pulumiMistake("prod", { code: 255 }, "").message,
            "pulumi could not read the outputs of stack prod. It says:\nexit code 255",
        );
    });
});

describe("reading a stack", () => {
    const PATH = process.env.PATH;
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "stack-"));
        process.env.PATH = folder;
    });
    afterEach(() => {
        process.env.PATH = PATH;
        rmSync(folder, { recursive: true });
    });

    it("prefers the local deployment, and says so", async () => {
        const write = mock.method(process.stderr, "write", () => true);
        assert.deepEqual(await readStack({ stack: "dev" }, local("dev")), {
            stack: "dev",
            place: "local",
            endpoint: "http://127.0.0.1:4566",
            outputs: { ...LOCAL_OUTPUTS, clientSecret: "[secret]" },
        });
        const { outputs } = await readStack({ stack: "dev", showSecrets: true }, local("dev"));
        assert.equal(outputs.clientSecret, "in clear");
        write.mock.restore();
        assert.deepEqual(write.mock.calls[0]?.arguments, [
            "Stack dev: the local deployment on this machine (--aws reads the one in AWS).\n",
        ]);
    });

    it("asks pulumi, without showing secrets, when there is no local deployment of that stack", async () => {
        fakePulumi(`test "$*" = "stack output --json --non-interactive --stack prod" && cat '${outputsFile()}'`);
        assert.deepEqual(await readStack({ stack: "prod" }, local("dev")), {
            stack: "prod",
            place: "aws",
            endpoint: undefined,
            outputs: OUTPUTS,
        });
    });

    it("asks pulumi when AWS is asked for, with secrets when they are asked for", async () => {
        const words = "stack output --json --non-interactive --stack dev --show-secrets";
        fakePulumi(`test "$*" = "${words}" && cat '${outputsFile()}'`);
        const { place } = await readStack({ stack: "dev", aws: true, showSecrets: true }, () =>
            assert.fail("nothing local is needed"),
        );
        assert.equal(place, "aws");
    });

    it("passes on why pulumi has no answer", async () => {
        await assert.rejects(readStack({ stack: "prod" }, local()), pulumiMistake("prod", { code: "ENOENT" }, ""));
        fakePulumi(`echo "error: no stack named 'prod' found" >&2; exit 255`);
        await assert.rejects(
            readStack({ stack: "prod" }, local()),
            pulumiMistake("prod", { code: 255 }, "error: no stack named 'prod' found"),
        );
    });

    function outputsFile(): string {
        const file = path.join(folder, "outputs.json");
        writeFileSync(file, JSON.stringify(OUTPUTS));
        return file;
    }

    function fakePulumi(script: string): void {
        const file = path.join(folder, "pulumi");
        writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
        chmodSync(file, 0o755);
    }
});

function local(...stacks: string[]): () => LocalDeployments {
    return () => ({
        localStacks: () => stacks,
        stackOutputs: (_stack, { showSecrets }) => ({
            ...LOCAL_OUTPUTS,
            clientSecret: showSecrets ? "in clear" : "[secret]",
        }),
    });
}
