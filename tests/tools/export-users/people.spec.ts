import assert from "node:assert/strict";

import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { readPeople } from "../../../tools/export-users/people";
import { apiStub, type Answers } from "../invite/apiStub";

const POOL = "eu-west-1_AbCdEfGhI";

/** A client that the SDK's paginators take for one of theirs. */
function stub(answers: Answers) {
    const { client, calls } = apiStub(answers);
    return {
        client: Object.assign(Object.create(CognitoIdentityProviderClient.prototype) as typeof client, client),
        calls,
    };
}

const user = (Username: string, email?: string) => ({
    Username,
    Enabled: true,
    UserStatus: "CONFIRMED",
    UserCreateDate: new Date("2026-01-02T03:04:05Z"),
    Attributes: [{ Name: "sub", Value: Username }, ...(email === undefined ? [] : [{ Name: "email", Value: email }])],
});

describe("the people of a pool", () => {
    it("are read page by page, with their groups, by e-mail address", async () => {
        const { client, calls } = stub({
            ListGroups: () => ({
                Groups: [{ GroupName: "stewards" }, { GroupName: "engineers" }, { GroupName: "empty" }],
            }),
            ListUsersInGroup: ({ GroupName }) => ({
                Users: GroupName === "empty" ? [] : [user("2"), ...(GroupName === "stewards" ? [user("1")] : [])],
            }),
            ListUsers: ({ PaginationToken }) =>
                PaginationToken === undefined
                    ? { Users: [user("1", "carol@mycompany.com"), user("3")], PaginationToken: "more" }
                    : {
                          Users: [
                              {
                                  ...user("2", "alice@mycompany.com"),
                                  Enabled: false,
                                  UserStatus: "FORCE_CHANGE_PASSWORD",
                              },
                          ],
                      },
        });
        assert.deepEqual(await readPeople(client, POOL), [
            {
                username: "3",
                enabled: true,
                status: "CONFIRMED",
                created: "2026-01-02T03:04:05.000Z",
                groups: [],
                attributes: { sub: "3" },
            },
            {
                username: "2",
                enabled: false,
                status: "FORCE_CHANGE_PASSWORD",
                created: "2026-01-02T03:04:05.000Z",
                groups: ["engineers", "stewards"],
                attributes: { sub: "2", email: "alice@mycompany.com" },
            },
            {
                username: "1",
                enabled: true,
                status: "CONFIRMED",
                created: "2026-01-02T03:04:05.000Z",
                groups: ["stewards"],
                attributes: { sub: "1", email: "carol@mycompany.com" },
            },
        ]);
        assert.equal(calls.filter(({ operation }) => operation === "ListUsers").length, 2);
        assert.ok(calls.every(({ input }) => input.UserPoolId === POOL));
    });

    it("are none in an empty pool", async () => {
        const { client } = stub({ ListGroups: () => ({}), ListUsers: () => ({ Users: [] }) });
        assert.deepEqual(await readPeople(client, POOL), []);
    });
});
