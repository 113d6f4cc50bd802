import assert from "node:assert/strict";
import { emailSchema, senderOf, sesIdentity, sesRegions } from "../../config/email";
import { paragraph } from "./paragraph";
import { problemsIn } from "./refusal";

const DOMAIN = "arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com";
const ADDRESS = "arn:aws-us-gov:ses:us-gov-west-1:123456789012:identity/Data@mycompany.com";

const problems = (email: object) => problemsIn({ email });

describe("the sender of e-mails", () => {
    it("by default is Cognito's own, and may name an address for answers", () => {
        assert.deepEqual(emailSchema.parse({}), {});
        assert.equal(senderOf({}), undefined);
        assert.equal(problems({ replyTo: "help@mycompany.com" }), "");
    });

    it("is a verified domain or address of Amazon SES", () => {
        assert.equal(sesIdentity(ADDRESS), "Data@mycompany.com");
        assert.equal(problems({ sesIdentityArn: ADDRESS }), "");
        assert.equal(senderOf({ sesIdentityArn: ADDRESS }), "Data@mycompany.com");
        assert.equal(
            problems({ sesIdentityArn: DOMAIN, from: "Data <no-reply@mycompany.com>", configurationSet: "om_1-a" }),
            "",
        );
        for (const sesIdentityArn of [
            "mycompany.com",
            "arn:aws:ses:eu-west-1:123456789012:mycompany.com",
            "arn:aws:ses:eu-west-1:1234:identity/mycompany.com",
            "arn:aws:sns:eu-west-1:123456789012:identity/mycompany.com",
            "arn:aws:ses:eu-west-1:123456789012:identity/my company",
        ]) {
            assert.equal(
                problems({ sesIdentityArn }),
                paragraph(
                    "email.sesIdentityArn",
                    JSON.stringify(sesIdentityArn),
                    "the ARN of an SES identity: arn:aws:ses:<region>:<12-digit account>:identity/<verified domain or address>",
                    "for example: arn:aws:ses:eu-west-1:123456789012:identity/mycompany.com",
                ),
            );
        }
    });

    it("has a name and a configuration set only with SES", () => {
        assert.equal(
            problems({ from: "data@mycompany.com", configurationSet: "cognito" }),
            [
                paragraph(
                    "email.from",
                    "data@mycompany.com, without email.sesIdentityArn",
                    "nothing while Cognito's own sender is used",
                    "set email.sesIdentityArn to the SES identity that sends, or remove email.from",
                ),
                paragraph(
                    "email.configurationSet",
                    "cognito, without email.sesIdentityArn",
                    "nothing while Cognito's own sender is used",
                    "set email.sesIdentityArn to the SES identity that sends, or remove email.configurationSet",
                ),
            ].join("\n"),
        );
        assert.equal(
            problems({ sesIdentityArn: ADDRESS, configurationSet: "a b" }),
            paragraph("email.configurationSet", '"a b"', "1 to 64 letters, digits, _ and -", "for example: cognito"),
        );
    });

    it("writes from an address that is verified", () => {
        for (const from of ["a@mycompany.com", "A <a@MyCompany.com>", "a@eu.mycompany.com"]) {
            assert.equal(problems({ sesIdentityArn: DOMAIN, from }), "");
        }
        assert.equal(problems({ sesIdentityArn: ADDRESS, from: "Data <data@mycompany.com>" }), "");
        assert.equal(
            problems({ sesIdentityArn: DOMAIN }),
            paragraph(
                "email.from",
                "nothing, and the SES identity is the domain mycompany.com",
                "an address in mycompany.com, alone or as: Name <address>",
                "for example: from: OpenMetadata <no-reply@mycompany.com>",
            ),
        );
        assert.equal(
            problems({ sesIdentityArn: DOMAIN, from: "Data <a@notmycompany.com>" }),
            paragraph(
                "email.from",
                "Data <a@notmycompany.com>",
                "an address in mycompany.com, the verified SES identity",
                "change email.from, or set email.sesIdentityArn to the identity of notmycompany.com",
            ),
        );
        assert.equal(
            problems({ sesIdentityArn: ADDRESS, from: "other@mycompany.com" }),
            paragraph(
                "email.from",
                "other@mycompany.com",
                "Data@mycompany.com",
                "change email.from, or set email.sesIdentityArn to the identity of mycompany.com",
            ),
        );
    });

    it("is where Cognito looks for those of the pool's region", () => {
        const three = ["us-east-1", "us-west-2", "eu-west-1"];
        assert.deepEqual(sesRegions("eu-central-1"), ["eu-central-1", ...three]);
        assert.deepEqual(sesRegions("us-west-2"), ["us-west-2", "us-east-1", "eu-west-1"]);
        for (const region of [
            "eu-west-3",
            "sa-east-1",
            "af-south-1",
            "us-gov-west-1",
            "cn-north-1",
            "eusc-de-east-1",
        ]) {
            assert.deepEqual(sesRegions(region), [region]);
        }
        assert.deepEqual(sesRegions("eu-central-2"), ["eu-central-1"]);
        assert.deepEqual(sesRegions("me-central-1"), ["eu-central-1"]);
        assert.deepEqual(sesRegions("mx-central-1"), ["us-east-1"]);
        // One that came later.
        assert.deepEqual(sesRegions("ap-southeast-9"), ["ap-southeast-9", ...three]);
    });
});
