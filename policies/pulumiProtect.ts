import { isThrowAway } from "./component";
import { control, USER_GROUP, USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN } from "./control";

/** AWS protects only the pool, and that comes last: until then Pulumi would have deleted all that hangs on it. */
export const pulumiProtect = control<unknown>({
    name: "pulumi-protect",
    description: "Pulumi refuses to replace or delete the pool, its client, domain and groups.",
    enforcementLevel: "mandatory",
    types: [USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN, USER_GROUP],
    violation: (_, resource) =>
        resource.opts.protect || isThrowAway(resource) ? undefined : "Pulumi does not protect the resource",
    fix: "protect true; for a stage that may be lost, --policy-pack-config policies/throw-away.json",
});
