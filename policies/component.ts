import type { ResourceValidationArgs } from "@pulumi/policy";

import { isLoopback } from "../config/openMetadataUrl";

/** The settings of a CognitoSso that tell what its owner asked for; a component that was imported has none yet. */
interface ComponentSettings {
    readonly callbackUrl?: string;
    readonly userPool?: { readonly selfSignUp?: boolean };
}

const COMPONENT = "openmetadata-cognito-sso:index:CognitoSso";

/** By URN. A component is registered before its children, so that it is known by the time that they are looked at. */
const components = new Map<string, ComponentSettings>();

/** Remembers a component when it is shown to the pack. */
export function noteComponent({ type, urn, props }: Pick<ResourceValidationArgs, "type" | "urn" | "props">): void {
    if (type === COMPONENT) {
        components.set(urn, props as ComponentSettings);
    }
}

/** What the owner of a resource asked for; empty for a resource that no CognitoSso has made. */
function settingsOf({ opts }: ResourceValidationArgs): ComponentSettings {
    return components.get(opts.parent ?? "") ?? {};
}

/** Whether the resource belongs to a stage that may be lost: OpenMetadata runs on its developer's own machine. */
export function isThrowAway(resource: ResourceValidationArgs): boolean {
    const { callbackUrl } = settingsOf(resource);
    return callbackUrl !== undefined && isLoopback(callbackUrl);
}

/** Whether the config says that anybody may make an account. */
export function isSignUpAskedFor(resource: ResourceValidationArgs): boolean {
    return settingsOf(resource).userPool?.selfSignUp === true;
}
