import assert from "node:assert/strict";
import { CognitoSso, type CognitoSsoArgs } from "../../components/cognitoSso";
import { UserError } from "../../config/userError";
import { paragraph } from "../config/paragraph";
import { answerDns, answerZone, CERTIFICATE, DISTRIBUTION } from "./customDomainMocks";
import { attempt, deploy, type Situation } from "./mocks";

const ZONE = "Z0123456789ABCDEFGHIJ";
const IN_ZONE = {
    callbackUrl: "https://om.mycompany.com/callback",
    domain: { name: "auth.mycompany.com", hostedZoneId: ZONE },
};

const MADE_UP = { ...CERTIFICATE, ...DISTRIBUTION };

/** The paragraphs of all problems, after making sure that nothing is made at AWS. */
async function refusedLate(args: CognitoSsoArgs, situation: Situation): Promise<string> {
    const { error, resources } = await attempt(() => new CognitoSso("openmetadata", args), situation);
    assert.deepEqual(
        resources.filter(({ type }) => type.startsWith("aws:")).map(({ name }) => name),
        [],
    );
    assert.ok(error instanceof UserError, String(error));
    const [heading, ...problems] = error.message.split("\n\n");
    assert.match(heading, /^Stack dev: \d problems? in the configuration\. Nothing was changed in AWS\.$/);
    return problems.join("\n\n");
}

const notInZone = (allowed: string) =>
    paragraph(
        "domain.hostedZoneId",
        `${ZONE}, for domain.name auth.mycompany.com`,
        allowed,
        "aws route53 list-hosted-zones shows the zones of this account; for DNS elsewhere use domain.certificateArn",
    );

describe("before anything is made", () => {
    let parents: Record<string, string> = {};
    const asked: string[] = [];
    answerDns((name) => {
        asked.push(name);
        return parents[name] === undefined ? Promise.resolve(["192.0.2.1"]) : Promise.reject(withCode(parents[name]));
    });
    beforeEach(() => {
        parents = {};
        asked.length = 0;
    });

    for (const preview of [false, true]) {
        const when = preview ? "at preview" : "at update";

        it(`a region without custom domains is refused, ${when}`, async () =>
            assert.equal(
                await refusedLate(IN_ZONE, { calls: answerZone("mycompany.com"), region: "us-gov-west-1", preview }),
                paragraph(
                    "domain.name",
                    "auth.mycompany.com, in us-gov-west-1",
                    "domain.prefix: Amazon Cognito has no custom domains in us-gov-west-1",
                    "remove domain.name, hostedZoneId and certificateArn",
                ),
            ));

        it(`what belongs to another account or region is refused, ${when}`, async () => {
            const certificateArn = "arn:aws:acm:us-east-1:999999999999:certificate/a";
            const told = await refusedLate(
                {
                    callbackUrl: IN_ZONE.callbackUrl,
                    domain: { name: "auth.mycompany.com", certificateArn },
                    triggers: { preSignUp: "arn:aws:lambda:us-east-1:123456789012:function:link" },
                },
                { preview },
            );
            const ours = "a certificate of account 123456789012";
            assert.equal(
                told,
                [
                    paragraph(
                        "domain.certificateArn",
                        "a certificate of account 999999999999, for a pool of account 123456789012",
                        `${ours}: Cognito takes none of another account`,
                        "request or import the certificate in account 123456789012 too, and use that ARN",
                    ),
                    paragraph(
                        "triggers.preSignUp",
                        "a function in us-east-1, for a pool in eu-west-1",
                        "a function in eu-west-1",
                        "deploy the function in eu-west-1 too, and use that ARN",
                    ),
                ].join("\n"),
            );
        });

        it(`a zone that does not hold the name is refused, ${when}`, async () => {
            const zone = (name: string, isPrivate = false) =>
                refusedLate(IN_ZONE, { calls: answerZone(name, isPrivate), preview });
            assert.equal(
                await zone("other.com"),
                notInZone("the zone that auth.mycompany.com is in: this one is other.com"),
            );
            assert.equal(await zone("y.com"), notInZone("the zone that auth.mycompany.com is in: this one is y.com"));
            assert.equal(
                await zone("mycompany.com", true),
                notInZone("a public zone: mycompany.com is private, and no browser would find the login pages"),
            );
        });
    }

    it("a zone that cannot be read is refused", async () => {
        const calls = {
            "aws:route53/getZone:getZone": () => {
                throw new Error("AccessDenied");
            },
        };
        assert.equal(
            await refusedLate(IN_ZONE, { calls }),
            notInZone("a zone that exists and that these credentials can read"),
        );
    });

    it("the zone may be that of the name itself, or of any parent", async () => {
        for (const name of ["auth.mycompany.com", "mycompany.com", "com"]) {
            const { ofType } = await deploy(IN_ZONE, { calls: answerZone(name), state: MADE_UP });
            assert.equal(ofType("aws:cognito/userPool:UserPool").length, 1);
        }
    });

    it("all problems are told at once", async () => {
        const args: CognitoSsoArgs = { ...IN_ZONE, firewall: { managedRules: true } };
        const told = await refusedLate(args, { calls: answerZone("other.com"), region: "us-gov-east-1" });
        assert.deepEqual(
            [...told.matchAll(/^ {2}(\S+)$/gm)].map(([, key]) => key),
            ["domain.name", "firewall", "domain.hostedZoneId"],
        );
    });

    it("a parent without an A record is warned about, once", async () => {
        parents = { "mycompany.com": "ENODATA" };
        for (const preview of [false, true]) {
            const { logs } = await deploy(IN_ZONE, { calls: answerZone("mycompany.com"), state: MADE_UP, preview });
            const warnings = logs.filter(({ message }) => message.includes("A record"));
            assert.deepEqual(
                warnings.map(({ severity }) => severity),
                ["warning"],
            );
        }
        assert.deepEqual(asked, ["mycompany.com", "mycompany.com"]);
    });

    it("nothing is asked of DNS for a prefix, or an emulator", async () => {
        await deploy({ callbackUrl: IN_ZONE.callbackUrl, domain: { prefix: "om" } });
        const emulated = { ...IN_ZONE, endpoint: "http://127.0.0.1:4566" };
        await deploy(emulated, { calls: answerZone("mycompany.com"), state: MADE_UP });
        assert.deepEqual(asked, []);
    });
});

function withCode(code: string): Error {
    return Object.assign(new Error(code), { code });
}
