import * as cognito from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings";

/** The pool's groups, each a resource named after its group: their order in the config does not matter (AWS: CreateGroup). */
export function createGroups(
    name: string,
    { groups }: Settings,
    userPoolId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): cognito.UserGroup[] {
    return groups.map(
        (group) => new cognito.UserGroup(`${name}-${group.name}`, { userPoolId, ...groupArgs(group) }, opts),
    );
}

/** An empty text differs for ever from what AWS then answers: nothing. */
export function groupArgs({
    name,
    description,
}: Settings["groups"][number]): Omit<cognito.UserGroupArgs, "userPoolId"> {
    return { name, ...(description && { description }) };
}
