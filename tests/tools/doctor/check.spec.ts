import assert from "node:assert/strict";

import {
    type Check,
    type CheckResult,
    EarlyFinding,
    exitCode,
    type Finding,
    fix,
    ok,
    printable,
    runChecks,
    skipped,
    type Status,
    unknown,
} from "../../../tools/doctor/check";

describe("running checks", () => {
    const check = (id: string, finding: Finding, needs?: string): Check => ({
        id,
        title: `Title of ${id}`,
        ...(needs && { needs }),
        run: () => Promise.resolve(finding),
    });

    it("keeps their order, however long each takes", async () => {
        let release = () => {};
        const gate = new Promise<void>((resolve) => (release = resolve));
        const slow: Check = { id: "slow", title: "Slow", run: () => gate.then(() => ok("late")) };
        const quick: Check = {
            id: "quick",
            title: "Quick",
            run: () => {
                release();
                return Promise.resolve(ok("early"));
            },
        };
        assert.deepEqual(await runChecks([slow, quick]), [
            { id: "slow", title: "Slow", status: "ok", found: "late" },
            { id: "quick", title: "Quick", status: "ok", found: "early" },
        ]);
    });

    it("takes what a check found out when it ended early", async () => {
        const early: Check = {
            id: "early",
            title: "Early",
            run: () => Promise.reject(new EarlyFinding(unknown("no answer", "ask again"))),
        };
        assert.deepEqual(await runChecks([early]), [
            { id: "early", title: "Early", status: "unknown", found: "no answer", fix: "ask again" },
        ]);
    });

    it("tells a fault of its own as such, without its words, beside all that the others have found", async () => {
        const fail = () => {
            throw new TypeError("password hunter2");
        };
        const faults: Check["run"][] = [fail, () => Promise.resolve().then(fail)];
        const results = await runChecks([
            check("before", ok("fine")),
            ...faults.map((run, index): Check => ({ id: `fault${index}`, title: "Fault", run })),
            check("after", fix("a", "b", "c")),
            check("needing", ok("fine"), "fault0"),
        ]);
        const statuses = results.map(({ status }) => status);
        assert.deepEqual(statuses, ["ok", "unknown", "unknown", "fix", "skipped"]);
        const [, { found, fix: advice = "" }] = results;
        assert.equal(found, "the doctor has a fault of its own here, which says nothing of the deployment");
        assert.match(advice, /^Report it: TypeError at .*check\.spec\.ts:\d+:\d+\)?$/);
        assert.doesNotMatch(JSON.stringify(results), /hunter2/);
    });

    it("refuses a check that needs what no earlier one is called, and two of one name", async () => {
        const mistyped = [check("discovery", ok("fine")), check("keys", ok("fine"), "discovry")];
        await assert.rejects(
            runChecks(mistyped),
            new TypeError('The check "keys" needs "discovry", and none before it is called so.'),
        );
        const late = [check("keys", ok("fine"), "discovery"), check("discovery", ok("fine"))];
        await assert.rejects(runChecks(late), TypeError);
        await assert.rejects(
            runChecks([check("keys", ok("fine")), check("keys", ok("fine"))]),
            new TypeError('There are two checks "keys".'),
        );
    });

    it("lets no control character through", async () => {
        const [result] = await runChecks([check("odd", fix("found\u001b[2J\nmore", "a\u0000b", "fix\u202eit"))]);
        assert.deepEqual([result?.found, result?.expected, result?.fix], ["found [2J more", "a b", "fix it"]);
    });

    it("skips what builds on a check that is not sound", async () => {
        for (const first of [fix("a", "b", "c"), unknown("a", "c"), skipped("a")]) {
            const [, second] = await runChecks([check("first", first), check("second", ok("fine"), "first")]);
            assert.deepEqual(second, {
                id: "second",
                title: "Title of second",
                status: "skipped",
                found: 'makes no sense before "Title of first" is sound',
                skippedFor: "first",
            });
        }
        const [, second] = await runChecks([check("first", ok("a")), check("second", ok("fine"), "first")]);
        assert.equal(second?.status, "ok");
    });
});

describe("the exit code", () => {
    const of = (...statuses: Status[]) =>
        exitCode(statuses.map((status): CheckResult => ({ id: "id", title: "Title", status, found: "found" })));

    it("is 0 when all is sound, or skipped", () => {
        assert.equal(of("ok", "skipped", "ok"), 0);
        assert.equal(of(), 0);
    });

    it("is 1 when there is something to fix, whatever else could not be checked", () => {
        assert.equal(of("ok", "fix"), 1);
        assert.equal(of("unknown", "fix", "ok"), 1);
    });

    it("is 2 when something could not be checked", () => {
        assert.equal(of("ok", "unknown", "skipped"), 2);
    });
});

describe("what a server says", () => {
    it("is made one harmless line", () => {
        assert.equal(printable(" plain\ttext\n "), "plain text");
        assert.equal(printable("\u001b]0;title\u0007\u202edrow\u0000"), "]0;title drow");
    });

    it("is cut when it is long", () => {
        assert.equal(printable("a".repeat(200)), "a".repeat(200));
        assert.equal(printable("a".repeat(201)), `${"a".repeat(199)}…`);
    });
});
