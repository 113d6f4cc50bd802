import assert from "node:assert/strict";

import fc from "fast-check";

import { allKeys, configurations, keysOf, type Configuration } from "../config/configurations";
import { CERTIFICATE, DISTRIBUTION, answerDns, answerZone } from "../components/customDomainMocks";
import { CognitoSso } from "../../components/cognitoSso";
import { UserError } from "../../config/userError";
import { attempt, type Recorded, type Situation } from "../components/mocks";
import { argumentsOf, type Given } from "./arguments";
import { awsModels } from "./installed";
import { describeViolation, judge } from "./judge";
import type { AwsModels } from "./model";
import { createRequests, type Resource } from "./resources";

/** `.ci/run` looks at ten thousand. */
const MANY = Number(process.env.CONFIGURATIONS ?? 300);

/** Some keys need several others, and so come up three times in a thousand. */
const ENOUGH_FOR_EVERY_KEY = 5_000;

/** Under Pulumi's mocks, which take a hundred times longer. */
const SOME = Math.ceil(MANY / 20);

const SEED = Number(process.env.SEED ?? Date.now() % 0x7fffffff);

const ACCOUNT = "123456789012";

const POOL = "aws:cognito/userPool:UserPool";
const REGION = "eu-west-1";

const GIVEN: Given = {
    userPoolId: "eu-west-1_AbCdEfGhI",
    clientId: "1h57kf5cpq17m0eml12EXAMPLE",
    poolName: "openmetadata-prod",
    domain: "om-prod-0a1b2c3d",
    region: REGION,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/sms`,
    externalId: "0".repeat(32),
    logGroupArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/vendedlogs/cognito/eu-west-1_AbCdEfGhI`,
    tags: { project: "openmetadata-cognito-sso", stack: "prod" },
};

/** AWS's answers, in the forms that AWS's own models know. */
function aws({ settings }: Configuration): Situation {
    const { domain, userPool } = settings;
    const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
    const existing = userPool.existingId;
    return {
        stack: "prod",
        account: ACCOUNT,
        region: REGION,
        calls: answerZone(domain.name?.split(".").slice(1).join(".") ?? ""),
        state: {
            ...CERTIFICATE,
            ...DISTRIBUTION,
            "aws:iam/role:Role": (_inputs, name) => ({ name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` }),
            "aws:wafv2/webAcl:WebAcl": (_inputs, name) => ({ arn: arn("wafv2", `regional/webacl/${name}/a`) }),
            "aws:cloudwatch/logGroup:LogGroup": ({ name }) => ({ arn: arn("logs", `log-group:${String(name)}`) }),
            ...(existing !== undefined && {
                [POOL]: () => ({
                    id: existing,
                    arn: arn("cognito-idp", `userpool/${existing}`),
                    name: "Shared",
                    usernameAttributes: ["email"],
                    schemas: [],
                    userPoolTier: "PLUS",
                    domain: "om-shared",
                }),
            }),
        },
    };
}

/** The types that `argumentsOf` knows. */
const JUDGED =
    /:(UserPool|UserPoolClient|IdentityProvider|ManagedLoginBranding|UserPoolUICustomization|UserGroup|RiskConfiguration|WebAcl|LogDeliveryConfiguration)$/;

describe(`random configurations that the program accepts (seed ${SEED}, or SEED=… for another)`, function () {
    this.timeout(600_000);
    let models: AwsModels;
    answerDns(() => Promise.resolve(["192.0.2.1"]));

    before(async function () {
        models = await awsModels(this);
    });

    const refusals = (resources: readonly Resource[]) =>
        resources
            .flatMap((resource) => createRequests(models, resource))
            .flatMap(({ service, operation, input }) =>
                judge(models.of(service), operation, input).map((found) => describeViolation(operation, found)),
            );

    it(`are such that AWS refuses nothing of ${MANY}`, () => {
        const seen = new Set<string>();
        fc.assert(
            fc.property(configurations(), ({ args, settings }) => {
                keysOf(args).forEach((key) => seen.add(key));
                assert.deepEqual(refusals(argumentsOf(settings, GIVEN)), []);
            }),
            { seed: SEED, numRuns: MANY },
        );
        if (MANY >= ENOUGH_FOR_EVERY_KEY) {
            const missing = allKeys().filter((key) => !seen.has(key));
            assert.deepEqual(missing, []);
        }
    });

    it(`register what they were judged by, and AWS refuses nothing else either, in ${SOME} of them`, async () => {
        await fc.assert(
            fc.asyncProperty(configurations(), async (configuration) => {
                const made = await registered(configuration);
                assert.deepEqual(refusals(made), []);
                const { settings } = configuration;
                assert.deepEqual(comparable(argumentsOf(settings, givenBy(made, settings))), comparable(made));
            }),
            { seed: SEED, numRuns: SOME },
        );
    });
});

/** What the program registers under Pulumi's mocks. It may still refuse what only AWS tells, the account of an ARN for instance. */
async function registered(configuration: Configuration): Promise<Recorded[]> {
    const run = await attempt(() => new CognitoSso("openmetadata", configuration.args), aws(configuration));
    fc.pre(!(run.error instanceof UserError));
    assert.ifError(run.error);
    const isRead = (type: string) => type === POOL && configuration.settings.userPool.existingId !== undefined;
    return run.resources.filter(({ custom, type }) => custom && !isRead(type));
}

/** What AWS told the program. */
function givenBy(made: readonly Recorded[], { userPool, tags, domain }: Configuration["settings"]): Given {
    const inputsOf = (type: string) => made.find((resource) => resource.type.endsWith(`:${type}`))?.inputs ?? {};
    const [pool, client, looks] = [inputsOf("UserPool"), inputsOf("UserPoolClient"), inputsOf("ManagedLoginBranding")];
    const sms = pool.smsConfiguration as Record<string, string> | undefined;
    const [logs] = (inputsOf("LogDeliveryConfiguration").logConfigurations ?? []) as {
        cloudWatchLogsConfiguration: { logGroupArn: string };
    }[];
    return {
        ...GIVEN,
        userPoolId: String(client.userPoolId),
        clientId: String(looks.clientId ?? inputsOf("UserPoolUICustomization").clientId),
        poolName: userPool.existingId === undefined ? GIVEN.poolName : "Shared",
        domain: (inputsOf("UserPoolDomain").domain as string | undefined) ?? domain.name ?? "om-shared",
        roleArn: sms?.snsCallerArn ?? "",
        externalId: sms?.externalId ?? "",
        logGroupArn: logs?.cloudWatchLogsConfiguration.logGroupArn ?? "",
        tags: { ...GIVEN.tags, ...tags },
    };
}

function comparable(resources: readonly Resource[]): string[] {
    const inOrder = (_key: string, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value;
    return resources
        .filter(({ type }) => JUDGED.test(type))
        .map(({ type, inputs }) => JSON.stringify({ type, inputs }, inOrder, 1))
        .sort();
}
