import assert from "node:assert/strict";
import dns from "node:dns/promises";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { mock } from "node:test";

import { awsIssuer, domainHost } from "../../../config/partition";
import { runChecks } from "../../../tools/doctor/check";
import { judge, loginDomainCheck } from "../../../tools/doctor/loginDomain";
import { describeCertificateFault } from "../../../tools/doctor/request";

import { type Certificate, type Certificates, makeCertificates } from "./certificates";
import { findingOf } from "./problems";
import { listen } from "./standIn";

const REGION = "eu-west-1";
const AUTHORITY = awsIssuer(REGION, "eu-west-1_AbCdEf");

describe("the host of the login pages", () => {
    const inspect = async (domainUrl: string, ca?: string, timeout = 2000, region = REGION) => {
        const domain = { domainUrl, authority: AUTHORITY, region, timeout, ca };
        const [result] = await runChecks([loginDomainCheck(domain)]);
        return findingOf(result);
    };

    describe("and DNS", () => {
        afterEach(() => mock.restoreAll());
        const onlyKnown = (...known: string[]) =>
            mock.method(dns, "lookup", (host: string) =>
                known.includes(host) ? Promise.resolve({}) : Promise.reject(new Error("ENOTFOUND")),
            );

        it("must have a record: a custom domain", async () => {
            onlyKnown("cognito-idp.eu-west-1.amazonaws.com");
            assert.deepEqual(await inspect("https://auth.example.org"), {
                status: "fix",
                found: "there is no DNS record for auth.example.org",
                expected: "https://auth.example.org leads to Cognito",
                fix: "Create the record for the custom domain: an alias or CNAME to its CloudFront distribution.",
            });
        });

        for (const region of ["eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"]) {
            it(`must have a record: a prefix domain in ${region}`, async () => {
                onlyKnown("cognito-idp.eu-west-1.amazonaws.com");
                const host = domainHost({ domain: "om-prod", region });
                assert.deepEqual(await inspect(`https://${host}`, undefined, undefined, region), {
                    status: "fix",
                    found: `there is no DNS record for ${host}`,
                    expected: `https://${host} leads to Cognito`,
                    fix: "The domain was deleted, or is younger than a minute. Deploy again, and wait a minute.",
                });
            });
        }

        it("cannot be looked up by a machine without DNS", async () => {
            onlyKnown();
            assert.deepEqual(await inspect("https://auth.example.org"), {
                status: "unknown",
                found: "DNS answers neither for auth.example.org nor for Cognito itself",
                fix: "Check the network of this machine.",
            });
        });
    });

    describe("and its certificate", () => {
        let certificates: Certificates;
        before(() => (certificates = makeCertificates()));
        after(() => certificates.remove());

        const serving = async (certificate: Certificate) => {
            const server = await listen(() => ({}), certificate);
            try {
                return await inspect(server.url, readFileSync(certificates.authorityFile, "utf8"));
            } finally {
                await server.close();
            }
        };

        it("is sound", async () => {
            const { found, ...rest } = await serving(certificates.sound);
            assert.deepEqual(rest, { status: "ok" });
            assert.match(found, /^localhost has an address and a certificate until \d{4}-\d\d-\d\d$/);
        });

        for (const [name, code] of [
            ["expired", "CERT_HAS_EXPIRED"],
            ["notYetValid", "CERT_NOT_YET_VALID"],
            ["wrongHost", "ERR_TLS_CERT_ALTNAME_INVALID"],
            ["untrusted", "DEPTH_ZERO_SELF_SIGNED_CERT"],
        ] as const) {
            it(`is ${name}`, async () => {
                assert.deepEqual(await serving(certificates[name]), describeCertificateFault("localhost", code));
            });
        }

        it("ends soon", async () => {
            const { found, ...rest } = await serving(certificates.endsSoon);
            assert.match(found, /^the certificate of localhost ends in 5 days, on \d{4}-\d\d-\d\d$/);
            assert.deepEqual(rest, {
                status: "fix",
                expected: "a certificate that was renewed in time",
                fix: "ACM could not renew it: put its DNS validation record back. An imported certificate: import the next one.",
            });
        });

        it("must be good for another two weeks", () => {
            const now = new Date("2026-01-01T00:00:00Z");
            assert.deepEqual(judge("auth.example.org", { validTo: new Date("2026-01-15T00:00:00Z") }, now), {
                status: "ok",
                found: "auth.example.org has an address and a certificate until 2026-01-15",
            });
            assert.equal(judge("auth.example.org", { validTo: new Date("2026-01-14T23:59:59Z") }, now).status, "fix");
        });

        it("is refused for a reason that nobody thought of", () => {
            assert.deepEqual(judge("auth.example.org", { validTo: new Date(), fault: "CERT_REVOKED" }, new Date()), {
                status: "unknown",
                found: "the certificate of auth.example.org was refused: CERT_REVOKED",
                fix: "Look at it with openssl s_client.",
            });
        });
    });

    it("may be an emulator's, without TLS", async () => {
        const emulator = await listen(() => ({ status: 404 }));
        assert.deepEqual(await inspect(emulator.url), {
            status: "ok",
            found: "127.0.0.1 answers; an emulator needs no certificate",
        });
        await emulator.close();
        assert.deepEqual(await inspect(emulator.url), {
            status: "unknown",
            found: `nothing listens at ${new URL(emulator.url).host} (connection refused)`,
            fix: "Start the server, or check the port. The local deployment is started by npm start.",
        });
    });

    it("may not speak TLS, or be silent", async () => {
        const plain = await listen(() => ({}));
        const wrong = await inspect(plain.url.replace("http://127.0.0.1", "https://localhost"));
        await plain.close();
        assert.equal(wrong.status, "unknown");
        assert.match(wrong.found, /^no TLS connection to localhost: /);

        const silent = createServer();
        await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
        const { port } = silent.address() as AddressInfo;
        assert.deepEqual(await inspect(`https://localhost:${port}`, undefined, 200), {
            status: "unknown",
            found: "localhost did not answer within 0.2 s",
            fix: "Check firewalls and VPN.",
        });
        silent.close();
    });
});
