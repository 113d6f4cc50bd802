import assert from "node:assert/strict";
import { deploy } from "./mocks";

const CALLBACK = { callbackUrl: "https://om.mycompany.com/callback" };
const PLUS = { featurePlan: "plus", threatProtection: "audit" } as const;
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const DELIVERY = "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration";

describe("logs of the pool", () => {
    it("are not written unless they are asked for", async () => {
        const { ofType } = await deploy(CALLBACK);
        assert.deepEqual([...ofType(GROUP), ...ofType(DELIVERY)], []);
    });

    it("have a group of their own, named after the pool, without a key", async () => {
        const { find } = await deploy({ ...CALLBACK, logs: { retentionDays: 30 }, tags: { team: "data" } });
        const group = find("openmetadata-logs");
        assert.deepEqual(group.inputs, {
            name: "/aws/vendedlogs/cognito/eu-west-1_openmetad",
            retentionInDays: 30,
            tags: { project: "openmetadata-cognito-sso", stack: "dev", team: "data" },
        });
        assert.equal(group.protect, true);
    });

    it("hold what could not be delivered", async () => {
        const { find } = await deploy({ ...CALLBACK, logs: {} });
        const delivery = find("openmetadata-logs-delivery");
        assert.deepEqual(delivery.inputs, {
            userPoolId: "eu-west-1_openmetad",
            logConfigurations: [
                {
                    eventSource: "userNotification",
                    logLevel: "ERROR",
                    cloudWatchLogsConfiguration: { logGroupArn: "arn:aws:test:eu-west-1::openmetadata-logs" },
                },
            ],
        });
        assert.ok(delivery.dependencies.includes(find("openmetadata-logs").urn));
        assert.equal(delivery.protect, true);
    });

    it("hold sign-ins besides, each source on the one level that it has", async () => {
        const { find } = await deploy({ ...CALLBACK, userPool: PLUS, logs: { level: "info" } });
        const { logConfigurations } = find("openmetadata-logs-delivery").inputs as {
            logConfigurations: { eventSource: string; logLevel: string }[];
        };
        assert.deepEqual(
            logConfigurations.map(({ eventSource, logLevel }) => [eventSource, logLevel]),
            [
                ["userNotification", "ERROR"],
                ["userAuthEvents", "INFO"],
            ],
        );
    });
});
