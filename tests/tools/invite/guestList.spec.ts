import assert from "node:assert/strict";

import { UserError } from "../../../config/userError";
import { inviteAll } from "../../../tools/invite/guestList";
import type { InvitationOptions } from "../../../tools/invite/invitation";
import type { Passwords } from "../../../tools/invite/passwords";
import type { DeployedStack } from "../../../tools/stack";
import { deployedAt } from "../sign-in/plans";
import { type Answers, apiError, apiStub } from "./apiStub";

const IN_AWS = deployedAt(["https://om.example.com"], {}, { stack: "prod" });
const LOCAL: DeployedStack = { ...IN_AWS, stack: "dev", place: "local", endpoint: "http://127.0.0.1:4566" };
const PASSWORD = "Tr1al-password!";

interface Wish {
    readonly people?: readonly string[];
    readonly bad?: readonly string[];
    readonly options?: Partial<InvitationOptions>;
    readonly deployed?: DeployedStack;
}

async function run(
    answers: Answers,
    { people = ["alice@example.com"], bad = [], options = {}, deployed = IN_AWS }: Wish = {},
) {
    const { client, calls } = apiStub(answers);
    const done: string[] = [];
    const failed: string[] = [];
    const report = { done: (line: string) => done.push(line), failed: (line: string) => failed.push(line) };
    const all = { userPoolId: deployed.outputs.userPoolId, ...options };
    const code = await inviteAll(client, deployed, { good: people, bad }, all, report);
    return { code, done, failed, calls };
}

function fixedPasswords(...words: string[]): Passwords & { refusals: (string | undefined)[] } {
    const refusals: (string | undefined)[] = [];
    const next = (_address: string, refusal?: string) => {
        refusals.push(refusal);
        return Promise.resolve(words.shift() ?? "");
    };
    return { interactive: true, next, refusals };
}

const created = () => ({});
const exists = () => {
    throw apiError("UsernameExistsException");
};
const user =
    (UserStatus: string, more: object = {}) =>
    () => ({ UserStatus, Enabled: true, ...more });

describe("inviteAll", () => {
    it("invites by mail, with the address marked verified", async () => {
        const { code, done, failed, calls } = await run({ AdminCreateUser: created });
        assert.deepEqual([code, done, failed], [0, ["alice@example.com  invited by mail"], []]);
        assert.deepEqual(calls, [
            {
                operation: "AdminCreateUser",
                input: {
                    UserPoolId: "eu-west-1_AbCdEfGhI",
                    Username: "alice@example.com",
                    UserAttributes: [
                        { Name: "email", Value: "alice@example.com" },
                        { Name: "email_verified", Value: "true" },
                    ],
                    DesiredDeliveryMediums: ["EMAIL"],
                },
            },
        ]);
    });

    it("says how to sign in where no mail is sent", async () => {
        const { done } = await run({ AdminCreateUser: created }, { deployed: LOCAL });
        assert.deepEqual(done, [
            "alice@example.com  added (an emulator sends no mail)",
            "To sign in without mail: npm run invite -- --stack dev --set-password alice@example.com",
        ]);
    });

    describe("whoever is there already", () => {
        it("is left as is", async () => {
            const { code, done, calls } = await run({ AdminCreateUser: exists, AdminGetUser: user("CONFIRMED") });
            assert.deepEqual([code, done], [0, ["alice@example.com  is there already, left as is"]]);
            assert.deepEqual(
                calls.map(({ operation }) => operation),
                ["AdminCreateUser", "AdminGetUser"],
            );
        });

        it("may be invited again before the first sign-in", async () => {
            const waiting = { AdminCreateUser: exists, AdminGetUser: user("FORCE_CHANGE_PASSWORD") };
            assert.deepEqual((await run(waiting)).done, [
                "alice@example.com  is there already, left as is, but has not signed in yet (--resend sends the invitation again)",
            ]);
        });

        it("is told about when something keeps them out", async () => {
            const unverified = [{ Name: "email_verified", Value: "false" }];
            const AdminGetUser = user("CONFIRMED", { Enabled: false, UserAttributes: unverified });
            assert.deepEqual((await run({ AdminCreateUser: exists, AdminGetUser })).done, [
                "alice@example.com  is there already, left as is; is disabled; the address is not verified",
            ]);
        });
    });

    describe("--resend", () => {
        const resend = (input: Record<string, unknown>) => (input.MessageAction === "RESEND" ? {} : exists());

        it("sends the invitation again to those who have not signed in yet", async () => {
            const { code, done, calls } = await run(
                { AdminCreateUser: resend, AdminGetUser: user("FORCE_CHANGE_PASSWORD") },
                { options: { resend: true } },
            );
            assert.deepEqual([code, done], [0, ["alice@example.com  invitation sent again"]]);
            assert.equal(calls.at(-1)?.input.MessageAction, "RESEND");
        });

        it("sends nothing to those who have", async () => {
            const { code, done, calls } = await run(
                { AdminCreateUser: resend, AdminGetUser: user("CONFIRMED") },
                { options: { resend: true } },
            );
            assert.deepEqual([code, done], [0, ["alice@example.com  has signed in already, so nothing was sent"]]);
            assert.ok(!calls.some(({ input }) => input.MessageAction === "RESEND"));
        });

        it("invites those who are not there", async () => {
            const { done } = await run({ AdminCreateUser: created }, { options: { resend: true } });
            assert.deepEqual(done, ["alice@example.com  invited by mail"]);
        });
    });

    describe("--group", () => {
        it("puts people in, also those who are there already", async () => {
            const answers = { AdminCreateUser: exists, AdminGetUser: user("CONFIRMED"), AdminAddUserToGroup: created };
            const { done, calls } = await run(answers, { options: { group: "data" } });
            assert.deepEqual(done, ["alice@example.com  is there already, left as is, in group data"]);
            assert.deepEqual(calls.at(-1)?.input, {
                UserPoolId: "eu-west-1_AbCdEfGhI",
                Username: "alice@example.com",
                GroupName: "data",
            });
        });
    });

    describe("--set-password", () => {
        it("adds without mail and sets a lasting password", async () => {
            const passwords = fixedPasswords(PASSWORD);
            const { code, done, calls } = await run(
                { AdminCreateUser: created, AdminSetUserPassword: created },
                { options: { passwords } },
            );
            assert.deepEqual([code, done], [0, ["alice@example.com  added, without mail, password set"]]);
            assert.equal(calls[0]?.input.MessageAction, "SUPPRESS");
            assert.deepEqual(calls[1]?.input, {
                UserPoolId: "eu-west-1_AbCdEfGhI",
                Username: "alice@example.com",
                Password: PASSWORD,
                Permanent: true,
            });
        });

        const refuse = (input: Record<string, unknown>) => {
            if (input.Password !== PASSWORD) {
                throw apiError("InvalidPasswordException", `${String(input.Password)}: must have symbol characters`);
            }
            return {};
        };

        it("asks again when the policy refuses, without quoting the password", async () => {
            const passwords = fixedPasswords("short", PASSWORD);
            const { code, done } = await run(
                { AdminCreateUser: created, AdminSetUserPassword: refuse },
                { options: { passwords } },
            );
            assert.deepEqual([code, done.length], [0, 1]);
            assert.deepEqual(passwords.refusals, [undefined, "(password): must have symbol characters"]);
        });

        it("gives up after three, or at once where nobody can be asked", async () => {
            const line =
                "alice@example.com  added, without mail, failed: the password does not suit the pool's policy: (password): must have symbol characters";
            const answers = { AdminCreateUser: created, AdminSetUserPassword: refuse };
            const asked = fixedPasswords("one", "two", "three", PASSWORD);
            const patient = await run(answers, { options: { passwords: asked } });
            assert.deepEqual([patient.code, patient.done, patient.failed], [1, [], [line]]);
            assert.equal(asked.refusals.length, 3);
            const piped = { ...fixedPasswords("one", PASSWORD), interactive: false };
            assert.deepEqual((await run(answers, { options: { passwords: piped } })).failed, [line]);
        });

        it("sets one for somebody who is there", async () => {
            const answers = {
                AdminCreateUser: exists,
                AdminGetUser: user("FORCE_CHANGE_PASSWORD"),
                AdminSetUserPassword: created,
            };
            const { done } = await run(answers, { options: { passwords: fixedPasswords(PASSWORD) } });
            assert.deepEqual(done, ["alice@example.com  is there already, password set"]);
        });

        it("never lets a password into a line, whatever the API says", async () => {
            const AdminSetUserPassword = (input: Record<string, unknown>) => {
                throw apiError("InvalidParameterException", `Value '${String(input.Password)}' at 'password' is bad`);
            };
            const { failed } = await run(
                { AdminCreateUser: created, AdminSetUserPassword },
                { options: { passwords: fixedPasswords("un1que-w0rd") } },
            );
            assert.deepEqual(failed, [
                "alice@example.com  added, without mail, failed: Cognito does not take this: Value '(password)' at 'password' is bad",
            ]);
        });

        it("stops when nobody gives a password any more", async () => {
            const passwords = {
                ...fixedPasswords(),
                next: () => Promise.reject(new UserError("No password was given.")),
            };
            await assert.rejects(
                run({ AdminCreateUser: created }, { options: { passwords } }),
                new UserError("No password was given."),
            );
        });
    });

    describe("a temporary password that the pool refuses itself", () => {
        const AdminCreateUser = (input: Record<string, unknown>) => {
            if (typeof input.TemporaryPassword !== "string" || input.TemporaryPassword.length < 20) {
                throw apiError("InvalidPasswordException", "Password must have length greater than or equal to 20");
            }
            return {};
        };
        const policy = (MinimumLength: number) => () => ({
            UserPool: { Policies: { PasswordPolicy: { MinimumLength } } },
        });

        it("is made by the pool's policy", async () => {
            const { code, done, calls } = await run({ AdminCreateUser, DescribeUserPool: policy(20) });
            assert.deepEqual([code, done], [0, ["alice@example.com  invited by mail"]]);
            assert.match(String(calls.at(-1)?.input.TemporaryPassword), /^\S{20}$/);
        });

        it("is told when that does not help either", async () => {
            const { code, failed } = await run({ AdminCreateUser, DescribeUserPool: policy(8) });
            assert.equal(code, 1);
            assert.deepEqual(failed, [
                "alice@example.com  failed: the password does not suit the pool's policy: Password must have length greater than or equal to 20",
            ]);
        });
    });

    describe("failures", () => {
        const people = ["alice@example.com", "bob@example.com", "carol@example.com"];

        it("of one person do not stop the others", async () => {
            for (const name of ["CodeDeliveryFailureException", "TooManyRequestsException", "LimitExceededException"]) {
                const AdminCreateUser = ({ Username }: Record<string, unknown>) => {
                    if (Username === "bob@example.com") {
                        throw apiError(name);
                    }
                    return {};
                };
                const { code, done, failed } = await run({ AdminCreateUser }, { people });
                assert.equal(code, 1);
                assert.deepEqual(done, ["alice@example.com  invited by mail", "carol@example.com  invited by mail"]);
                assert.equal(failed.length, 1);
                assert.match(failed[0] ?? "", /^bob@example\.com {4}failed: /);
            }
        });

        it("that would be everybody's stop at the first", async () => {
            const AdminCreateUser = () => {
                throw apiError("CredentialsProviderError");
            };
            const { code, done, failed, calls } = await run({ AdminCreateUser }, { people });
            assert.deepEqual([code, done, calls.length], [1, [], 1]);
            assert.deepEqual(failed, [
                "alice@example.com  failed: there are no AWS credentials. Sign in first, for example: aws sso login, or set AWS_PROFILE.",
                "bob@example.com    not tried",
                "carol@example.com  not tried",
            ]);
        });

        it("say what was done before them", async () => {
            const AdminAddUserToGroup = () => {
                throw apiError("AccessDeniedException", "not authorized");
            };
            const { failed } = await run(
                { AdminCreateUser: created, AdminAddUserToGroup },
                { options: { group: "data" } },
            );
            assert.deepEqual(failed, [
                "alice@example.com  invited by mail, failed: these AWS credentials may not do this: not authorized",
            ]);
        });

        it("tell a bad address and go on", async () => {
            const { code, done, failed } = await run({ AdminCreateUser: created }, { bad: ["bob"] });
            assert.deepEqual(
                [code, done, failed],
                [
                    1,
                    ["alice@example.com  invited by mail"],
                    ["bob                not invited: this is no e-mail address"],
                ],
            );
        });
    });
});
