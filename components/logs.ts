import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import type { LogsSettings } from "../config/logs";
import type { Settings } from "../config/settings";

/**
 * A log group of the stack's own, and the pool told to write to it. The group is not encrypted with a key of one's own: Cognito
 * refuses that (AWS: exporting-quotas-and-usage).
 */
export function createLogs(
    name: string,
    { logs }: Settings,
    userPoolId: pulumi.Input<string>,
    tags: Record<string, string>,
    opts: pulumi.CustomResourceOptions,
): void {
    if (logs === undefined) {
        return;
    }
    const group = new LogGroup(
        name,
        {
            // AWS keeps no policy of its own for each group under this name, so that their size limit is never met.
            name: pulumi.interpolate`/aws/vendedlogs/cognito/${userPoolId}`,
            retentionInDays: logs.retentionDays,
            tags,
        },
        opts,
    );
    new cognito.LogDeliveryConfiguration(
        `${name}-delivery`,
        { userPoolId, logConfigurations: logConfigurations(logs, group.arn) },
        opts,
    );
}

/** Each source has exactly one level (AWS: LogConfigurationType). */
const SOURCES = {
    error: [{ eventSource: "userNotification", logLevel: "ERROR" }],
    info: [
        { eventSource: "userNotification", logLevel: "ERROR" },
        { eventSource: "userAuthEvents", logLevel: "INFO" },
    ],
} as const;

export function logConfigurations<Arn>({ level }: LogsSettings, logGroupArn: Arn) {
    return SOURCES[level].map((source) => ({ ...source, cloudWatchLogsConfiguration: { logGroupArn } }));
}
