import assert from "node:assert/strict";
import { arnPlace, arnProblems } from "../../config/arn";
import type { CognitoSsoArgs } from "../../config/settings";
import { settingsOf } from "../components/settingsOf";

const ACCOUNT = "123456789012";
const OTHER = "999999999999";
const HERE = { account: ACCOUNT, region: "eu-central-1" };

const lambda = (place = `eu-central-1:${ACCOUNT}`, partition = "aws") =>
    `arn:${partition}:lambda:${place}:function:my-function`;
const key = (place = `eu-central-1:${ACCOUNT}`) => `arn:aws:kms:${place}:key/mrk-1234abcd`;
const identity = (place = `eu-central-1:${ACCOUNT}`, partition = "aws") =>
    `arn:${partition}:ses:${place}:identity/mycompany.com`;
const certificate = (account = ACCOUNT) => `arn:aws:acm:us-east-1:${account}:certificate/a`;

const problems = (args: Partial<CognitoSsoArgs>, place = HERE) => arnProblems(settingsOf(args), place);
const withIdentity = (sesIdentityArn: string) => ({ email: { sesIdentityArn, from: "om@mycompany.com" } });
const withCertificate = (certificateArn: string) => ({ domain: { name: "auth.mycompany.com", certificateArn } });

describe("an ARN", () => {
    it("says where something is", () =>
        assert.deepEqual(arnPlace(lambda(`us-gov-west-1:${OTHER}`, "aws-us-gov")), {
            partition: "aws-us-gov",
            region: "us-gov-west-1",
            account: OTHER,
        }));

    it("is of use in the pool's own place", () => {
        assert.deepEqual(problems({}), []);
        assert.deepEqual(
            problems({
                ...withIdentity(identity(`eu-west-1:${ACCOUNT}`)),
                ...withCertificate(certificate()),
                triggers: { preSignUp: lambda(), customSmsSender: `${lambda()}:live`, kmsKeyArn: key() },
            }),
            [],
        );
    });

    it("of a function is of the pool's region and account, whatever the trigger", () => {
        const elsewhere = lambda(`eu-west-1:${ACCOUNT}`);
        for (const [name, trigger] of Object.entries({
            preSignUp: elsewhere,
            preTokenGeneration: { function: `${elsewhere}:live`, version: "V2_0" as const },
        })) {
            assert.deepEqual(problems({ triggers: { [name]: trigger } }), [
                {
                    key: `triggers.${name}`,
                    given: "a function in eu-west-1, for a pool in eu-central-1",
                    allowed: "a function in eu-central-1",
                    fix: "deploy the function in eu-central-1 too, and use that ARN",
                },
            ]);
        }
        assert.deepEqual(problems({ triggers: { userMigration: lambda(`eu-central-1:${OTHER}`) } }), [
            {
                key: "triggers.userMigration",
                given: `a function of account ${OTHER}, for a pool of account ${ACCOUNT}`,
                allowed: `a function of account ${ACCOUNT}: only the owner of another account's can let this pool call it`,
                fix: `deploy the function in account ${ACCOUNT} too, and use that ARN`,
            },
        ]);
    });

    it("of a key is of the pool's region; its account may be another", () => {
        const withKey = (kmsKeyArn: string) => ({ triggers: { customEmailSender: lambda(), kmsKeyArn } });
        assert.deepEqual(problems(withKey(key(`eu-central-1:${OTHER}`))), []);
        assert.deepEqual(problems(withKey(key(`us-east-1:${ACCOUNT}`))), [
            {
                key: "triggers.kmsKeyArn",
                given: "a key in us-east-1, for a pool in eu-central-1",
                allowed: "a key in eu-central-1",
                fix: "make a key, or a replica of a multi-Region key, in eu-central-1 too, and use that ARN",
            },
        ]);
    });

    it("of an identity is where the pool may send from, in the pool's account", () => {
        const wrongRegion = (region: string, place: typeof HERE, inReach: string[]) =>
            assert.deepEqual(problems(withIdentity(identity(`${region}:${ACCOUNT}`)), place), [
                {
                    key: "email.sesIdentityArn",
                    given: `an identity in ${region}, for a pool in ${place.region}`,
                    allowed: `an identity in ${inReach.join(", ")}`,
                    fix: `verify mycompany.com in ${inReach[0]} too, and use that ARN`,
                },
            ]);
        wrongRegion("eu-west-2", HERE, ["eu-central-1", "us-east-1", "us-west-2", "eu-west-1"]);
        wrongRegion("eu-west-1", { ...HERE, region: "eu-west-3" }, ["eu-west-3"]);
        wrongRegion("eu-central-2", { ...HERE, region: "eu-central-2" }, ["eu-central-1"]);
        assert.deepEqual(problems(withIdentity(identity()), { ...HERE, region: "eu-central-2" }), []);
        assert.deepEqual(problems(withIdentity(identity(`eu-central-1:${OTHER}`))), [
            {
                key: "email.sesIdentityArn",
                given: `an identity of account ${OTHER}, for a pool of account ${ACCOUNT}`,
                allowed: `an identity of account ${ACCOUNT}: Cognito takes none of another account`,
                fix: `verify mycompany.com in account ${ACCOUNT} too, and use that ARN`,
            },
        ]);
    });

    it("of a certificate is of the pool's account", () =>
        assert.deepEqual(problems(withCertificate(certificate(OTHER))), [
            {
                key: "domain.certificateArn",
                given: `a certificate of account ${OTHER}, for a pool of account ${ACCOUNT}`,
                allowed: `a certificate of account ${ACCOUNT}: Cognito takes none of another account`,
                fix: `request or import the certificate in account ${ACCOUNT} too, and use that ARN`,
            },
        ]));

    it("is of the partition that its region is in", () => {
        const gov = { account: ACCOUNT, region: "us-gov-west-1" };
        const triggers = (partition: string) => ({
            triggers: { preSignUp: lambda(`us-gov-west-1:${ACCOUNT}`, partition) },
        });
        assert.deepEqual(problems(triggers("aws-us-gov"), gov), []);
        assert.deepEqual(problems(triggers("aws"), gov), [
            {
                key: "triggers.preSignUp",
                given: "a function in us-gov-west-1, with arn:aws:",
                allowed: "arn:aws-us-gov:, with which all ARNs in us-gov-west-1 begin",
                fix: "copy the ARN from the AWS console again",
            },
        ]);
        assert.equal(
            problems(withIdentity(identity(`eu-central-1:${ACCOUNT}`, "aws-cn")))[0].key,
            "email.sesIdentityArn",
        );
    });

    it("may be of any account beside an emulator, which plays one of its own", () => {
        const endpoint = "http://127.0.0.1:4566";
        const foreign = {
            ...withIdentity(identity(`eu-central-1:${OTHER}`)),
            ...withCertificate(certificate(OTHER)),
            triggers: { preSignUp: lambda(`eu-central-1:${OTHER}`) },
        };
        assert.equal(problems(foreign).length, 3);
        assert.deepEqual(problems({ ...foreign, endpoint }), []);
        assert.equal(problems({ triggers: { preSignUp: lambda(`eu-west-1:${OTHER}`) }, endpoint }).length, 1);
    });
});
