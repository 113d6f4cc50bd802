import assert from "node:assert/strict";
import { deploy, type Recorded, type Situation } from "./mocks";
import { answerDns, answerZone, CERTIFICATE, DISTRIBUTION } from "./customDomainMocks";

const CALLBACK = { callbackUrl: "https://om.mycompany.com/callback" };
const ZONE = "Z0123456789ABCDEFGHIJ";
const ARN = "arn:aws:acm:us-east-1:123456789012:certificate/of-our-own";
const IN_ZONE = { ...CALLBACK, domain: { name: "auth.mycompany.com", hostedZoneId: ZONE } };
const ELSEWHERE = { ...CALLBACK, domain: { name: "auth.mycompany.com", certificateArn: ARN } };

const SITUATION: Situation = { calls: answerZone("mycompany.com"), state: { ...CERTIFICATE, ...DISTRIBUTION } };

const urns = (resources: readonly Recorded[]) => resources.map(({ urn }) => urn);

describe("a custom domain in a hosted zone", () => {
    answerDns(() => Promise.resolve(["192.0.2.1"]));

    it("gets a certificate in us-east-1, proved by a record in the zone and waited for", async () => {
        const { find } = await deploy({ ...IN_ZONE, tags: { team: "data" } }, SITUATION);

        const provider = find("openmetadata-domain-certificate-us-east-1");
        assert.equal(provider.type, "pulumi:providers:aws");
        assert.equal(provider.inputs.region, "us-east-1");

        const certificate = find("openmetadata-domain-certificate");
        assert.deepEqual(certificate.inputs, {
            domainName: "auth.mycompany.com",
            validationMethod: "DNS",
            tags: { project: "openmetadata-cognito-sso", stack: "dev", team: "data" },
        });
        assert.ok(certificate.provider.startsWith(provider.urn));

        const proof = find("openmetadata-domain-certificate-proof");
        assert.deepEqual(proof.inputs, {
            zoneId: ZONE,
            name: "_proof.auth.mycompany.com.",
            type: "CNAME",
            records: ["_value.acm-validations.aws."],
            ttl: 300,
            allowOverwrite: true,
        });

        const issued = find("openmetadata-domain-certificate-issued");
        assert.deepEqual(issued.inputs, {
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/made",
            validationRecordFqdns: ["_proof.auth.mycompany.com"],
        });
        assert.ok(issued.provider.startsWith(provider.urn));
        assert.equal(issued.customTimeouts.create, "2h");

        const domain = find("openmetadata-domain");
        assert.deepEqual(domain.inputs, {
            domain: "auth.mycompany.com",
            certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/made",
            managedLoginVersion: 2,
            userPoolId: find("openmetadata-client").inputs.userPoolId,
        });
        assert.ok(domain.dependencies.includes(issued.urn), "the domain does not wait for the certificate");
        assert.equal(domain.deleteBeforeReplace, true);
    });

    it("gets records that lead to the login pages, for both versions of IP", async () => {
        const { find, ofType } = await deploy(IN_ZONE, SITUATION);
        for (const type of ["A", "AAAA"]) {
            const record = find(`openmetadata-domain-alias-${type.toLowerCase()}`);
            assert.deepEqual(record.inputs, {
                zoneId: ZONE,
                name: "auth.mycompany.com",
                type,
                aliases: [{ name: "d111.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
            });
            assert.equal(record.provider, find("openmetadata-domain").provider);
        }
        assert.equal(ofType("aws:route53/record:Record").length, 3);
    });

    it("is guarded as a whole, and not where the callback is on localhost", async () => {
        const guarded = await deploy(IN_ZONE, SITUATION);
        const open = await deploy({ ...IN_ZONE, callbackUrl: "http://localhost:8585/callback" }, SITUATION);
        const part = ({ name, custom }: Recorded) => custom && name.startsWith("openmetadata-domain");
        assert.equal(guarded.resources.filter(part).length, 7);
        assert.deepEqual(new Set(guarded.resources.filter(part).map(({ protect }) => protect)), new Set([true]));
        assert.deepEqual(new Set(open.resources.filter(part).map(({ protect }) => protect)), new Set([false]));
    });

    it("may have a certificate of one's own: only the records are made", async () => {
        const { find, ofType, outputs } = await deploy(
            { ...CALLBACK, domain: { name: "auth.mycompany.com", hostedZoneId: ZONE, certificateArn: ARN } },
            SITUATION,
        );
        assert.equal(find("openmetadata-domain").inputs.certificateArn, ARN);
        assert.deepEqual(ofType("aws:acm/certificate:Certificate"), []);
        assert.deepEqual(
            ofType("aws:route53/record:Record").map(({ name }) => name),
            ["openmetadata-domain-alias-a", "openmetadata-domain-alias-aaaa"],
        );
        assert.equal("domainRecord" in outputs, false);
    });

    it("is where the login pages are; the issuer never is", async () => {
        const { outputs } = await deploy(IN_ZONE, SITUATION);
        assert.equal(outputs.domainUrl, "https://auth.mycompany.com");
        assert.match(String(outputs.signInUrl), /^https:\/\/auth\.mycompany\.com\/oauth2\/authorize\?/);
        assert.match(String(outputs.signOutUrl), /^https:\/\/auth\.mycompany\.com\/logout\?/);
        assert.match(String(outputs.authority), /^https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_/);
        assert.equal("domainRecord" in outputs, false);
    });

    it("is there as one domain: no prefix is made besides", async () => {
        const { ofType } = await deploy(IN_ZONE, SITUATION);
        assert.equal(ofType("aws:cognito/userPoolDomain:UserPoolDomain").length, 1);
    });

    it("can be previewed, although nothing of the certificate is known yet", async () => {
        const { find, outputs } = await deploy(IN_ZONE, { ...SITUATION, preview: true });
        assert.equal(find("openmetadata-domain-certificate-proof").inputs.zoneId, ZONE);
        assert.equal(outputs.domainUrl, undefined);
    });

    it("keeps to the emulator where there is one", async () => {
        const { find } = await deploy({ ...IN_ZONE, endpoint: "http://127.0.0.1:4566" }, SITUATION);
        const provider = find("openmetadata-domain-certificate-us-east-1");
        assert.equal(provider.inputs.region, "us-east-1");
        assert.match(JSON.stringify(provider.inputs.endpoints), /127\.0\.0\.1:4566/);
        const emulator = find("openmetadata-emulator").urn;
        assert.ok(find("openmetadata-domain-certificate-proof").provider.startsWith(emulator));
        assert.ok(find("openmetadata-domain-alias-a").provider.startsWith(emulator));
    });
});

describe("a custom domain with DNS elsewhere", () => {
    answerDns(() => Promise.resolve(["192.0.2.1"]));

    it("says which record to create, and creates none", async () => {
        const { find, ofType, outputs } = await deploy(ELSEWHERE, SITUATION);
        assert.equal(find("openmetadata-domain").inputs.certificateArn, ARN);
        assert.deepEqual(ofType("aws:route53/record:Record"), []);
        assert.deepEqual(ofType("aws:acm/certificate:Certificate"), []);
        assert.deepEqual(outputs.domainRecord, {
            name: "auth.mycompany.com",
            type: "CNAME",
            value: "d111.cloudfront.net",
        });
    });

    it("asks nothing of Route 53", async () => {
        const { calls } = await deploy(ELSEWHERE, { state: DISTRIBUTION });
        assert.deepEqual(
            calls.map(({ token }) => token).filter((token) => token.includes("route53")),
            [],
        );
    });
});

describe("a prefix", () => {
    it("has no certificate, records and us-east-1", async () => {
        const { resources, outputs } = await deploy({ ...CALLBACK, domain: { prefix: "om" } });
        assert.deepEqual(
            urns(resources).filter((urn) => /acm|route53|us-east-1/.test(urn)),
            [],
        );
        assert.equal("domainRecord" in outputs, false);
        assert.equal(outputs.domainUrl, "https://om.auth.eu-west-1.amazoncognito.com");
    });
});
