import type { ApiCall } from "./request";
import type { AwsModels, ServiceModel } from "./model";

type Values = Readonly<Record<string, unknown>>;

/** A resource of Pulumi's AWS provider as it is registered. */
export interface Resource {
    /** For instance `aws:cognito/userPool:UserPool`. */
    readonly type: string;
    readonly name: string;
    /** Plain values, secrets unwrapped. */
    readonly inputs: Values;
}

/** The requests with which the Terraform AWS provider creates a resource, without the reads between them. */
export function createRequests(models: AwsModels, { type, name, inputs }: Resource): ApiCall[] {
    if (!(type in REQUESTS)) {
        throw new Error(`what becomes of ${type} is not known here`);
    }
    return REQUESTS[type](inputs, name).map(({ service, operation, args }) => ({
        service,
        operation,
        input: requestInput(models.of(service), operation, args),
    }));
}

/** A request in the words of Pulumi. */
interface Request {
    readonly service: string;
    readonly operation: string;
    readonly args: Values;
}

const cognito = (operation: string, args: Values): Request => ({ service: "cognito-idp", operation, args });
const request = (service: string, operation: string, args: Values): Request => ({ service, operation, args });

/** An id of AWS's own where a request needs one that only AWS can give. */
const POOL_ID = "eu-west-1_AbCdEfGhI";

/** A physical name as Pulumi makes one of a logical name. */
const autoName = (name: string) => `${name}-0a1b2c3`;

/** By type: as the provider's sources have it (hashicorp/terraform-provider-aws, `internal/service/…`). */
const REQUESTS: Readonly<Record<string, (inputs: Values, name: string) => Request[]>> = {
    "aws:cognito/userPool:UserPool": userPoolRequests,
    "aws:cognito/userPoolClient:UserPoolClient": ({ name, ...args }) => [
        cognito("CreateUserPoolClient", { clientName: name, ...args }),
    ],
    "aws:cognito/userPoolDomain:UserPoolDomain": ({ certificateArn, ...args }) => [
        cognito("CreateUserPoolDomain", {
            ...args,
            ...(certificateArn !== undefined && { customDomainConfig: { certificateArn } }),
        }),
    ],
    "aws:cognito/identityProvider:IdentityProvider": (args) => [cognito("CreateIdentityProvider", args)],
    "aws:cognito/userGroup:UserGroup": ({ name, ...args }) => [cognito("CreateGroup", { groupName: name, ...args })],
    "aws:cognito/riskConfiguration:RiskConfiguration": (args) => [cognito("SetRiskConfiguration", args)],
    "aws:cognito/managedLoginBranding:ManagedLoginBranding": ({ settings, ...args }) => [
        cognito("CreateManagedLoginBranding", {
            ...args,
            ...(settings !== undefined && { settings: JSON.parse(settings as string) as unknown }),
        }),
    ],
    "aws:cognito/userPoolUICustomization:UserPoolUICustomization": (args) => [cognito("SetUICustomization", args)],
    "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": (args) => [
        cognito("SetLogDeliveryConfiguration", args),
    ],
    "aws:cloudwatch/logGroup:LogGroup": ({ name: logGroupName, tags, retentionInDays }) => [
        request("logs", "CreateLogGroup", { logGroupName, tags }),
        ...(retentionInDays === undefined
            ? []
            : [request("logs", "PutRetentionPolicy", { logGroupName, retentionInDays })]),
    ],
    "aws:wafv2/webAcl:WebAcl": (args, name) => [
        request("wafv2", "CreateWebACL", { name: autoName(name), ...withTagList(args) }),
    ],
    "aws:wafv2/webAclAssociation:WebAclAssociation": (args) => [request("wafv2", "AssociateWebACL", args)],
    "aws:iam/role:Role": ({ assumeRolePolicy, ...args }, name) => [
        request("iam", "CreateRole", {
            roleName: autoName(name),
            assumeRolePolicyDocument: assumeRolePolicy,
            ...withTagList(args),
        }),
    ],
    "aws:iam/rolePolicy:RolePolicy": ({ role, policy }, name) => [
        request("iam", "PutRolePolicy", { roleName: role, policyName: autoName(name), policyDocument: policy }),
    ],
    "aws:secretsmanager/secret:Secret": ({ recoveryWindowInDays, ...args }) => [
        request("secretsmanager", "CreateSecret", withTagList(args)),
        // At the end of its life.
        request("secretsmanager", "DeleteSecret", { secretId: args.name, recoveryWindowInDays }),
    ],
    "aws:secretsmanager/secretVersion:SecretVersion": (args) => [request("secretsmanager", "PutSecretValue", args)],
    "aws:lambda/permission:Permission": ({ function: functionName, ...args }, name) => [
        request("lambda", "AddPermission", { functionName, statementId: autoName(name), ...args }),
    ],
    "aws:acm/certificate:Certificate": (args) => [request("acm", "RequestCertificate", withTagList(args))],
    // It waits, and asks for nothing.
    "aws:acm/certificateValidation:CertificateValidation": () => [],
    "aws:route53/record:Record": recordRequests,
    "pulumi:providers:aws": () => [],
};

/** What `CreateUserPool` does not take; a second call brings it. */
const OF_MFA = ["emailMfaConfiguration", "mfaConfiguration", "softwareTokenMfaConfiguration", "webAuthnConfiguration"];

function userPoolRequests({
    name,
    tags,
    passwordPolicy,
    signInPolicy,
    emailConfiguration,
    ...args
}: Values): Request[] {
    const { fromEmailAddress, ...email } = (emailConfiguration ?? {}) as Values;
    const mfa = Object.fromEntries(Object.entries(args).filter(([key]) => OF_MFA.includes(key)));
    const rest = Object.fromEntries(Object.entries(args).filter(([key]) => !OF_MFA.includes(key)));
    const { smsConfiguration, smsAuthenticationMessage } = args;
    return [
        cognito("CreateUserPool", {
            poolName: name,
            userPoolTags: tags,
            policies: { passwordPolicy, signInPolicy },
            emailConfiguration: { from: fromEmailAddress, ...email },
            ...rest,
        }),
        cognito("SetUserPoolMfaConfig", {
            userPoolId: POOL_ID,
            ...mfa,
            ...(smsConfiguration !== undefined && {
                smsMfaConfiguration: { smsConfiguration, smsAuthenticationMessage },
            }),
        }),
    ];
}

function recordRequests({ zoneId, name, type, ttl, records, aliases }: Values): Request[] {
    const [alias] = (aliases ?? []) as Values[];
    const resourceRecordSet = {
        name,
        type,
        ttl,
        ...(records !== undefined && { resourceRecords: (records as string[]).map((value) => ({ value })) }),
        ...(alias !== undefined && {
            aliasTarget: {
                hostedZoneId: alias.zoneId,
                dnsName: alias.name,
                evaluateTargetHealth: alias.evaluateTargetHealth,
            },
        }),
    };
    const changes = [{ action: "UPSERT", resourceRecordSet }];
    return [request("route53", "ChangeResourceRecordSets", { hostedZoneId: zoneId, changeBatch: { changes } })];
}

function withTagList({ tags = {}, ...args }: Values): Values {
    return { ...args, tags: Object.entries(tags as Values).map(([key, value]) => ({ key, value })) };
}

/** The input of the operation, its members named as the model has them. */
function requestInput(model: ServiceModel, operation: string, args: Values): Record<string, unknown> {
    const { input } = model.operations[operation];
    return named(model, input!.shape, args, operation) as Record<string, unknown>;
}

function named(model: ServiceModel, shapeName: string, value: unknown, at: string): unknown {
    const shape = model.shapes[shapeName];
    if (shape.type === "structure" && !shape.document && typeof value === "object" && value !== null) {
        const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
        return Object.fromEntries(
            members.map(([key, inner]) => {
                const name = memberNamed(Object.keys(shape.members), key);
                if (name === undefined) {
                    throw new Error(`${at} has no member for ${key}`);
                }
                return [name, named(model, shape.members[name].shape, inner, `${at}.${name}`)];
            }),
        );
    }
    return shape.type === "list" && Array.isArray(value)
        ? value.map((inner) => named(model, shape.member.shape, inner, at))
        : value;
}

/** Pulumi writes `callbackUrls` for `CallbackURLs`, and puts lists in the plural: `schemas` for `Schema`. */
function memberNamed(members: readonly string[], key: string): string | undefined {
    const same = (wanted: string) => members.find((member) => member.toLowerCase() === wanted);
    const wanted = key.toLowerCase();
    return same(wanted) ?? same(wanted.replace(/s$/, ""));
}
