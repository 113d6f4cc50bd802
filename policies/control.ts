import type { EnforcementLevel, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

import { noteComponent } from "./component";

/** One thing that is asked of resources of some types. `Props`: the arguments that it looks at. */
export interface Control<Props> {
    /** Its id; `--policy-pack-config` refers to it. */
    readonly name: string;
    /** What is asked, as a sentence. */
    readonly description: string;
    readonly enforcementLevel: Extract<EnforcementLevel, "advisory" | "mandatory">;
    /** Its id in AWS Security Hub, and its rule in AWS Config. */
    readonly securityHub?: { readonly id: string; readonly rule: string };
    /** Type tokens of the resources. */
    readonly types: readonly string[];
    /** What is wrong with a resource, as a sentence without its end; undefined where nothing is. */
    readonly violation: (props: Props, resource: ResourceValidationArgs) => string | undefined;
    /** What to write in the stack's config. */
    readonly fix: string;
}

/** The control as Pulumi takes it. Resources of other types pass. */
export function control<Props>(given: Control<Props>): ResourceValidationPolicy {
    const { name, description, enforcementLevel, securityHub, types, violation, fix } = given;
    const id = securityHub === undefined ? "" : ` [Security Hub ${securityHub.id}, AWS Config ${securityHub.rule}]`;
    return {
        name,
        description: `${description}${id}`,
        enforcementLevel,
        remediationSteps: fix,
        ...(securityHub && {
            url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html",
        }),
        validateResource: (resource, report) => {
            noteComponent(resource);
            if (!types.includes(resource.type)) {
                return;
            }
            const found = violation(resource.props as Props, resource);
            if (found !== undefined) {
                report(`${found}. Fix: ${fix}`);
            }
        },
    };
}

export const USER_POOL = "aws:cognito/userPool:UserPool";
export const USER_POOL_CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
export const USER_POOL_DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";
export const USER_GROUP = "aws:cognito/userGroup:UserGroup";
