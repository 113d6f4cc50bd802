import assert from "node:assert/strict";
import type { CognitoSsoArgs } from "../../components/cognitoSso";
import { deploy } from "./mocks";

const GROUP = "aws:cognito/userGroup:UserGroup";
const withGroups = (groups: CognitoSsoArgs["groups"], more: Partial<CognitoSsoArgs> = {}) =>
    deploy({ callbackUrl: "https://om.mycompany.com/callback", groups, ...more });

describe("the pool's groups", () => {
    it("are none where none are asked for", async () => {
        assert.deepEqual((await withGroups([])).ofType(GROUP), []);
    });

    it("are resources named after themselves, with nothing empty in them", async () => {
        const run = await withGroups([
            { name: "stewards", description: "People who own data" },
            { name: "engineers", description: "" },
            { name: "Équipe:données" },
        ]);
        const userPoolId = run.outputs.userPoolId;
        assert.deepEqual(Object.fromEntries(run.ofType(GROUP).map(({ name, inputs }) => [name, inputs])), {
            "openmetadata-group-stewards": { userPoolId, name: "stewards", description: "People who own data" },
            "openmetadata-group-engineers": { userPoolId, name: "engineers" },
            "openmetadata-group-Équipe:données": { userPoolId, name: "Équipe:données" },
        });
    });

    it("are the same in any order", async () => {
        const groups = [{ name: "a" }, { name: "b" }];
        const inAnyOrder = (run: Awaited<ReturnType<typeof deploy>>) =>
            run
                .ofType(GROUP)
                .map(({ urn, inputs }) => ({ urn, inputs }))
                .sort((one, other) => one.urn.localeCompare(other.urn));
        assert.deepEqual(inAnyOrder(await withGroups(groups)), inAnyOrder(await withGroups([...groups].reverse())));
    });

    it("are guarded like the pool", async () => {
        const [group] = (await withGroups([{ name: "a" }])).ofType(GROUP);
        assert.equal(group.protect, true);
        const [unguarded] = (await withGroups([{ name: "a" }], { protect: false })).ofType(GROUP);
        assert.equal(unguarded.protect, false);
    });
});
