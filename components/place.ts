import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { UserError } from "../config/userError";

/** The AWS account and region in which the credentials work. */
export interface Place {
    readonly account: string;
    readonly region: string;
}

export function currentPlace(opts: pulumi.InvokeOutputOptions): pulumi.Output<Place> {
    // `id` is the one field that carries the region in every release of the provider.
    return pulumi
        .all([getCallerIdentityOutput({}, opts).accountId, getRegionOutput({}, opts).id])
        .apply(([account, region]) => ({ account, region }));
}

/**
 * The pool's id, once it is sure that the pool is where the credentials are. A stack that is deployed with the credentials of
 * another account, or with another region, would otherwise be torn in two: the pool here, its client and domain there.
 * @throws UserError
 */
export function idInPlace(id: string, arn: string, { account, region }: Place): string {
    const [, , , poolRegion, poolAccount] = arn.split(":");
    const differences = [
        ...(poolRegion === region ? [] : [`region ${poolRegion}, not ${region}`]),
        ...(poolAccount === account ? [] : [`account ${poolAccount}, not ${account}`]),
    ];
    if (differences.length > 0) {
        throw new UserError(
            `Stack ${pulumi.getStack()} has its user pool ${id} in ${differences.join(" and in ")}. Nothing was changed in AWS.\n` +
                "A pool cannot move: use the credentials and the aws:region that the stack was made with, or make a new stack.",
        );
    }
    return id;
}
