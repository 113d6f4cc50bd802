import assert from "node:assert/strict";
import fc from "fast-check";
import { tokensProblems, tokensSchema } from "../../config/tokens";

const problems = (tokens: object) => tokensProblems({ tokens: tokensSchema.parse(tokens) });

describe("tokens", () => {
    it("by default last an hour, and 30 days for the refresh token", () =>
        assert.deepEqual(tokensSchema.parse({}), {
            id: "1h",
            access: "1h",
            refresh: "30d",
            rotation: "off",
            session: "3m",
        }));

    it("last as long as Cognito allows", () => {
        const accepted = [
            { id: "5m", access: "5m", refresh: "1h", rotationGracePeriod: "0s", session: "3m" },
            { id: "1d", access: "1d", refresh: "3650d", rotationGracePeriod: "60s", session: "15m" },
            { id: "300s", access: "24h", refresh: "87600h", session: "180s", rotation: true },
        ];
        accepted.forEach((tokens) =>
            assert.equal(tokensSchema.safeParse(tokens).success, true, JSON.stringify(tokens)),
        );
        const refused = [
            { id: "4m" },
            { id: "25h" },
            { access: "299s" },
            { access: "2d" },
            { refresh: "59m" },
            { refresh: "3651d" },
            { refresh: "0d" },
            { rotationGracePeriod: "61s" },
            { session: "2m" },
            { session: "16m" },
            { rotation: "maybe" },
        ];
        refused.forEach((tokens) =>
            assert.equal(tokensSchema.safeParse(tokens).success, false, JSON.stringify(tokens)),
        );
    });

    it("are not refused by a rule where each is at most the refresh token's life", () => {
        assert.deepEqual(problems({}), []);
        assert.deepEqual(problems({ id: "1h", access: "60m", refresh: "1h" }), []);
    });

    it("are refused where they outlive the refresh token, each of them", () =>
        assert.deepEqual(problems({ id: "2h", access: "61m", refresh: "1h" }), [
            {
                key: "tokens.id",
                given: "2h, longer than tokens.refresh (1h)",
                allowed: "at most the life of the refresh token",
                fix: "set tokens.refresh to 2h or more, or tokens.id to 1h or less",
            },
            {
                key: "tokens.access",
                given: "61m, longer than tokens.refresh (1h)",
                allowed: "at most the life of the refresh token",
                fix: "set tokens.refresh to 61m or more, or tokens.access to 1h or less",
            },
        ]));

    it("have a grace period only where they rotate", () => {
        assert.deepEqual(problems({ rotation: "on", rotationGracePeriod: "10s" }), []);
        assert.deepEqual(problems({ rotationGracePeriod: "10s" }), [
            {
                key: "tokens.rotationGracePeriod",
                given: "10s, with the rotation off",
                allowed: "nothing while the rotation is off",
                fix: "remove tokens.rotationGracePeriod, or set tokens.rotation to on",
            },
        ]);
    });

    it("have a session of whole minutes", () => {
        assert.deepEqual(problems({ session: "240s" }), []);
        assert.deepEqual(problems({ session: "241s" }), [
            { key: "tokens.session", given: "241s", allowed: "whole minutes, from 3m to 15m", fix: "for example: 5m" },
        ]);
    });

    it("are the same when they are read again", () =>
        fc.assert(
            fc.property(fc.integer({ min: 5, max: 1440 }), fc.integer({ min: 1, max: 3650 }), (id, refresh) => {
                const once = tokensSchema.parse({ id: `${id} M`, refresh: ` ${refresh}D` });
                assert.deepEqual(tokensSchema.parse(once), once);
            }),
        ));
});
