import assert from "node:assert/strict";

import { UserError } from "../../../config/userError";
import { addressesOf, planSignIn, portOf } from "../../../tools/sign-in/plan";
import { deployedAt, ssoForm } from "./plans";

describe("planSignIn", () => {
    it("stands at the callback's address, with OpenMetadata's URLs", () => {
        const { baseUrl, callbackUrl, silentCallbackUrl, signOutUrl, signedOutUrl, clientType, prompt, identity } =
            planSignIn(deployedAt(["http://localhost:8585"]));
        assert.deepEqual(
            { baseUrl, callbackUrl, silentCallbackUrl, signOutUrl, signedOutUrl, clientType, prompt, identity },
            {
                baseUrl: "http://localhost:8585",
                callbackUrl: "http://localhost:8585/callback",
                silentCallbackUrl: "http://localhost:8585/silent-callback",
                signOutUrl:
                    "https://om-dev-0123abcd.auth.eu-west-1.amazoncognito.com/logout?client_id=4sampleclient0123456789&logout_uri=http%3A%2F%2Flocalhost%3A8585%2Fsignin",
                signedOutUrl: "http://localhost:8585/signin",
                clientType: "public",
                prompt: undefined,
                identity: {
                    authentication: {
                        clientType: "public",
                        callbackUrl: "http://localhost:8585/callback",
                        jwtPrincipalClaims: ["email", "preferred_username", "sub"],
                        enableSelfSignup: true,
                    },
                    authorizer: {
                        adminPrincipals: ["alice"],
                        principalDomain: "example.com",
                        enforcePrincipalDomain: true,
                        allowedEmailRegistrationDomains: ["all"],
                    },
                    version: "2.0.7",
                },
            },
        );
    });

    it("takes the first address on this computer, or the one of the port", () => {
        const deployed = deployedAt([
            "https://om.example.com",
            "http://localhost:8585",
            "http://127.0.0.1:9000",
            "http://localhost:9001/om",
        ]);
        assert.equal(planSignIn(deployed).baseUrl, "http://localhost:8585");
        assert.equal(planSignIn(deployed, 9000).baseUrl, "http://127.0.0.1:9000");
        const { callbackUrl, signOutUrl } = planSignIn(deployed, 9001);
        assert.equal(callbackUrl, "http://localhost:9001/om/callback");
        assert.equal(new URL(signOutUrl).searchParams.get("logout_uri"), "http://localhost:9001/om/signin");
    });

    it("refuses a port for which no callback is registered", () => {
        assert.throws(
            () => planSignIn(deployedAt(["http://localhost:8585", "https://om.example.com"]), 9000),
            new UserError(
                "Stack dev has no callback on port 9000 of this computer; Cognito accepts http://localhost:8585." +
                    "\nLeave --port out, or add http://localhost:9000 to the stack's additionalUrls and deploy again.",
            ),
        );
    });

    it("explains why a stack without a callback on this computer cannot be tried here", () => {
        assert.throws(
            () => planSignIn(deployedAt(["https://om.example.com"], {}, { stack: "prod" })),
            new UserError(
                "Cognito sends people of stack prod back to https://om.example.com, and to nowhere else. A page on this computer cannot" +
                    " stand there: the callback must be served on that address itself, which is OpenMetadata's." +
                    "\nCheck the deployment from outside: npm run doctor -- --stack prod --openmetadata https://om.example.com" +
                    "\nOr try the page with a stack whose callback is on localhost: npm run sign-in -- --stack dev",
            ),
        );
    });

    it("takes what OpenMetadata's server asks for with a confidential client, and only then", () => {
        const openMetadataSsoForm = ssoForm({ oidcConfiguration: { prompt: "login" } as never });
        const prompt = (clientSecret?: string) =>
            planSignIn(deployedAt(["http://localhost:8585"], { openMetadataSsoForm, clientSecret })).prompt;
        assert.equal(prompt("s3cret"), "login");
        assert.equal(prompt(), undefined);
    });
});

describe("addressesOf", () => {
    it("finds the addresses behind the callbacks, in their order", () => {
        const { outputs } = deployedAt(["https://om.example.com/data", "http://localhost:8585"]);
        assert.deepEqual(addressesOf(outputs), ["https://om.example.com/data", "http://localhost:8585"]);
    });
});

describe("portOf", () => {
    it("knows the usual ports", () => {
        assert.deepEqual(
            ["http://localhost:8585", "http://localhost", "https://localhost/x"].map(portOf),
            [8585, 80, 443],
        );
    });
});
