import { createHash } from "node:crypto";
import { defaultTags } from "@pulumi/aws/config";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";
import { partition } from "../config/partition";
import { isProtected, type Settings } from "../config/settings";
import { sendsSms } from "../config/sms";
import { iamTags } from "../config/tags";
import type { Place } from "./place";

/** With what a pool sends SMS. */
export interface SmsSender {
    /** ARN of the role that Cognito takes on. */
    readonly roleArn: pulumi.Input<string>;
    /** What Cognito must say to take it on. */
    readonly externalId: pulumi.Input<string>;
    /** Region of the Amazon SNS that sends. */
    readonly region: pulumi.Input<string>;
    /** What the pool must wait for: Cognito tries the role when it is told of it. */
    readonly ready: pulumi.Resource;
}

/**
 * The role that lets Cognito, and nobody else, send SMS on behalf of this account's pools (AWS: user-pool-sms-settings). A pool can
 * never lose its SMS settings, so that the role stays as long as the pool.
 */
export function createSmsRole(
    name: string,
    settings: Settings,
    place: pulumi.Output<Place>,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): SmsSender | undefined {
    if (!sendsSms(settings)) {
        return undefined;
    }
    const kept = { ...opts, retainOnDelete: isProtected(settings) };
    const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
    const externalId = place.apply((here) => smsExternalId({ ...here, project, stack }));
    const trust = pulumi.all([place, externalId]).apply(([here, id]) => JSON.stringify(trustPolicy(here, id)));
    const role = new Role(
        name,
        {
            assumeRolePolicy: trust,
            description: `SMS of the user pool of stack ${stack}`,
            tags: iamTags(tags, Object.keys(defaultTags?.tags ?? {})),
        },
        kept,
    );
    const policy = new RolePolicy(`${name}-policy`, { role: role.name, policy: JSON.stringify(SEND_SMS) }, kept);
    return {
        roleArn: role.arn,
        externalId,
        region: place.apply(({ region }) => snsRegion(region)),
        ready: policy,
    };
}

/** Who may take the role on: Cognito, for a pool of this account and region. */
export function trustPolicy({ account, region }: Place, externalId: string) {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "cognito-idp.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: { "sts:ExternalId": externalId, "aws:SourceAccount": account },
                    // The pool's own id is not known yet: it needs the role to be made.
                    ArnLike: {
                        "aws:SourceArn": `arn:${partition(region)}:cognito-idp:${region}:${account}:userpool/*`,
                    },
                },
            },
        ],
    };
}

/** SMS go to phone numbers, which are no resources of IAM. */
const SEND_SMS = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*" }],
};

/** The same on every run, another for every other stack, and nothing that a stranger would guess. */
export function smsExternalId(stack: Place & { readonly project: string; readonly stack: string }): string {
    const parts = ["sms", stack.account, stack.region, stack.project, stack.stack];
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Pools in Seoul must send through Tokyo (AWS: SmsConfigurationType); all others send through their own region. */
export function snsRegion(region: string): string {
    return region === "ap-northeast-2" ? "ap-northeast-1" : region;
}
