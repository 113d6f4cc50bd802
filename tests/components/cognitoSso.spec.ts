import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CognitoSso } from "../../components/cognitoSso";
import { attempt, CLIENT_SECRET, deploy, refused } from "./mocks";

const LOCAL = { callbackUrl: "http://localhost:8585/callback" };
const OWN = { callbackUrl: "https://om.mycompany.com/callback" };

/** shared/design: the outputs that every deployment has, in their order. */
const OUTPUTS = [
    "clientId",
    "userPoolId",
    "region",
    "authority",
    "discoveryUrl",
    "jwksUrl",
    "domainUrl",
    "signInUrl",
    "signOutUrl",
    "callbackUrls",
    "logoutUrls",
    "openMetadataDockerEnv",
    "openMetadataYaml",
    "openMetadataHelmValues",
    "openMetadataSsoForm",
    "collateHandOff",
];

describe("CognitoSso", () => {
    it("is a pool, its domain, its client and the style of their pages, all of them its children", async () => {
        const { resources, ofType } = await deploy(LOCAL);
        const [component] = ofType("openmetadata-cognito-sso:index:CognitoSso");
        const children = resources.filter(({ custom }) => custom);
        assert.deepEqual(children.map(({ name, type }) => `${name} ${type.split(":").at(-1)}`).sort(), [
            "openmetadata UserPool",
            "openmetadata-client UserPoolClient",
            "openmetadata-domain UserPoolDomain",
            "openmetadata-login-pages ManagedLoginBranding",
        ]);
        children.forEach(({ parent, name }) => assert.equal(parent, component.urn, name));
    });

    it("is guarded, every child of it, where the callback is not on this machine", async () => {
        const guards = async (args: object, name: string) => {
            const { find } = await deploy({ ...LOCAL, ...args });
            const { protect, retainOnDelete } = find(name);
            return [protect, retainOnDelete ?? false];
        };
        const { resources } = await deploy(OWN);
        resources.filter(({ custom }) => custom).forEach(({ protect, name }) => assert.equal(protect, true, name));
        const unguarded = await deploy({ ...OWN, protect: false });
        unguarded.resources.forEach(({ protect, name }) => assert.notEqual(protect, true, name));

        assert.deepEqual(await guards(OWN, "openmetadata"), [true, true]);
        assert.deepEqual(await guards(OWN, "openmetadata-client"), [true, false]);
        assert.deepEqual(await guards({}, "openmetadata"), [false, false]);
        assert.deepEqual(await guards({ protect: true }, "openmetadata"), [true, true]);
        assert.deepEqual(await guards({ ...OWN, protect: false }, "openmetadata"), [false, false]);
    });

    it("puts its tags, and those of its owner, on what takes tags", async () => {
        const { find } = await deploy(
            { ...LOCAL, tags: { team: "data", stack: "mine" } },
            { project: "p", stack: "s" },
        );
        assert.deepEqual(find("openmetadata").inputs.tags, { project: "p", stack: "mine", team: "data" });
    });

    it("takes options, also a hook of its user's own", async () => {
        const seen: string[] = [];
        const run = await attempt(() => {
            const hook = new pulumi.ResourceHook("mine", () => void seen.push("mine"));
            return new CognitoSso("sso", LOCAL, { hooks: { beforeUpdate: [hook] }, aliases: [{ name: "old" }] });
        });
        assert.equal(run.error, undefined);
        const [component] = run.ofType("openmetadata-cognito-sso:index:CognitoSso");
        assert.deepEqual(component.hooks.beforeUpdate, ["mine", "sso-change-guard"]);
        assert.equal(component.aliases.length, 1);
        await run.runHook("mine", {});
        assert.deepEqual(seen, ["mine"]);
    });

    it("has names that Cognito takes, whatever its own name is", async () => {
        for (const name of ["team/sso (new)", "a".repeat(200)]) {
            const run = await attempt(() => new CognitoSso(name, LOCAL));
            assert.equal(run.error, undefined);
            const pool = run.find(name).inputs.name;
            assert.match(String(pool), /^[\w\s+=,.@-]{1,128}$/);
            assert.equal(run.find(`${name}-client`).inputs.name, pool);
        }
    });

    it("can be there twice in one program", async () => {
        const run = await attempt(() => ["one", "two"].map((name) => new CognitoSso(name, LOCAL)));
        assert.equal(run.error, undefined);
        assert.notEqual(run.find("one").inputs.name, run.find("two").inputs.name);
    });
});

describe("the outputs", () => {
    it("of a public client are these, and none is secret", async () => {
        const { outputs, secretOutputs } = await deploy(OWN, { stack: "prod" });
        assert.deepEqual(Object.keys(outputs), OUTPUTS);
        assert.deepEqual(secretOutputs, []);
    });

    it("of a confidential client are one more, and whatever holds the secret is secret", async () => {
        const { outputs, secretOutputs } = await deploy({ ...OWN, clientType: "confidential" });
        assert.deepEqual(Object.keys(outputs).sort(), [...OUTPUTS, "clientSecret"].sort());
        assert.equal(outputs.clientSecret, CLIENT_SECRET);
        const holding = Object.entries(outputs).filter(([, value]) => JSON.stringify(value).includes(CLIENT_SECRET));
        assert.deepEqual(
            secretOutputs,
            holding.map(([name]) => name),
        );
        assert.ok(secretOutputs.includes("clientSecret") && secretOutputs.length > 1);
    });

    it("have no secret in clear anywhere: state, outputs or log", async () => {
        for (const preview of [false, true]) {
            const { inClear } = await deploy({ ...OWN, clientType: "confidential" }, { preview });
            assert.ok(inClear().includes("https://om.mycompany.com/callback"));
            assert.ok(!inClear().includes(CLIENT_SECRET), `preview: ${preview}`);
        }
    });

    it("are the facts of the deployment", async () => {
        const { outputs } = await deploy(
            { ...OWN, additionalUrls: ["http://localhost:8585"], domain: { prefix: "mycompany" } },
            { region: "us-gov-west-1", stack: "prod" },
        );
        assert.equal(outputs.clientId, "openmetadataclient00000000");
        assert.equal(outputs.userPoolId, "us-gov-west-1_openmetad");
        assert.equal(outputs.region, "us-gov-west-1");
        assert.equal(outputs.authority, "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_openmetad");
        assert.equal(outputs.domainUrl, "https://mycompany.auth-fips.us-gov-west-1.amazoncognito.com");
        assert.match(String(outputs.signInUrl), /redirect_uri=https%3A%2F%2Fom\.mycompany\.com%2Fcallback$/);
        assert.match(String(outputs.signOutUrl), /logout_uri=https%3A%2F%2Fom\.mycompany\.com%2Fsignin$/);
        assert.equal((outputs.callbackUrls as string[]).length, 6);
        assert.equal((outputs.logoutUrls as string[]).length, 4);
    });

    it("are the same in a preview, as far as they can be known", async () => {
        const { outputs } = await deploy(OWN, { preview: true });
        assert.deepEqual(Object.keys(outputs), OUTPUTS);
        assert.equal(outputs.region, "eu-west-1");
        assert.deepEqual(outputs.logoutUrls, ["https://om.mycompany.com/signin", "https://om.mycompany.com"]);
        assert.equal(outputs.clientId, undefined);
    });
});

describe("what cannot work", () => {
    it("is refused before anything is registered", async () => {
        assert.equal(
            await refused({ callbackUrl: "https://om.mycompany.com/callback", clientTyp: "public" }).then(
                (message) => message.split("\n")[0],
            ),
            "Stack dev: 1 problem in the configuration. Nothing was changed in AWS.",
        );
        assert.match(await refused({}), /^ {2}callbackUrl\n {4}given {4}nothing\n/m);
        assert.match(await refused(undefined), /^ {2}the arguments\n/m);
    });

    it("is refused in a preview, too", async () => {
        assert.match(await refused({}, { preview: true, stack: "prod" }), /^Stack prod: 1 problem/);
    });
});

describe("an example domain", () => {
    const EXAMPLE = { callbackUrl: "https://openmetadata.example.com/callback" };

    it("is refused by an update, with the key to set", async () => {
        assert.equal(
            await refused(EXAMPLE, { stack: "prod" }),
            `Stack prod: callbackUrl is still the example https://openmetadata.example.com/callback. Set the address of your own OpenMetadata:
    pulumi config set callbackUrl https://<your OpenMetadata>/callback --stack prod
Nothing was changed in AWS.`,
        );
        assert.equal(
            await refused({ ...OWN, additionalUrls: ["https://om.example.org"] }, { stack: "prod" }),
            `Stack prod: additionalUrls is still the example https://om.example.org. Set the address of your own OpenMetadata:
    pulumi config set additionalUrls '["https://<your OpenMetadata>"]' --stack prod
Nothing was changed in AWS.`,
        );
    });

    it("is only warned about by a preview", async () => {
        const { logs, find } = await deploy(EXAMPLE, { stack: "prod", preview: true });
        assert.deepEqual(logs[0], {
            severity: "warning",
            message: `Stack prod: callbackUrl is still the example https://openmetadata.example.com/callback. Set the address of your own OpenMetadata:
    pulumi config set callbackUrl https://<your OpenMetadata>/callback --stack prod
Until then \`pulumi up\` refuses to create anything.`,
        });
        assert.equal(find("openmetadata-client").inputs.name, "openmetadata-prod");
    });

    it("is none where somebody can own the domain", async () => {
        const { logs } = await deploy({ callbackUrl: "https://example.mycompany.com/callback" });
        assert.ok(logs.every(({ message }) => !message.includes("example")));
    });
});
