import assert from "node:assert/strict";

import {
    AdminAddUserToGroupCommand,
    ListGroupsCommand,
    ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";

import { readPeople } from "../../tools/export-users/people";
import { signInByCode } from "./codeSignIn";
import { cognito, deploy, skipWithoutEngine, type TestStack } from "./harness";
import { addPerson, madeUpPassword } from "./people";

const ALICE = "alice@mycompany.com";
const PASSWORD = madeUpPassword();

const STEWARDS = { name: "stewards", description: "People who own data" };
const ENGINEERS = { name: "engineers" };

const refused = (
    name: string,
) => `before hook "openmetadata-change-guard" failed: Stack teams: 1 problem in the configuration. Nothing was changed in AWS.

  groups
    given    ${name} removed or renamed
    allowed  no such change while protect is on: nobody would be in the group any more, and Cognito keeps no record of who was
    fix      undo the change; or take the guard off first: pulumi config set protect false && pulumi up
`;

describe("groups with people in them", () => {
    let stack: TestStack;
    let outputs: Record<string, unknown>;

    before(async function () {
        await skipWithoutEngine(this);
        stack = await deploy("teams", {
            callbackUrl: "http://localhost:8585/callback",
            clientType: "confidential",
            protect: true,
            groups: [STEWARDS, ENGINEERS],
        });
        await stack.up();
        outputs = await stack.outputs();
        const person = { UserPoolId: outputs.userPoolId as string, Username: ALICE };
        const api = await cognito();
        await addPerson(person.UserPoolId, { email: ALICE, password: PASSWORD });
        await api.send(new AdminAddUserToGroupCommand({ ...person, GroupName: STEWARDS.name }));
    });

    after(async () => {
        await stack?.pulumi(["state", "unprotect", "--all", "--yes"]);
        await stack?.destroy();
    });

    /** E-mail addresses of the people in a group. */
    async function members(GroupName: string): Promise<(string | undefined)[]> {
        const api = await cognito();
        const inGroup = { UserPoolId: outputs.userPoolId as string, GroupName };
        const { Users = [] } = await api.send(new ListUsersInGroupCommand(inGroup));
        return Users.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === "email")?.Value);
    }

    async function groups(): Promise<Record<string, string>> {
        const api = await cognito();
        const { Groups = [] } = await api.send(new ListGroupsCommand({ UserPoolId: outputs.userPoolId as string }));
        return Object.fromEntries(Groups.map(({ GroupName, Description = "" }) => [GroupName!, Description]));
    }

    it("are the same in any order", async () => {
        await stack.configure({ groups: [ENGINEERS, STEWARDS] });
        assert.equal((await stack.preview({ words: ["--diff"] })).stdout.includes("userGroup"), false);
        const { log } = await stack.up();
        assert.doesNotMatch(log, /UserGroup/);
        assert.deepEqual(await groups(), { engineers: "", stewards: "People who own data" });
    });

    it("keep their members when something else changes", async () => {
        await stack.configure({ tokens: { id: "30m", access: "30m" } });
        await stack.up();
        assert.deepEqual(await members("stewards"), [ALICE]);
        assert.equal((await stack.up()).changed, false);
    });

    // The emulator has no UpdateGroup, so that this ends with the plan.
    it("would be updated in place when their description changes", async () => {
        await stack.configure({ groups: [ENGINEERS, { ...STEWARDS, description: "People who describe data" }] });
        const { stdout } = await stack.preview({ words: ["--json"] });
        const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
        const planned = steps
            .filter(({ urn }) => urn.includes("userGroup"))
            .map(({ op, urn }) => [op, urn.split("::").at(-1)]);
        assert.deepEqual(planned, [["update", "openmetadata-group-stewards"]]);
        await stack.configure({ groups: [ENGINEERS, STEWARDS] });
    });

    it("are in the ID token of a member who signs in, and are teams to OpenMetadata", async () => {
        const clear = await stack.outputs({ showSecrets: true });
        const claims = await signInByCode(clear, { email: ALICE, password: PASSWORD });
        assert.equal(claims.email, ALICE);
        assert.deepEqual(claims["cognito:groups"], ["stewards"]);
        const form = JSON.parse(clear.openMetadataSsoForm as string) as Record<string, Record<string, unknown>>;
        assert.equal(form.authenticationConfiguration.jwtTeamClaimMapping, "cognito:groups");
    });

    it("are in what npm run export-users writes", async () => {
        const [alice, ...others] = await readPeople(await cognito(), outputs.userPoolId as string);
        assert.deepEqual([alice.attributes.email, alice.groups, others], [ALICE, ["stewards"], []]);
    });

    it("are neither removed nor renamed while protect is on, and nobody leaves them", async () => {
        const before = await groups();
        for (const after of [[ENGINEERS], [ENGINEERS, { ...STEWARDS, name: "owners" }]]) {
            await stack.configure({ groups: after });
            assertSays((await stack.preview({ expectFailure: true })).log, refused("stewards"));
            assertSays((await stack.up({ expectFailure: true })).log, refused("stewards"));
        }
        assert.deepEqual(await groups(), before);
        assert.deepEqual(await members("stewards"), [ALICE]);
    });

    it("go once the guard is taken off", async () => {
        await stack.configure({ protect: false, groups: [ENGINEERS, STEWARDS] });
        await stack.up();
        await stack.configure({ groups: [{ ...STEWARDS, name: "owners" }] });
        await stack.up();
        assert.deepEqual(await groups(), { owners: "People who own data" });
        assert.equal((await stack.up()).changed, false);
    });
});

/** Whether the log has this text, whatever its indentation. */
function assertSays(log: string, text: string): void {
    const flat = (lines: string) => lines.replace(/\s+/g, " ");
    assert.ok(flat(log).includes(flat(text)), log);
}
