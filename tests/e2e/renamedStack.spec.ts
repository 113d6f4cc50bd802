import assert from "node:assert/strict";
import { deploy, skipWithoutEngine, type Config, type TestStack } from "./harness";

const CONFIG: Config = {
    callbackUrl: "https://openmetadata.mycompany.com/callback",
    clientType: "confidential",
    secretsManager: {},
};

/** What people, OpenMetadata and other stacks know a deployment by. */
async function identities(stack: TestStack) {
    const { clientId, userPoolId, clientSecretArn } = await stack.outputs();
    const { resources } = (await stack.exportState()).deployment;
    const [domain] = resources.filter(({ type }) => type === "aws:cognito/userPoolDomain:UserPoolDomain");
    return { clientId, userPoolId, clientSecretArn, prefix: domain.outputs.domain as string };
}

/** `pulumi stack rename`, with the config that was there. */
async function renamed(stack: TestStack, name: string, config: Config): Promise<TestStack> {
    const { code, log } = await stack.pulumi(["stack", "rename", name]);
    assert.equal(code, 0, log);
    return deploy(name, config, stack);
}

describe("a stack that is renamed", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("keeps pool, client, domain and secret", async () => {
        const stack = await deploy("before-guarded", CONFIG);
        await stack.up();
        const before = await identities(stack);
        assert.match(before.prefix, /^om-before-guarded-/);

        const after = await renamed(stack, "after-guarded", CONFIG);
        assert.doesNotMatch((await after.preview()).log, /replace|delete/);
        await after.up();
        assert.deepEqual(await identities(after), before);
        assert.equal((await after.preview()).changed, false);

        await after.configure({ domain: { prefix: before.prefix } });
        const { log } = await after.preview();
        assert.doesNotMatch(log, / aws:/, "the default written down changes nothing but what is recorded");
        await after.configure({ domain: undefined, protect: false });
        await after.up();
        await after.destroy();
    });

    it("keeps passkeys where the login pages are, without the guard, too", async () => {
        const config = { callbackUrl: CONFIG.callbackUrl, mfa: { mode: "off", passkeys: "on" }, protect: false };
        const stack = await deploy("before-open", config);
        await stack.up();
        const before = await identities(stack);

        const after = await renamed(stack, "after-open", config);
        const { log } = await after.preview({ expectFailure: true });
        assert.match(log, new RegExp(`pulumi config set --path domain.prefix ${before.prefix}`));

        await after.configure({ domain: { prefix: before.prefix } });
        await after.up();
        assert.deepEqual(await identities(after), before);
        await after.destroy();
    });
});

describe("the guard and a replacing change in one update", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("is refused for pool, client and domain, until the guard is taken off first", async () => {
        const stack = await deploy("consent", { ...CONFIG, domain: { prefix: "consent-before" } });
        await stack.up();
        const before = await identities(stack);
        for (const [change, refusal] of [
            [{ userPool: { name: "other" } }, /userPool\.name\s+given\s+other, until now openmetadata-consent/],
            [
                { clientType: "public", secretsManager: undefined },
                /clientType\s+given\s+public, until now confidential/,
            ],
            [
                { domain: { prefix: "consent-after" } },
                /domain\.prefix\s+given\s+consent-after, until now consent-before/,
            ],
        ] satisfies [Config, RegExp][]) {
            await stack.configure({ protect: false, ...change });
            const { log } = await stack.up({ expectFailure: true });
            assert.match(log, refusal);
            assert.match(log, /to take the guard off and to change what it guards are two updates/);
            await stack.configure({
                protect: undefined,
                ...CONFIG,
                userPool: undefined,
                domain: { prefix: "consent-before" },
            });
            assert.deepEqual(await identities(stack), before);
        }

        await stack.configure({ protect: false });
        assert.match((await stack.up()).log, new RegExp(`user pool ${String(before.userPoolId)} with all its users`));
        await stack.configure({ domain: { prefix: "consent-after" } });
        await stack.up();
        assert.equal((await identities(stack)).prefix, "consent-after");
        await stack.destroy();
    });
});
