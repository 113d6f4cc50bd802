import assert from "node:assert/strict";
import { z } from "zod";
import { describeProblems, didYouMean, keyOf, problemsOf, shown } from "../../config/problem";
import { choice, list, section, text, textMap } from "../../config/shapes";

const NAME = { allowed: "letters", example: "abc", pattern: /^[a-z]+$/ };

const schema = section({
    name: text(NAME).optional(),
    colours: list(choice(["red", "green"]), 2).optional(),
    people: list(section({ name: text(NAME) }), 2).optional(),
    notes: textMap(NAME, NAME, 2).optional(),
});

const problems = (input: unknown) => problemsOf(schema.safeParse(input).error?.issues ?? [], input);

describe("a description of problems", () => {
    it("is a headline and a paragraph for each", () => {
        const one = {
            key: "clientType",
            given: '"private"',
            allowed: "public or confidential",
            fix: "did you mean …?",
        };
        assert.equal(
            describeProblems("Stack prod", [one]),
            `Stack prod: 1 problem in the configuration. Nothing was changed in AWS.

  clientType
    given    "private"
    allowed  public or confidential
    fix      did you mean …?
`,
        );
        assert.equal(
            describeProblems("Stack prod", [one, { ...one, key: "mfa" }]),
            `Stack prod: 2 problems in the configuration. Nothing was changed in AWS.

  clientType
    given    "private"
    allowed  public or confidential
    fix      did you mean …?

  mfa
    given    "private"
    allowed  public or confidential
    fix      did you mean …?
`,
        );
    });
});

describe("a key", () => {
    it("is told as its owner wrote it", () => {
        assert.equal(keyOf(["userPool", "customAttributes", 0, "name"]), "userPool.customAttributes[0].name");
        assert.equal(keyOf(["callbackUrl"]), "callbackUrl");
        assert.equal(keyOf([]), "");
    });
});

describe("a value", () => {
    it("is shown as it would stand in the file", () => {
        assert.equal(shown("a b"), '"a b"');
        assert.equal(shown(1.5), "1.5");
        assert.equal(shown(false), "false");
        assert.equal(shown({ a: [1, null] }), '{"a":[1,null]}');
    });

    it("is nothing where there is none", () => {
        assert.equal(shown(undefined), "nothing");
        assert.equal(shown(null), "nothing");
        assert.equal(shown(""), '""');
    });

    it("is cut where it is long", () => {
        assert.equal(shown("a".repeat(118)), `"${"a".repeat(118)}"`);
        assert.equal(shown("a".repeat(119)), `"${"a".repeat(116)}...`);
    });

    it("is shown without the password of a URL", () => {
        assert.equal(shown("https://me:hunter2@om.mycompany.com/@"), '"https://…@om.mycompany.com/@"');
        assert.equal(shown(["http://token@host"]), '["http://…@host"]');
        assert.equal(shown("mail me@mycompany.com"), '"mail me@mycompany.com"');
    });
});

describe("problems of a schema", () => {
    it("tell an unknown key and the known one nearest to it", () => {
        assert.deepEqual(problems({ nmae: "abc" }), [
            {
                key: "nmae",
                given: "a key that does not exist",
                allowed: "the keys name, colours, people, notes",
                fix: "did you mean name?",
            },
        ]);
        const [nested] = problems({ people: [{ name: "abc", Name: "abc" }] });
        assert.equal(nested.key, "people[0].Name");
        assert.equal(nested.fix, "did you mean name?");
    });

    it("tell what to do with an unknown key that is near to none", () => {
        assert.equal(problems({ qqqqqqqq: 1 })[0].fix, "remove it, or see in docs/configuration.md where it belongs");
    });

    it("tell a path that was set as a key", () => {
        const fix = (key: string) => problems({ [key]: 1 })[0].fix;
        assert.equal(
            fix("notes.team"),
            "it is a path: pulumi config rm 'notes.team' && pulumi config set --path 'notes.team' <value>",
        );
        assert.equal(
            fix("colours[0]"),
            "it is a path: pulumi config rm 'colours[0]' && pulumi config set --path 'colours[0]' <value>",
        );
    });

    it("tell an item that is not in a list as it was written", () => {
        const [{ key, given }] = problems({ colours: "blue" });
        assert.deepEqual([key, given], ["colours", '"blue"']);
        const [second] = problems({ colours: ["red", "blue"] });
        assert.deepEqual([second.key, second.given], ["colours[1]", '"blue"']);
    });

    it("tell how many items are too many", () => {
        assert.deepEqual(problems({ colours: ["red", "red", "green", "green", "red"] }), [
            {
                key: "colours",
                given: '["red","red","green","green","red"]',
                allowed: "a list of at most 2",
                fix: "remove 3 of the 5",
            },
        ]);
    });

    it("tell how to set what is below a map or a list", () => {
        const fix = (input: unknown) => problems(input)[0].fix;
        const set = (path: string) =>
            `write what belongs below it, for example: pulumi config set --path '${path}' <value>`;
        assert.equal(fix({ people: "abc" }), set("people[0].<key>"));
        assert.equal(fix({ people: { name: "abc" } }), set("people[0]"));
        assert.equal(fix({ notes: "abc" }), set("notes.<name>"));
    });

    it("tell a name that a map does not take", () => {
        assert.deepEqual(problems({ notes: { "a b": "abc" } }), [
            { key: "notes", given: 'the name "a b"', allowed: "letters", fix: "for example: abc" },
        ]);
    });

    it("tell arguments that are none", () => {
        const answer = {
            key: "the arguments",
            allowed: "a map with the keys name, colours, people, notes",
            fix: "see docs/configuration.md",
        };
        assert.deepEqual(problems(undefined), [{ ...answer, given: "nothing" }]);
        assert.deepEqual(problems("abc"), [{ ...answer, given: '"abc"' }]);
    });

    it("tell what zod finds by itself", () => {
        const input = { a: "b" };
        const issues = z.object({ a: z.literal("a", { error: "only a" }) }).safeParse(input).error?.issues ?? [];
        assert.deepEqual(problemsOf(issues, input), [
            { key: "a", given: '"b"', allowed: "only a", fix: "see docs/configuration.md" },
        ]);
    });
});

describe("a word that was probably meant", () => {
    it("is the closest, in any case", () => {
        assert.equal(didYouMean("CALLBACKURL", ["callbackUrl", "additionalUrls"]), "did you mean callbackUrl?");
        assert.equal(didYouMean("callback_urls", ["additionalUrls", "callbackUrl"]), "did you mean callbackUrl?");
    });

    it("is none where all are too far away, or where there is none", () => {
        assert.equal(didYouMean("endpoint", ["tags", "mfa"]), undefined);
        assert.equal(didYouMean("on", ["off"], 0.5), undefined);
        assert.equal(didYouMean("on", []), undefined);
    });
});
