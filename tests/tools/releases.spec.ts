import assert from "node:assert/strict";

import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import type { ClientType } from "../../openmetadata/facts";
import { identify } from "../../openmetadata/identity";
import { signInVerdict } from "../../openmetadata/releases";
import { openMetadataSettings } from "../../openmetadata/settings";
import { renderSsoForm } from "../../openmetadata/ssoForm";
import { openMetadataWarnings } from "../../openmetadata/warnings";
import { judgeRelease } from "../../tools/doctor/release";
import { signInChecks } from "../../tools/sign-in/checks";
import { planSignIn } from "../../tools/sign-in/plan";
import type { StackOutputs } from "../../tools/stack";
import { factsOf } from "../openmetadata/samples";
import { type CognitoStandIn, startCognito } from "./doctor/cognitoStandIn";

const VERSIONS = [
    ...[
        "1.5.0",
        "1.5.15",
        "1.6.0",
        "1.9.12",
        "1.10.1",
        "1.12.14",
        "1.13.3",
        "1.13.4",
        "1.13.9",
        "2.0.0",
        "2.0.7",
        "2.1.0",
    ],
    undefined,
];
const ADDRESSES = ["http://localhost:8585", "http://localhost:8585/data"];
const OPTIONS = { admins: ["alice@example.com"] };
const ALICE = { email: "alice@example.com", email_verified: true };

interface Deployment {
    readonly clientType: ClientType;
    readonly address: string;
    readonly version: string | undefined;
}

/** Every release, client type and kind of address: nobody says yes where `pulumi up` says no. */
describe("a release of OpenMetadata, with a kind of client", () => {
    let cognito: CognitoStandIn;
    before(async () => {
        cognito = await startCognito();
    });
    after(() => cognito.close());

    const all = (["public", "confidential"] as const).flatMap((clientType) =>
        ADDRESSES.flatMap((address) => VERSIONS.map((version) => ({ clientType, address, version }))),
    );

    for (const deployment of all) {
        const { clientType, address, version } = deployment;
        const name = `${version ?? "unknown"}, ${clientType}, ${address}`;
        it(`is judged in one way by pulumi up, doctor and sign-in page: ${name}`, async () => {
            const facts = { ...factsOf(address, { clientType }), anybodyJoins: false };
            const { answer, text } = signInVerdict(facts, version);

            const warned = openMetadataWarnings(facts, { ...OPTIONS, version }).some((one) => one.startsWith(text));
            assert.equal(warned, answer === "broken" || answer === "unknown", "pulumi up");

            const outputs = outputsOf(cognito, deployment);
            const { status, found } = judgeRelease(version, outputs);
            assert.ok(found.startsWith(text), found);
            assert.ok(status !== "ok" || answer === "works" || answer === "untried", "doctor");
            assert.equal(status === "skipped", version === undefined && answer !== "broken", "doctor");

            const plan = planSignIn({ ...cognito.deployed(), endpoint: cognito.url, stack: "dev", outputs });
            const before = (await signInChecks(plan, POOL)).find(({ title }) => title === "Release");
            assert.equal(
                before?.state,
                status === "fix" ? "failed" : status === "skipped" ? "unknown" : "passed",
                "before the sign-in",
            );
            const { outcome } = identify(ALICE, plan.identity);
            assert.equal(
                outcome,
                answer === "broken" ? "refused" : answer === "unknown" ? "warning" : "passed",
                "after the sign-in",
            );
        });
    }
});

function outputsOf(cognito: CognitoStandIn, { clientType, address, version }: Deployment): StackOutputs {
    const clientSecret = clientType === "confidential" ? "of-the-stand-in" : undefined;
    const facts = factsOf(address, { clientType, clientSecret });
    const signIn = new URLSearchParams({ redirect_uri: facts.callbackUrl });
    const { outputs } = cognito.deployed({
        callbackUrls: [facts.callbackUrl, `${address}/silent-callback`],
        signInUrl: `${cognito.url}/oauth2/authorize?${signIn.toString()}`,
        openMetadataSsoForm: renderSsoForm(openMetadataSettings(facts, { ...OPTIONS, version })),
        openMetadataVersion: version,
        ...(clientSecret && { clientSecret }),
    });
    return outputs;
}

const POOL = { send: () => Promise.resolve({ Users: [] }) } as unknown as CognitoIdentityProviderClient;
