import assert from "node:assert/strict";
import path from "node:path";

import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";

import { cognito, deploy, skipWithoutEngine } from "./harness";

const PACK = path.join(__dirname, "../../policies");
const WITH_PACK = ["--policy-pack", PACK];
const WITH_THROW_AWAY = [...WITH_PACK, "--policy-pack-config", path.join(PACK, "throw-away.json")];

const CALLBACK = "https://om.mycompany.com/callback";

const PLUS_ONLY = ["cognito-1-threat-protection", "cognito-4-custom-auth-threat-protection"];

/** Ids of the policies that a run reports, by level. */
function reported(log: string): { advisory: string[]; mandatory: string[] } {
    const ids = (level: string) =>
        [
            ...new Set(
                [...log.matchAll(/- \[(advisory|mandatory)\] +([a-z0-9-]+) +\(/g)]
                    .filter(([, found]) => found === level)
                    .map(([, , id]) => id),
            ),
        ].sort();
    return { advisory: ids("advisory"), mandatory: ids("mandatory") };
}

describe("the policy pack on the real engine", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("lets dev and prod pass, with advice", async () => {
        const dev = await deploy("dev");
        const onDev = await dev.preview({ words: WITH_PACK });
        assert.deepEqual(reported(onDev.log), { advisory: [...PLUS_ONLY, "cognito-5-mfa-required"], mandatory: [] });
        const prod = await deploy("prod", { callbackUrl: CALLBACK });
        const onProd = await prod.preview({ words: WITH_PACK });
        assert.deepEqual(reported(onProd.log), { advisory: PLUS_ONLY, mandatory: [] });
    });

    it("stops a violation before anything is made", async () => {
        const stack = await deploy("weak", {
            callbackUrl: CALLBACK,
            userPool: { name: "weak", passwordPolicy: { minimumLength: 6 } },
        });
        assert.deepEqual(reported((await stack.preview({ words: WITH_PACK, expectFailure: true })).log).mandatory, [
            "cognito-3-password-policy",
        ]);
        const { log } = await stack.up({ words: WITH_PACK, expectFailure: true });
        assert.match(log, /\[Security Hub Cognito\.3, AWS Config cognito-user-pool-password-policy-check\]/);
        assert.match(
            log,
            /Passwords may have 6 characters\. Fix: userPool\.passwordPolicy with minimumLength 8 or more/,
        );
        const { UserPools = [] } = await (await cognito()).send(new ListUserPoolsCommand({ MaxResults: 60 }));
        assert.ok(!UserPools.some(({ Name }) => Name === "weak"));
    });

    it("lets a stage be lost only when it is told so", async () => {
        const stack = await deploy("test", { callbackUrl: CALLBACK, protect: false });
        const refused = reported((await stack.preview({ words: WITH_PACK, expectFailure: true })).log);
        assert.deepEqual(refused.mandatory, ["cognito-6-deletion-protection", "pulumi-protect"]);
        const told = reported((await stack.preview({ words: WITH_THROW_AWAY })).log);
        assert.deepEqual(told.mandatory, []);
        assert.ok(told.advisory.includes("pulumi-protect"));
    });
});
