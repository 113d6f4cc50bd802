import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { checkedSettings, type CognitoSsoArgs } from "../config/settings";
import { decodeConfig } from "../config/decodeConfig";
import { controls } from "../policies/controls";
import { deploy } from "./components/mocks";
import { handedOver } from "./config/stackFile";
import { analyze } from "./policies/analyze";

const FOLDER = path.join(__dirname, "../examples");
const NAMESPACE = "openmetadata-cognito-sso";
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));

/** The secrets that the head of a file says to set. */
function madeUpSecrets(text: string): Record<string, string> {
    const names = [...text.matchAll(/--path '?identityProviderSecrets\.(\w+)'?/g)].map(([, name]) => name);
    return Object.fromEntries(names.map((name) => [name, `made-up-secret-of-${name}`]));
}

/** What the CLI hands over, secrets and all. */
function configOf(file: string): Record<string, string> {
    const text = readFileSync(path.join(FOLDER, file), "utf8");
    const secrets = madeUpSecrets(text);
    return {
        ...handedOver(text),
        ...(Object.keys(secrets).length > 0 && {
            [`${NAMESPACE}:identityProviderSecrets`]: JSON.stringify(secrets),
        }),
    };
}

/** What the provider reads of the pool, and of the hosted zone, that an example takes as given. */
const THERE = {
    state: {
        "aws:cognito/userPool:UserPool": () => ({
            arn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI",
            usernameAttributes: ["email"],
        }),
    },
    calls: {
        "aws:route53/getZone:getZone": () => ({ name: "mycompany.com", privateZone: false }),
    },
};

describe("the examples", () => {
    it("are at least eight", () => assert.ok(FILES.length >= 8, FILES.join(", ")));

    for (const file of FILES) {
        describe(file, () => {
            it("begins with what it is for, and has keys of this project and of the provider only", () => {
                const text = readFileSync(path.join(FOLDER, file), "utf8");
                assert.match(text, /^# \S.{20,}/);
                const foreign = Object.keys(handedOver(text)).filter(
                    (key) => !/^(openmetadata-cognito-sso|aws):/.test(key),
                );
                assert.deepEqual(foreign, []);
            });

            it("is accepted", () => {
                const settings = checkedSettings(decodeConfig(configOf(file), NAMESPACE), `Example ${file}`);
                assert.equal(settings.callbackUrl, "https://openmetadata.mycompany.com/callback");
            });

            it("passes the policy pack", async () => {
                const args = decodeConfig(configOf(file), NAMESPACE) as CognitoSsoArgs;
                const { resources } = await deploy(args, { stack: "prod", ...THERE });
                for (const { type, urn, inputs, protect, parent } of resources) {
                    const found = await analyze(controls, {
                        type,
                        urn,
                        props: inputs,
                        protect: protect ?? false,
                        parent,
                    });
                    assert.deepEqual(
                        found.filter(({ level }) => level === "mandatory"),
                        [],
                    );
                }
            });
        });
    }
});
