import assert from "node:assert/strict";
import { devNull } from "node:os";
import path from "node:path";

import { downloadEnvironment, emulatorEnvironment, engineEnvironment } from "../../local/environment";

/** A shell that is set up to reach AWS, another Pulumi state and a proxy in every way that is documented. */
const HOSTILE = {
    AWS_PROFILE: "production",
    AWS_DEFAULT_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_SECURITY_TOKEN: "real",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_CONFIG_FILE: "/home/me/.aws/config",
    AWS_SHARED_CREDENTIALS_FILE: "/home/me/.aws/credentials",
    AWS_ENDPOINT_URL: "https://cognito-idp.us-east-1.amazonaws.com",
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "https://cognito-idp.us-east-1.amazonaws.com",
    AWS_ENDPOINT_URL_STS: "https://sts.amazonaws.com",
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/admin",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/token",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2/creds",
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/creds",
    AWS_EC2_METADATA_DISABLED: "false",
    AWS_CA_BUNDLE: "/etc/ca.pem",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    PULUMI_BACKEND_URL: "s3://company-state",
    PULUMI_ACCESS_TOKEN: "pul-real",
    PULUMI_CONFIG_PASSPHRASE: "real",
    PULUMI_CONFIG_PASSPHRASE_FILE: "/home/me/passphrase",
    PULUMI_HOME: "/home/me/.pulumi",
    PULUMI_STACK: "prod",
    PULUMI_CONFIG: "{}",
    PULUMI_AUTOMATION_API: "true",
    PULUMI_OPTION_PARALLEL: "1",
    PULUMI_AWS_TERRAFORM_PROVIDER: "/other/provider",
    HTTPS_PROXY: "http://proxy.company.com:3128",
    https_proxy: "http://proxy.company.com:3128",
    HTTP_PROXY: "http://proxy.company.com:3128",
    ALL_PROXY: "socks5://proxy.company.com",
    TF_CLI_ARGS: "-var x=1",
    TF_VAR_region: "us-east-1",
    NODE_OPTIONS: "--require /home/me/patch.js",
    LD_PRELOAD: "/home/me/patch.so",
    GOOGLE_APPLICATION_CREDENTIALS: "/home/me/google.json",
    LOCALSTACK_HOST: "localhost",
    USE_SSL: "1",
    PERSIST_STATE: "0",
    PATH: "/home/me/bin:/usr/bin",
    HOME: "/home/me",
    LANG: "de_DE.UTF-8",
};

const SETTINGS = {
    pulumiHome: "/checkout/.local/pulumi",
    stateFolder: "/checkout/.local/state",
    passphrase: "local",
    endpoint: "http://127.0.0.1:4566",
    region: "eu-west-1",
};

describe("the environment of a local deployment", () => {
    it("is this and nothing else, whatever the shell has", () => {
        const node = path.dirname(process.execPath);
        assert.deepEqual(
            engineEnvironment(HOSTILE, { pulumi: "/engine/bin/pulumi", terraformProvider: "/tf" }, SETTINGS),
            {
                PATH: `/engine/bin:${node}:/home/me/bin:/usr/bin`,
                HOME: "/home/me",
                LANG: "de_DE.UTF-8",
                AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
                AWS_REGION: "eu-west-1",
                AWS_DEFAULT_REGION: "eu-west-1",
                AWS_ACCESS_KEY_ID: "test",
                AWS_SECRET_ACCESS_KEY: "test",
                AWS_CONFIG_FILE: devNull,
                AWS_SHARED_CREDENTIALS_FILE: devNull,
                AWS_EC2_METADATA_DISABLED: "true",
                PULUMI_HOME: "/checkout/.local/pulumi",
                PULUMI_BACKEND_URL: "file:///checkout/.local/state",
                PULUMI_CONFIG_PASSPHRASE: "local",
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_AWS_TERRAFORM_PROVIDER: "/tf",
            },
        );
    });

    it("does not hand a Terraform provider to an engine that has its own", () => {
        const env = engineEnvironment(HOSTILE, { pulumi: "/usr/bin/pulumi" }, SETTINGS);
        assert.equal(env.PULUMI_AWS_TERRAFORM_PROVIDER, undefined);
    });

    it("leaves the shell's own alone", () => {
        const shell = { ...HOSTILE };
        engineEnvironment(shell, { pulumi: "/usr/bin/pulumi" }, SETTINGS);
        assert.deepEqual(shell, HOSTILE);
    });
});

describe("the environment of the emulator", () => {
    const settings = { host: "127.0.0.1", port: 4567, mark: "ours", data: "/e/data", temporary: "/e/tmp" };

    it("is this and nothing else, whatever the shell has", () => {
        assert.deepEqual(emulatorEnvironment(HOSTILE, settings), {
            PATH: "/home/me/bin:/usr/bin",
            HOME: "/home/me",
            LANG: "de_DE.UTF-8",
            TMPDIR: "/e/tmp",
            PYTHONUNBUFFERED: "1",
            PYTHONNOUSERSITE: "1",
            BIND_HOST: "127.0.0.1",
            MINISTACK_HOST: "127.0.0.1",
            GATEWAY_PORT: "4567",
            MINISTACK_EDITION: "ours",
            IOT_MTLS_ENABLED: "0",
            SFTP_ENABLED: "0",
            DOCKER_HOST: "unix:///e/tmp/no-docker",
            PERSIST_STATE: "1",
            STATE_DIR: "/e/data",
            S3_DATA_DIR: "/e/data/s3",
        });
    });
});

describe("the environment of a download", () => {
    it("has the way to the registries and nothing of AWS or Pulumi", () => {
        const shell = {
            ...HOSTILE,
            PIP_CERT: "/ca.pem",
            GOPROXY: "https://go.company.com",
            npm_config_registry: "https://npm",
        };
        assert.deepEqual(downloadEnvironment(shell), {
            PATH: "/home/me/bin:/usr/bin",
            HOME: "/home/me",
            LANG: "de_DE.UTF-8",
            HTTPS_PROXY: "http://proxy.company.com:3128",
            https_proxy: "http://proxy.company.com:3128",
            HTTP_PROXY: "http://proxy.company.com:3128",
            ALL_PROXY: "socks5://proxy.company.com",
            PIP_CERT: "/ca.pem",
            GOPROXY: "https://go.company.com",
            npm_config_registry: "https://npm",
        });
    });
});
