import assert from "node:assert/strict";
import { domainSchema } from "../../config/domain";
import type { CognitoSsoArgs } from "../../config/settings";
import { paragraph } from "./paragraph";
import { problemsIn, refusalBy } from "./refusal";

const ZONE = "Z0123456789ABCDEFGHIJ";
const ARN = "arn:aws:acm:us-east-1:123456789012:certificate/60392589-331e-433f-ad2f-84345ac36644";

describe("a custom domain", () => {
    it("has a zone for its records, a certificate, or both", () => {
        const name = "auth.mycompany.com";
        for (const rest of [
            { hostedZoneId: ZONE },
            { certificateArn: ARN },
            { hostedZoneId: ZONE, certificateArn: ARN },
        ]) {
            assert.equal(problemsIn({ domain: { name, ...rest } }), "");
            assert.deepEqual(domainSchema.parse({ name, ...rest }), { name, ...rest, existing: false });
        }
        assert.equal(
            problemsIn({ domain: { name } }),
            paragraph(
                "domain.name",
                "auth.mycompany.com, without hostedZoneId and certificateArn",
                "with hostedZoneId, with certificateArn, or with both",
                "set domain.hostedZoneId for DNS in Route 53 (certificate and records are made), or domain.certificateArn for DNS elsewhere",
            ),
        );
    });

    it("is not a prefix as well, nor the domain of an existing pool", () => {
        const allowed = "one of domain.prefix, domain.name and domain.existing";
        assert.equal(
            problemsIn({ domain: { name: "auth.mycompany.com", hostedZoneId: ZONE, prefix: "om" } }),
            paragraph(
                "domain.prefix",
                "om, beside domain.name auth.mycompany.com",
                allowed,
                "remove domain.prefix or domain.name",
            ),
        );
        assert.equal(
            problemsIn({
                userPool: { existingId: "eu-west-1_abcdefghi" },
                domain: { name: "auth.mycompany.com", hostedZoneId: ZONE, existing: true },
            }),
            paragraph(
                "domain.existing",
                "true, beside domain.name auth.mycompany.com",
                allowed,
                "remove domain.existing or domain.name",
            ),
        );
    });

    it("alone has a zone and a certificate", () => {
        const allowed = "only beside domain.name: a prefix has neither a certificate nor DNS records of yours";
        assert.equal(
            problemsIn({ domain: { prefix: "om", hostedZoneId: ZONE, certificateArn: ARN } }),
            paragraph(
                "domain.hostedZoneId",
                `${ZONE}, without domain.name`,
                allowed,
                "set domain.name, for example: auth.mycompany.com; or remove domain.hostedZoneId",
            ) +
                "\n" +
                paragraph(
                    "domain.certificateArn",
                    `${ARN}, without domain.name`,
                    allowed,
                    "set domain.name, for example: auth.mycompany.com; or remove domain.certificateArn",
                ),
        );
    });

    it("is a name of its own: the record would take OpenMetadata's place", () => {
        const at = (domain: string, callbackUrl: string, additionalUrls: string[] = []) =>
            problemsIn({ callbackUrl, additionalUrls, domain: { name: domain, hostedZoneId: ZONE } });
        const refusal = paragraph(
            "domain.name",
            "om.mycompany.com, where OpenMetadata itself is",
            "a host name that nothing else has",
            "for example: auth.mycompany.com",
        );
        assert.equal(at("om.mycompany.com", "https://OM.mycompany.com:8443/callback"), refusal);
        assert.equal(
            at("om.mycompany.com", "https://a.mycompany.com/callback", ["https://om.mycompany.com/data"]),
            refusal,
        );
        assert.equal(at("auth.om.mycompany.com", "https://om.mycompany.com/callback"), "");
    });

    it("cannot be written wrong in TypeScript", () => {
        const accepted: CognitoSsoArgs["domain"][] = [
            {},
            { prefix: "om" },
            { existing: true },
            { name: "auth.mycompany.com", hostedZoneId: ZONE },
            { name: "auth.mycompany.com", certificateArn: ARN },
        ];
        const refused: CognitoSsoArgs["domain"][] = [
            // @ts-expect-error neither a zone nor a certificate
            { name: "auth.mycompany.com" },
            // @ts-expect-error a prefix as well
            { name: "auth.mycompany.com", hostedZoneId: ZONE, prefix: "om" },
            // @ts-expect-error a zone for a prefix
            { prefix: "om", hostedZoneId: ZONE },
            // @ts-expect-error a certificate for a prefix
            { certificateArn: ARN },
            // @ts-expect-error the domain of the existing pool as well
            { name: "auth.mycompany.com", certificateArn: ARN, existing: true },
        ];
        accepted.slice(0, 2).forEach((domain) => assert.equal(problemsIn({ domain }), ""));
        refused.forEach((domain) => assert.notEqual(problemsIn({ domain }), ""));
    });
});

describe("the name of a custom domain", () => {
    const name = (given: unknown) => domainSchema.safeParse({ name: given, hostedZoneId: ZONE }).data?.name;

    it("has three labels or more, and 63 characters or less", () => {
        const longest = `${"a".repeat(47)}.b.mycompany.com`;
        assert.equal(longest.length, 63);
        for (const given of ["auth.mycompany.com", "a.b.c", "x--y.1.mycompany.co.uk", longest]) {
            assert.equal(name(given), given);
        }
        for (const given of [
            "com",
            "mycompany.com",
            "-a.b.c",
            "a-.b.c",
            "a..c",
            "a_b.c.d",
            "ä.b.c",
            "*.b.c",
            `a${longest}`,
            1,
        ]) {
            assert.equal(name(given), undefined, String(given));
        }
    });

    it("may have capitals, blank space around it and the last dot of DNS", () =>
        assert.equal(name(" Auth.MyCompany.com. "), "auth.mycompany.com"));

    it("is suggested where it can be guessed", () => {
        const fix = (given: unknown) => refusalBy(domainSchema, { name: given, hostedZoneId: ZONE })?.fix;
        assert.equal(fix("https://auth.mycompany.com/login"), "for example: auth.mycompany.com");
        assert.equal(fix("mycompany.com"), "for example: auth.mycompany.com");
        assert.equal(fix("a b"), "for example: auth.mycompany.com");
        assert.equal(
            problemsIn({ domain: { name: "data.io", hostedZoneId: ZONE } }),
            paragraph(
                "domain.name",
                '"data.io"',
                "a host name of your own under your domain, at least three labels and at most 63 characters",
                "for example: auth.data.io",
            ),
        );
    });
});

describe("the zone of a custom domain", () => {
    const zone = (given: unknown) =>
        domainSchema.safeParse({ name: "auth.mycompany.com", hostedZoneId: given }).data?.hostedZoneId;

    it("is given by its id, also as the API writes it", () => {
        for (const given of [ZONE, `/hostedzone/${ZONE}`, `hostedzone/${ZONE}`, ` ${ZONE} `]) {
            assert.equal(zone(given), ZONE);
        }
        for (const given of ["", "Z", "mycompany.com", ZONE.toLowerCase(), `Z${"1".repeat(32)}`, "X123"]) {
            assert.equal(zone(given), undefined, given);
        }
        assert.equal(
            problemsIn({ domain: { name: "auth.mycompany.com", hostedZoneId: "mycompany.com" } }),
            paragraph(
                "domain.hostedZoneId",
                '"mycompany.com"',
                "the id of a public hosted zone in Route 53: Z and up to 31 capital letters and digits",
                "for example: Z0123456789ABCDEFGHIJ (aws route53 list-hosted-zones)",
            ),
        );
    });
});

describe("the certificate of a custom domain", () => {
    const allowed =
        "the ARN of an issued certificate in us-east-1, whatever the pool's region: arn:aws:acm:us-east-1:…";

    it("is in us-east-1", () => {
        const elsewhere = ARN.replace("us-east-1", "eu-west-1");
        assert.equal(
            problemsIn({ domain: { name: "auth.mycompany.com", certificateArn: elsewhere } }),
            paragraph(
                "domain.certificateArn",
                `"${elsewhere}"`,
                allowed,
                "request or import the certificate in us-east-1; this one is in eu-west-1",
            ),
        );
    });

    it("is one of Certificate Manager", () => {
        const iam = "arn:aws:iam::123456789012:server-certificate/mine";
        assert.equal(
            problemsIn({ domain: { name: "auth.mycompany.com", certificateArn: iam } }),
            paragraph(
                "domain.certificateArn",
                `"${iam}"`,
                allowed,
                "aws acm list-certificates --region us-east-1 shows the ones that you have",
            ),
        );
    });
});
