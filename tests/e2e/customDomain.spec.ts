import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { DescribeUserPoolDomainCommand } from "@aws-sdk/client-cognito-identity-provider";
import { parse } from "yaml";

import { awsJson, createHostedZone, listRecords } from "./awsApi";
import { cognito, deploy, skipWithoutEngine, type Config, type TestStack } from "./harness";

/** Each change in Route 53 takes 30 seconds: the provider asks no earlier whether it is done. */
const LIMIT_MILLISECONDS = 360_000;

const EXAMPLE = (
    parse(readFileSync(path.join(__dirname, "../../examples/custom-domain.yaml"), "utf8")) as { config: Config }
).config;

const EXPECTED_TO_FAIL = { expectFailure: true };

interface Certificates {
    readonly CertificateSummaryList: readonly { readonly CertificateArn: string; readonly DomainName: string }[];
}

const certificates = async (region: string) =>
    (await awsJson<Certificates>("acm", "CertificateManager.ListCertificates", {}, region)).CertificateSummaryList;

describe("a custom domain in a hosted zone", () => {
    let zone: string;
    let stack: TestStack;

    before(async function () {
        await skipWithoutEngine(this);
        zone = await createHostedZone("mycompany.com");
        stack = await deploy("custom-domain", {
            ...EXAMPLE,
            domain: { name: "auth.mycompany.com", hostedZoneId: zone },
        });
    });

    it("is refused with the zone of another domain, before anything is made", async () => {
        const other = await createHostedZone("other.com");
        await stack.configure({ domain: { name: "auth.mycompany.com", hostedZoneId: other } });
        for (const run of [() => stack.preview(EXPECTED_TO_FAIL), () => stack.up(EXPECTED_TO_FAIL)]) {
            const { log } = await run();
            assert.match(log, /the zone that auth\.mycompany\.com is in: this one is other\.com/);
        }
        const made = (await stack.exportState()).deployment.resources.map(({ type }) => type);
        assert.deepEqual(
            made.filter((type) => type.startsWith("aws:")),
            [],
        );
        await stack.configure({ domain: { name: "auth.mycompany.com", hostedZoneId: zone } });
    });

    it("comes with its certificate and its records", async function () {
        this.timeout(LIMIT_MILLISECONDS);
        await stack.up();
        const { DomainDescription: domain } = await (
            await cognito()
        ).send(new DescribeUserPoolDomainCommand({ Domain: "auth.mycompany.com" }));
        assert.equal(domain?.UserPoolId, (await stack.outputs()).userPoolId);

        const [certificate, ...others] = await certificates("us-east-1");
        assert.deepEqual(others, []);
        assert.equal(certificate.DomainName, "auth.mycompany.com");
        assert.equal(domain?.CustomDomainConfig?.CertificateArn, certificate.CertificateArn);
        assert.deepEqual(await certificates("eu-west-1"), []);

        const records = await listRecords(zone);
        const target = domain?.CloudFrontDistribution;
        assert.deepEqual(
            records
                .filter(({ name }) => name.startsWith("auth."))
                .map(({ type, aliasTarget }) => [type, aliasTarget?.replace(/\.$/, "")])
                .sort(),
            [
                ["A", target],
                ["AAAA", target],
            ],
        );
        const [proof, ...rest] = records.filter(({ name }) => name.startsWith("_"));
        assert.deepEqual(rest, []);
        assert.equal(proof.type, "CNAME");
        assert.equal(proof.values.length, 1);
    });

    it("is as it should be: a second update finds nothing to do", async () => {
        assert.equal((await stack.preview()).changed, false);
        assert.equal((await stack.refresh()).changed, false);
        assert.equal((await stack.up()).changed, false);
    });

    it("stays where it is while the guard is on", async () => {
        await stack.configure({ domain: { prefix: "mycompany-om" } });
        const { log } = await stack.up(EXPECTED_TO_FAIL);
        assert.match(log, /mycompany-om, until now auth\.mycompany\.com/);
        await stack.configure({ domain: { name: "auth.mycompany.com", hostedZoneId: zone } });
        await stack.destroy(EXPECTED_TO_FAIL);
        assert.equal((await stack.preview()).changed, false);
    });

    it("gives way to a prefix once the guard is off, and leaves nothing behind", async function () {
        this.timeout(LIMIT_MILLISECONDS);
        await stack.configure({ protect: false });
        await stack.up();
        await stack.configure({ domain: { prefix: "mycompany-om" } });
        await stack.up();
        assert.deepEqual(await listRecords(zone), []);
        assert.deepEqual(await certificates("us-east-1"), []);
        const { DomainDescription: domain } = await (
            await cognito()
        ).send(new DescribeUserPoolDomainCommand({ Domain: "mycompany-om" }));
        assert.equal(domain?.UserPoolId, (await stack.outputs()).userPoolId);
        await stack.destroy();
    });
});

describe("a custom domain with DNS elsewhere", () => {
    before(async function () {
        await skipWithoutEngine(this);
    });

    it("says which record to create", async () => {
        const { CertificateArn: certificateArn } = await awsJson<{ CertificateArn: string }>(
            "acm",
            "CertificateManager.RequestCertificate",
            { DomainName: "*.mycompany.com", ValidationMethod: "DNS" },
            "us-east-1",
        );
        const domain = { name: "login.mycompany.com", certificateArn };
        const stack = await deploy("dns-elsewhere", { ...EXAMPLE, protect: false, domain });
        await stack.up();
        const { DomainDescription } = await (
            await cognito()
        ).send(new DescribeUserPoolDomainCommand({ Domain: "login.mycompany.com" }));
        assert.equal(DomainDescription?.CustomDomainConfig?.CertificateArn, certificateArn);
        assert.deepEqual((await stack.outputs()).domainRecord, {
            name: "login.mycompany.com",
            type: "CNAME",
            value: DomainDescription?.CloudFrontDistribution,
        });
        assert.equal((await stack.preview()).changed, false);
        await stack.destroy();
    });
});
