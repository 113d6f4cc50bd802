import type * as cognito from "@pulumi/aws/cognito";
import { Permission } from "@pulumi/aws/lambda/permission";
import * as pulumi from "@pulumi/pulumi";
import { isProtected, type Settings } from "../config/settings";
import { triggersOf, type TriggersSettings } from "../config/triggers";

/** What the pool calls; left out when it is nothing, since an empty block is never settled (lgallard/terraform-aws-cognito-user-pool#82). */
export function lambdaConfig({ triggers }: Pick<Settings, "triggers">): Pick<cognito.UserPoolArgs, "lambdaConfig"> {
    if (triggers === undefined || triggersOf(triggers).length === 0) {
        return {};
    }
    const { preTokenGeneration, customEmailSender, customSmsSender, kmsKeyArn, ...plain } = triggers;
    return {
        lambdaConfig: {
            ...plain,
            ...(preTokenGeneration && tokenTrigger(preTokenGeneration)),
            ...(customEmailSender !== undefined && { customEmailSender: sender(customEmailSender) }),
            ...(customSmsSender !== undefined && { customSmsSender: sender(customSmsSender) }),
            ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
        },
    };
}

/** AWS wants both, and both the same; without the version it keeps the one that it had (hashicorp/terraform-provider-aws#45529). */
function tokenTrigger({ function: lambdaArn, version }: NonNullable<TriggersSettings["preTokenGeneration"]>) {
    return { preTokenGeneration: lambdaArn, preTokenGenerationConfig: { lambdaArn, lambdaVersion: version } };
}

/** There is one version of the event yet. */
function sender(lambdaArn: string) {
    return { lambdaArn, lambdaVersion: "V1_0" };
}

/**
 * Lets this pool, and no other, call each function: a trigger that may not be called makes every sign-in fail. So AWS keeps the
 * permission while the guard is on, also when a refused `destroy` has come to it before the pool; and a trigger can be removed all the same.
 */
export function permitTriggers(
    name: string,
    settings: Settings,
    userPoolArn: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): void {
    if (settings.endpoint !== undefined) {
        // An emulator asks for no permission, and does not have the functions of a stack that is rehearsed on it.
        return;
    }
    for (const { name: trigger, functionArn, qualifier } of triggersOf(settings.triggers)) {
        new Permission(
            `${name}-${trigger}`,
            {
                action: "lambda:InvokeFunction",
                function: functionArn,
                ...(qualifier !== undefined && { qualifier }),
                principal: "cognito-idp.amazonaws.com",
                sourceArn: userPoolArn,
            },
            { ...opts, protect: false, retainOnDelete: isProtected(settings) },
        );
    }
}
