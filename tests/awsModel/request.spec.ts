import assert from "node:assert/strict";

import type { HttpRequest } from "./http";
import { awsModels } from "./installed";
import { describeViolation, judge } from "./judge";
import type { AwsModels } from "./model";
import { apiCall } from "./request";

const signature = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe("the calls that requests make", () => {
    let models: AwsModels;

    before(async function () {
        models = await awsModels(this);
    });

    const callOf = (request: Partial<HttpRequest>) =>
        apiCall(models, { method: "POST", url: "/", headers: {}, body: "", ...request });
    const json = (service: string, target: string, input: unknown) =>
        callOf({ headers: { ...signature(service), "x-amz-target": target }, body: JSON.stringify(input) });
    const query = (parameters: Record<string, string>) =>
        callOf({
            headers: signature("iam"),
            body: new URLSearchParams({ Version: "2010-05-08", ...parameters }).toString(),
        });
    const judged = (request: Partial<HttpRequest>) => {
        const { service, operation, input } = callOf(request)!;
        return judge(models.of(service), operation, input).map((violation) => describeViolation(operation, violation));
    };

    it("are none for a browser and for the emulator's own", () => {
        assert.equal(callOf({ method: "GET", url: "/oauth2/authorize?client_id=x" }), undefined);
        assert.equal(callOf({ url: "/oauth2/token", headers: { authorization: "Basic dGVzdA==" } }), undefined);
        assert.equal(callOf({ method: "GET", url: "/_ministack/health" }), undefined);
    });

    it("are read from JSON, signed or not", () => {
        const target = "AWSCognitoIdentityProviderService.CreateGroup";
        const input = { GroupName: "data", UserPoolId: "eu-west-1_AbCdEfGhI" };
        const call = { service: "cognito-idp", operation: "CreateGroup", input };
        assert.deepEqual(json("cognito-idp", target, input), call);
        assert.deepEqual(callOf({ headers: { "x-amz-target": target }, body: JSON.stringify(input) }), call);
    });

    it("are read from a query", () => {
        const parameters = {
            Action: "CreateRole",
            RoleName: "sms",
            MaxSessionDuration: "3600",
            "Tags.member.2.Key": "stack",
            "Tags.member.2.Value": "dev",
            "Tags.member.1.Key": "project",
            "Tags.member.1.Value": "a&b",
        };
        assert.deepEqual(query(parameters), {
            service: "iam",
            operation: "CreateRole",
            input: {
                RoleName: "sms",
                MaxSessionDuration: 3600,
                Tags: [
                    { Key: "project", Value: "a&b" },
                    { Key: "stack", Value: "dev" },
                ],
            },
        });
    });

    it("are read from a query, with maps, flat lists, and what no member takes", () => {
        const attributes = callOf({
            headers: signature("sns"),
            body: "Action=CreateTopic&Version=2010-03-31&Name=a&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=x",
        });
        assert.deepEqual(attributes?.input, { Name: "a", Attributes: { DisplayName: "x" } });
        assert.deepEqual(query({ Action: "CreateRole", "Nope.member.1.Key": "x" })?.input, {
            Nope: { member: { 1: { Key: "x" } } },
        });
    });

    it("are read from path, query and JSON", () => {
        const call = callOf({
            url: "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af/policy?Qualifier=live",
            headers: signature("lambda"),
            body: JSON.stringify({
                StatementId: "a",
                Action: "lambda:InvokeFunction",
                Principal: "cognito-idp.amazonaws.com",
            }),
        });
        assert.deepEqual(call, {
            service: "lambda",
            operation: "AddPermission",
            input: {
                FunctionName: "arn:aws:lambda:eu-west-1:123456789012:function:f",
                Qualifier: "live",
                StatementId: "a",
                Action: "lambda:InvokeFunction",
                Principal: "cognito-idp.amazonaws.com",
            },
        });
    });

    it("are told apart by the most exact path", () => {
        const get = (url: string) => callOf({ method: "GET", url, headers: signature("lambda") })?.operation;
        assert.equal(get("/2015-03-31/functions/f"), "GetFunction");
        assert.equal(get("/2015-03-31/functions/f/configuration"), "GetFunctionConfiguration");
        assert.equal(get("/2015-03-31/functions/"), "ListFunctions");
    });

    it("are read from XML", () => {
        const call = callOf({
            url: "/2013-04-01/hostedzone/Z123/rrset",
            headers: signature("route53"),
            body:
                '<?xml version="1.0" encoding="UTF-8"?><ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
                "<ChangeBatch><Comment>Managed by &quot;Terraform&quot;</Comment><Changes><Change><Action>UPSERT</Action><ResourceRecordSet>" +
                "<Name>a.com</Name><Type>CNAME</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>x</Value></ResourceRecord>" +
                "</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>",
        });
        const record = { Name: "a.com", Type: "CNAME", TTL: 300, ResourceRecords: [{ Value: "x" }] };
        assert.deepEqual(call, {
            service: "route53",
            operation: "ChangeResourceRecordSets",
            input: {
                HostedZoneId: "Z123",
                ChangeBatch: {
                    Comment: 'Managed by "Terraform"',
                    Changes: [{ Action: "UPSERT", ResourceRecordSet: record }],
                },
            },
        });
    });

    it("are judged in every protocol", () => {
        const zone = (body: string) =>
            judged({
                url: "/2013-04-01/hostedzone",
                headers: signature("route53"),
                body: `<CreateHostedZoneRequest>${body}</CreateHostedZoneRequest>`,
            });
        assert.deepEqual(zone("<Name>a.com</Name><CallerReference>1</CallerReference>"), []);
        assert.deepEqual(zone("<Name>a.com</Name><Nope>1</Nope>"), [
            "CreateHostedZone: CallerReference is missing; the model: it is required",
            'CreateHostedZone: Nope is "1"; the model: there is no such member',
        ]);
        assert.deepEqual(
            judged({
                method: "DELETE",
                url: "/2015-03-31/functions/f/policy/not%20good?x-id=RemovePermission&Nope=1",
                headers: signature("lambda"),
            }),
            [
                'RemovePermission: Nope is "1"; the model: there is no such member',
                'RemovePermission: StatementId is "not good"; the model: all of it matches ([a-zA-Z0-9-_.]+)',
            ],
        );
        const role =
            "Action=CreateRole&Version=2010-05-08&RoleName=a%2Fb&AssumeRolePolicyDocument=%7B%7D&MaxSessionDuration=1h";
        assert.deepEqual(judged({ headers: signature("iam"), body: role }), [
            'CreateRole: RoleName is "a/b"; the model: all of it matches [\\w+=,.@-]+',
            'CreateRole: MaxSessionDuration is "1h"; the model: a whole number',
        ]);
    });

    it("are refused when no model knows them", () => {
        assert.throws(() => callOf({ headers: signature("nope") }), /no model of the service nope/);
        assert.throws(
            () => json("wafv2", "AWSWAF_20150824.CreateWebACL", {}),
            /X-Amz-Target is AWSWAF_20150824.CreateWebACL/,
        );
        assert.throws(
            () => callOf({ method: "GET", url: "/2015-03-31/nope", headers: signature("lambda") }),
            /no operation has GET/,
        );
        assert.throws(
            () =>
                callOf({
                    headers: { ...signature("cognito-idp"), "x-amz-target": "AWSCognitoIdentityProviderService.X" },
                    body: "[]",
                }),
            /no JSON object/,
        );
    });
});
