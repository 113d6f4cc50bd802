import assert from "node:assert/strict";
import { awsIssuer, domainHost, partition } from "../../config/partition";

/** Whatever Amazon Cognito runs in. */
const REGIONS: readonly [region: string, partition: string, apiHost: string, domainHost: string][] = [
    ["us-east-1", "aws", "cognito-idp.us-east-1.amazonaws.com", "p.auth.us-east-1.amazoncognito.com"],
    [
        "us-gov-west-1",
        "aws-us-gov",
        "cognito-idp.us-gov-west-1.amazonaws.com",
        "p.auth-fips.us-gov-west-1.amazoncognito.com",
    ],
    [
        "us-gov-east-1",
        "aws-us-gov",
        "cognito-idp.us-gov-east-1.amazonaws.com",
        "p.auth-fips.us-gov-east-1.amazoncognito.com",
    ],
    ["cn-north-1", "aws-cn", "cognito-idp.cn-north-1.amazonaws.com.cn", "p.auth.cn-north-1.amazoncognito.com.cn"],
    [
        "cn-northwest-1",
        "aws-cn",
        "cognito-idp.cn-northwest-1.amazonaws.com.cn",
        "p.auth.cn-northwest-1.amazoncognito.com.cn",
    ],
    [
        "eusc-de-east-1",
        "aws-eusc",
        "cognito-idp.eusc-de-east-1.amazonaws.eu",
        "p.auth.cognito-idp.eusc-de-east-1.on.amazonwebservices.eu",
    ],
];

describe("the partition", () => {
    for (const [region, name, apiHost, loginHost] of REGIONS) {
        it(`of ${region} is ${name}, with hosts of its own`, () => {
            assert.equal(partition(region), name);
            assert.equal(awsIssuer(region, `${region}_A`), `https://${apiHost}/${region}_A`);
            assert.equal(domainHost({ domain: "p", region }), loginHost);
        });
    }

    it("leaves a custom domain as it is", () =>
        assert.equal(domainHost({ domain: "auth.mycompany.com", region: "us-gov-west-1" }), "auth.mycompany.com"));
});
