import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { DEFAULT_REGION } from "../../local/configCopy";
import { emulatedAws } from "./harness";

/**
 * Services of the emulator for which no SDK is installed, asked directly.
 *
 *     const { WebACL } = await awsJson("wafv2", "AWSWAF_20190729.GetWebACLForResource", { ResourceArn: arn });
 */

/** Calls an operation of a service that speaks JSON, and gives its answer. Fails the test on an error. */
export async function awsJson<Answer>(
    service: string,
    operation: string,
    input: object,
    region = DEFAULT_REGION,
): Promise<Answer> {
    const response = await fetch((await emulatedAws()).endpoint, {
        method: "POST",
        headers: {
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": operation,
            authorization: signature(service, region),
        },
        body: JSON.stringify(input),
    });
    const text = await response.text();
    assert.equal(response.status, 200, `${operation}: ${text}`);
    return JSON.parse(text) as Answer;
}

/** A record as Route 53 lists it. */
export interface ListedRecord {
    readonly name: string;
    readonly type: string;
    readonly values: string[];
    readonly aliasTarget: string | undefined;
}

/** Makes a public hosted zone and gives its id. */
export async function createHostedZone(name: string): Promise<string> {
    const body =
        '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
        `<Name>${name}</Name><CallerReference>${process.hrtime.bigint()}</CallerReference></CreateHostedZoneRequest>`;
    const [id] = all(await route53("hostedzone", { method: "POST", body }), "Id");
    return id.replace("/hostedzone/", "");
}

/** The records of a zone, without those that every zone has. */
export async function listRecords(zoneId: string): Promise<ListedRecord[]> {
    const answer = await route53(`hostedzone/${zoneId}/rrset`);
    return all(answer, "ResourceRecordSet")
        .map((set) => ({
            name: all(set, "Name")[0],
            type: all(set, "Type")[0],
            values: all(set, "Value"),
            aliasTarget: all(set, "DNSName").at(0),
        }))
        .filter(({ type }) => type !== "NS" && type !== "SOA");
}

/** Makes a Lambda function in Python, and gives its ARN. */
export async function createFunction(name: string, source: string): Promise<string> {
    const folder = mkdtempSync(path.join(tmpdir(), "function-"));
    try {
        writeFileSync(path.join(folder, "index.py"), source);
        const zipped = spawnSync("python3", ["-m", "zipfile", "-c", "code.zip", "index.py"], { cwd: folder });
        assert.equal(zipped.status, 0, String(zipped.stderr));
        const { FunctionArn } = await lambda<{ FunctionArn: string }>("2015-03-31/functions", {
            method: "POST",
            body: JSON.stringify({
                FunctionName: name,
                Runtime: "python3.12",
                Role: "arn:aws:iam::000000000000:role/function",
                Handler: "index.handler",
                Code: { ZipFile: readFileSync(path.join(folder, "code.zip"), "base64") },
            }),
        });
        return FunctionArn;
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Who may call a function. */
export async function functionPolicy(name: string): Promise<Record<string, unknown>[]> {
    const { Policy } = await lambda<{ Policy: string }>(`2015-03-31/functions/${name}/policy`);
    return (JSON.parse(Policy) as { Statement: Record<string, unknown>[] }).Statement;
}

async function lambda<Answer>(resource: string, request: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${(await emulatedAws()).endpoint}/${resource}`, {
        ...request,
        headers: { "content-type": "application/json", authorization: signature("lambda", DEFAULT_REGION) },
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return JSON.parse(text) as Answer;
}

async function route53(resource: string, request: RequestInit = {}): Promise<string> {
    const response = await fetch(`${(await emulatedAws()).endpoint}/2013-04-01/${resource}`, {
        ...request,
        headers: { "content-type": "application/xml", authorization: signature("route53", "us-east-1") },
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return text;
}

/** What stands between the tags of this name; enough for answers that are not nested in themselves. */
function all(xml: string, tag: string): string[] {
    return [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, inner]) => inner);
}

/** The emulator finds service and region in it and checks nothing else. */
function signature(service: string, region: string): string {
    return `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}
