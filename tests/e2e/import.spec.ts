import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { parse } from "yaml";

import { codeBlocks } from "../codeBlocks";
import { makeForeignPool, type ForeignPool } from "./foreignPool";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";

const DOCS = path.join(__dirname, "../../docs/existing-pool.md");

/** The names that stand in the docs for one's own. */
const EXAMPLE = { pool: "eu-west-1_AbCdEfGhI", client: "1example23456789", prefix: "mycompany-openmetadata" };

/** What the docs say to do: every command and file of this spec is theirs. */
class Guide {
    private constructor(private readonly text: string) {}

    public static async read(): Promise<Guide> {
        return new Guide(await readFile(DOCS, "utf8"));
    }

    /** The text of a code block with the reader's own ids in it. */
    public block(language: "yaml" | "json", ids: typeof EXAMPLE): string {
        const blocks = codeBlocks(this.text, language);
        assert.equal(blocks.length, 1, `${blocks.length} ${language} blocks`);
        return blocks[0]
            .replaceAll(EXAMPLE.pool, ids.pool)
            .replaceAll(EXAMPLE.client, ids.client)
            .replaceAll(EXAMPLE.prefix, ids.prefix);
    }

    /** The words of the one command that begins like this, without the stack's name. */
    public command(start: string): string[] {
        const lines = codeBlocks(this.text, "sh").flatMap((block) => block.split("\n"));
        const found = [...new Set(lines.filter((line) => line.startsWith(start)))];
        assert.equal(found.length, 1, `${found.length} commands that begin with ${start}`);
        return found[0].replace(/ --stack prod$/, "").split(" ");
    }
}

describe("a pool, domain and client made in the console", () => {
    let guide: Guide;
    let pool: ForeignPool;
    let stack: TestStack;

    before(async function () {
        await skipWithoutEngine(this);
        guide = await Guide.read();
    });

    const pulumi = async (start: string) => {
        const [program, ...words] = guide.command(start);
        assert.equal(program, "pulumi");
        const finished = await stack.pulumi(words);
        assert.equal(finished.code, 0, finished.log);
        return finished;
    };

    /** Makes them, and does steps 2 and 3 of the docs. */
    async function imported(options: { secret: boolean }) {
        pool = await makeForeignPool();
        const ids = { pool: pool.id, client: await pool.addClient(options), prefix: "mycompany-imported" };
        await pool.addDomain(ids.prefix);
        await pool.addUser("alice@mycompany.com");
        // Without `endpoint`, as on AWS: the environment leads the provider to the emulator.
        const { config } = parse(guide.block("yaml", ids)) as { config: Record<string, unknown> };
        stack = await deploy("console", {
            ...config,
            endpoint: undefined,
            ...(options.secret && { clientType: "confidential" }),
        });
        const folder = stack.workspace.program;
        await writeFile(path.join(folder, "import.json"), guide.block("json", ids));
        assert.deepEqual(guide.command("pulumi stack select"), ["pulumi", "stack", "select", "prod", "--create"]);
        const { log } = await pulumi("pulumi import");
        assert.match(log, /= 4 imported/);
        return { ...ids, folder };
    }

    /** What an update would do to each resource that differs, and the keys in which it does. */
    async function plan(): Promise<Record<string, { op: string; differing: string[] }>> {
        const { stdout } = await stack.preview({ words: ["--json"] });
        const { steps } = JSON.parse(stdout) as {
            steps: { op: string; urn: string; diffReasons?: string[] | null }[];
        };
        return Object.fromEntries(
            steps.map(({ op, urn, diffReasons }) => [
                urn.replace(/^.*[:$]([A-Za-z]+::[\w-]+)$/, "$1"),
                { op, differing: diffReasons ?? [] },
            ]),
        );
    }

    function assertOnly({ differing }: { differing: string[] }, allowed: string[]): void {
        assert.notEqual(differing.length, 0);
        assert.deepEqual(
            differing.filter((key) => !allowed.includes(key)),
            [],
        );
    }

    async function client(ClientId: string) {
        const api = await cognito();
        const found = await api.send(new DescribeUserPoolClientCommand({ UserPoolId: pool.id, ClientId }));
        return found.UserPoolClient!;
    }

    afterEach(async () => {
        await pulumi("pulumi state delete --all");
        await rm(path.join(stack.workspace.program, "import.json"), { force: true });
        await pool.remove();
    });

    async function clientIds(): Promise<string[]> {
        const api = await cognito();
        const { UserPoolClients = [] } = await api.send(
            new ListUserPoolClientsCommand({ UserPoolId: pool.id, MaxResults: 60 }),
        );
        return UserPoolClients.map(({ ClientId }) => ClientId!);
    }

    it("are imported without a replacement, then managed and guarded, with everybody still in the pool", async () => {
        const ids = await imported({ secret: false });
        const users = await pool.users();

        const { log } = await pulumi("pulumi preview --diff");
        assert.doesNotMatch(log, /^\s*- /m, "something would be taken off");
        const steps = await plan();
        const ops = Object.fromEntries(Object.entries(steps).map(([resource, { op }]) => [resource, op]));
        assert.deepEqual(ops, {
            "Stack::openmetadata-cognito-sso-console": "same",
            "CognitoSso::openmetadata": "update",
            "UserPool::openmetadata": "update",
            "UserPoolClient::openmetadata-client": "update",
        });
        // Tags and what the guide leaves to AWS; the emulator does not give back all of it.
        assertOnly(steps["UserPool::openmetadata"], [
            "adminCreateUserConfig",
            "signInPolicy",
            "tags",
            "tagsAll",
            "verificationMessageTemplate",
        ]);
        assertOnly(steps["UserPoolClient::openmetadata-client"], [
            "allowedOauthScopes",
            "callbackUrls",
            "logoutUrls",
            "name",
        ]);
        await pulumi("pulumi up --yes");

        const after = await pool.describe();
        assert.equal(after.Name, "OpenMetadata");
        assert.equal(after.Policies?.PasswordPolicy?.MinimumLength, 8);
        assert.equal(after.Domain, ids.prefix);
        assert.deepEqual(after.UserPoolTags, { project: "openmetadata-cognito-sso", stack: "console" });
        assert.deepEqual(await pool.users(), users);
        assert.deepEqual(await clientIds(), [ids.client]);
        assert.ok((await client(ids.client)).CallbackURLs?.includes("https://om.mycompany.com/silent-callback"));
        assert.equal((await stack.outputs()).clientId, ids.client);
        assert.equal((await stack.preview()).changed, false);

        await stack.configure({ userPool: { name: "OpenMetadata", passwordPolicy: { minimumLength: 14 } } });
        await stack.up();
        const managed = await pool.describe();
        assert.equal(managed.Policies?.PasswordPolicy?.MinimumLength, 14);
        assert.equal(managed.AdminCreateUserConfig?.AllowAdminCreateUserOnly, true);
        assert.deepEqual(await pool.users(), users);

        assert.match((await stack.destroy({ expectFailure: true })).log, /cannot be deleted\s+because it is protected/);
        assert.equal((await stack.preview()).changed, false);
    });

    it("keep a client that has a secret", async () => {
        const { client: clientId } = await imported({ secret: true });
        await pulumi("pulumi up --yes");
        const secret = (await client(clientId)).ClientSecret;
        assert.equal((await stack.outputs({ showSecrets: true })).clientSecret, secret);
        assert.ok(secret && !(await stack.stateText()).includes(secret), "the secret stands in clear");
        assert.equal((await stack.outputs()).clientId, clientId);
        assert.equal((await stack.preview()).changed, false);
    });

    it("are not touched by a config that does not say that the client was imported, or is of another type", async () => {
        const { client: clientId } = await imported({ secret: true });
        await stack.configure({ clientType: "public" });
        const wrongType = await stack.preview({ expectFailure: true });
        assert.match(wrongType.log, /given\s+public, but the imported app client has a secret/);

        await stack.configure({ clientType: "confidential", importedClient: false });
        const silent = await stack.preview({ expectFailure: true });
        assert.match(silent.log, /unable to replace resource .*UserPoolClient::openmetadata-client/s);
        assert.deepEqual(await clientIds(), [clientId]);
    });
});
