import assert from "node:assert/strict";

import { awsModels } from "./installed";
import { describeViolation, judge, wholePattern } from "./judge";
import type { AwsModels, ServiceModel, Shape } from "./model";

/** One operation, `Do`, with one member, `Given`, of the shape. */
function modelOf(shape: Shape, more: Record<string, Shape> = {}): ServiceModel {
    const input: Shape = { type: "structure", members: { Given: { shape: "Given" } } };
    return {
        metadata: { protocol: "json" },
        operations: {
            Do: { name: "Do", http: { method: "POST", requestUri: "/" }, input: { shape: "Input" } },
            Rest: { name: "Rest", http: { method: "POST", requestUri: "/" } },
        },
        shapes: { Input: input, Given: shape, Text: { type: "string" }, ...more },
    };
}

/** What is said about a value of the shape. */
function said(shape: Shape, Given: unknown, more: Record<string, Shape> = {}): string[] {
    return judge(modelOf(shape, more), "Do", { Given }).map((violation) => describeViolation("Do", violation));
}

describe("the judge of requests", () => {
    const text = (rules: object): Shape => ({ type: "string", ...rules });

    it("knows the operations, also those without input", () => {
        const model = modelOf(text({}));
        assert.deepEqual(judge(model, "Rest", {}), []);
        assert.deepEqual(
            [...judge(model, "Rest", { Given: "x" }), ...judge(model, "constructor", {})].map((violation) =>
                describeViolation("Op", violation),
            ),
            [
                'Op: Given is "x"; the model: there is no such member',
                'Op: the request is "constructor"; the model: there is no such operation',
            ],
        );
    });

    it("counts the characters of a text", () => {
        const shape = text({ min: 2, max: 3 });
        assert.deepEqual([...said(shape, "ab"), ...said(shape, "😀😀😀")], []);
        assert.deepEqual(said(shape, "a"), ['Do: Given is "a"; the model: at least 2 and at most 3 characters, not 1']);
        assert.deepEqual(said(text({ max: 3 }), "abcd"), [
            'Do: Given is "abcd"; the model: at most 3 characters, not 4',
        ]);
        assert.deepEqual(said(text({}), 1), ["Do: Given is 1; the model: a text"]);
    });

    it("takes the words of an enumeration, as they are written", () => {
        const shape = text({ enum: ["ON", "OFF"] });
        assert.deepEqual(said(shape, "ON"), []);
        assert.deepEqual(said(shape, "on"), ['Do: Given is "on"; the model: one of ON, OFF']);
    });

    it("matches a pattern against the whole text, anchors or not", () => {
        for (const pattern of ["[a-z]+|x9", "^(?:[a-z]+|x9)$"]) {
            assert.deepEqual([...said(text({ pattern }), "abc"), ...said(text({ pattern }), "x9")], []);
            assert.deepEqual(said(text({ pattern }), "a/b"), [
                `Do: Given is "a/b"; the model: all of it matches ${pattern}`,
            ]);
        }
    });

    it("reads a pattern as Java does", () => {
        assert.ok(wholePattern(String.raw`[\w\s+=,.@-]+`).test("a b-c"));
        assert.ok(!wholePattern(String.raw`[\w\s+=,.@-]+`).test("a\u00a0b"), "a blank beyond ASCII");
        assert.ok(!wholePattern(String.raw`\s`).test("\u2003"), "a blank beyond ASCII");
        assert.ok(wholePattern(String.raw`arn\:aws\-x\@\_\/\#\"`).test('arn:aws-x@_/#"'), "escapes that mean nothing");
        assert.ok(wholePattern(String.raw`[\w-\.]+`).test("a-.b"), "a hyphen after a class");
        assert.ok(wholePattern("(?s).*").test("a\nb") && !wholePattern(".*").test("a\nb"), "flags");
        assert.ok(wholePattern(String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`).test("équipe à 4"));
    });

    it("holds numbers against their range", () => {
        const shape: Shape = { type: "integer", min: 6, max: 99 };
        assert.deepEqual([...said(shape, 6), ...said(shape, 99), ...said({ type: "double" }, 0.5)], []);
        assert.deepEqual(
            [...said(shape, 5), ...said(shape, 6.5), ...said(shape, "7"), ...said({ type: "float" }, "7")],
            [
                "Do: Given is 5; the model: at least 6 and at most 99, not 5",
                "Do: Given is 6.5; the model: a whole number",
                'Do: Given is "7"; the model: a whole number',
                'Do: Given is "7"; the model: a number',
            ],
        );
    });

    it("knows truth values, times and bytes", () => {
        const bytes: Shape = { type: "blob", max: 2 };
        assert.deepEqual(
            [...said({ type: "boolean" }, false), ...said({ type: "timestamp" }, 1), ...said(bytes, "YWI=")],
            [],
        );
        assert.deepEqual(
            [...said({ type: "boolean" }, "false"), ...said({ type: "timestamp" }, true), ...said(bytes, "YWJj")],
            [
                'Do: Given is "false"; the model: true or false',
                "Do: Given is true; the model: a time",
                'Do: Given is "YWJj"; the model: at most 2 bytes, not 3',
            ],
        );
        assert.deepEqual(said(bytes, "not base64"), ['Do: Given is "not base64"; the model: bytes in base64']);
    });

    it("finds what is missing and what is unknown, at any depth", () => {
        const shape: Shape = {
            type: "structure",
            required: ["A"],
            members: { A: { shape: "Text" }, B: { shape: "Given" } },
        };
        assert.deepEqual(said(shape, { A: "x", B: undefined }), []);
        assert.deepEqual(said(shape, { A: "x", B: { C: 1 } }), [
            "Do: Given.B.A is missing; the model: it is required",
            "Do: Given.B.C is 1; the model: there is no such member",
        ]);
        assert.deepEqual(said(shape, { A: null }), ["Do: Given.A is missing; the model: it is required"]);
        assert.deepEqual(said(shape, "x"), ['Do: Given is "x"; the model: a structure']);
    });

    it("takes exactly one member of a union, and anything in a document", () => {
        const members = { A: { shape: "Text" }, B: { shape: "Text" } };
        const union: Shape = { type: "structure", union: true, members };
        assert.deepEqual(said(union, { A: "x" }), []);
        assert.equal(said(union, {}).length, 1);
        assert.equal(said(union, { A: "x", B: "y" }).length, 1);
        assert.deepEqual(said({ type: "structure", document: true, members: {} }, { any: [1] }), []);
    });

    it("looks into lists and maps, and counts their entries", () => {
        const list: Shape = { type: "list", member: { shape: "Word" }, min: 1, max: 2 };
        const map: Shape = { type: "map", key: { shape: "Word" }, value: { shape: "Word" }, max: 1 };
        const word = { Word: text({ pattern: "[a-z]*" }) };
        assert.deepEqual([...said(list, ["a", "b"], word), ...said(map, { a: "b" }, word)], []);
        assert.deepEqual(
            [
                ...said(list, [], word),
                ...said(list, ["a", "B"], word),
                ...said(list, "a", word),
                ...said(map, { A: "b", c: "D" }, word),
                ...said(map, [], word),
            ],
            [
                "Do: Given is []; the model: at least 1 and at most 2 entries, not 0",
                'Do: Given[1] is "B"; the model: all of it matches [a-z]*',
                'Do: Given is "a"; the model: a list',
                'Do: Given is {"A":"b","c":"D"}; the model: at most 1 entries, not 2',
                'Do: the key Given.A is "A"; the model: all of it matches [a-z]*',
                'Do: Given.c is "D"; the model: all of it matches [a-z]*',
                "Do: Given is []; the model: a map",
            ],
        );
    });

    it("never says a secret: neither one by its shape nor one by its name", () => {
        const more = {
            Details: { type: "map", key: { shape: "Text" }, value: { shape: "Short" } } as Shape,
            Short: text({ max: 3 }),
        };
        const inside: Shape = { type: "structure", sensitive: true, members: { A: { shape: "Short" } } };
        const found = [
            ...said(text({ max: 3, sensitive: true }), "s3cr3t"),
            ...said(inside, { A: "s3cr3t" }, more),
            ...said(more.Details, { client_secret: "s3cr3t", private_key: "s3cr3t", AccessToken: "s3cr3t" }, more),
            ...said({ type: "integer", sensitive: true }, { password: "s3cr3t" }),
        ];
        assert.equal(found.length, 6);
        assert.doesNotMatch(found.join("\n"), /s3cr3t/);
        assert.match(found[0], /Given is a secret of 6 characters; the model: at most 3 characters, not 6/);
    });

    it("cuts long values short", () => {
        const [line] = said(text({ max: 3 }), "x".repeat(5000));
        assert.ok(line.length < 250, line);
    });
});

describe("the judge with AWS's own models", () => {
    let models: AwsModels;

    before(async function () {
        models = await awsModels(this);
    });

    const SERVICES = "acm cognito-idp iam kms lambda logs route53 secretsmanager sesv2 sts wafv2".split(" ");

    it("understands every pattern of the services that a deployment calls", () => {
        const patterns = SERVICES.flatMap((service) =>
            Object.values(models.of(service).shapes).flatMap((shape) =>
                "pattern" in shape && shape.pattern !== undefined ? [shape.pattern] : [],
            ),
        );
        assert.ok(patterns.length > 300, String(patterns.length));
        patterns.forEach((pattern) => assert.doesNotThrow(() => wholePattern(pattern), pattern));
    });

    it("refuses a web ACL with an apostrophe in its description", () => {
        const visibility = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "openmetadata" };
        const request = { Name: "a", Scope: "REGIONAL", DefaultAction: { Allow: {} }, VisibilityConfig: visibility };
        const description = (Description: string) =>
            judge(models.of("wafv2"), "CreateWebACL", { ...request, Description });
        assert.deepEqual(description("Before the user pool of OpenMetadata single sign-on"), []);
        assert.deepEqual(
            description("OpenMetadata's").map(({ path }) => path),
            ["Description"],
        );
    });
});
