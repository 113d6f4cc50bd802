import * as cognito from "@pulumi/aws/cognito";
import * as pulumi from "@pulumi/pulumi";
import { describeProblems } from "../config/problem";
import type { Settings } from "../config/settings";
import { UserError } from "../config/userError";
import { poolProblems, poolWarnings, type PoolFacts } from "./poolFacts";

/** A pool that is already there: read, never changed (the resource is external to the stack). */
export function readUserPool(name: string, id: string, opts: pulumi.CustomResourceOptions): cognito.UserPool {
    return cognito.UserPool.get(`${name}-existing`, id, undefined, opts);
}

/**
 * The id of the pool, once it is sure that client and domain fit on it; nothing is made with it before.
 * @throws UserError
 */
export function fittingPoolId(
    pool: cognito.UserPool,
    settings: Settings,
    wantedDomain: pulumi.Input<string>,
): pulumi.Output<string> {
    const read: Record<keyof PoolFacts, pulumi.Input<unknown>> = {
        id: pool.id,
        arn: pool.arn,
        usernameAttributes: said(pool.usernameAttributes),
        aliasAttributes: said(pool.aliasAttributes),
        autoVerifiedAttributes: said(pool.autoVerifiedAttributes),
        usernameConfiguration: said(pool.usernameConfiguration),
        schemas: said(pool.schemas),
        adminCreateUserConfig: said(pool.adminCreateUserConfig),
        mfaConfiguration: said(pool.mfaConfiguration),
        softwareTokenMfaConfiguration: said(pool.softwareTokenMfaConfiguration),
        emailMfaConfiguration: said(pool.emailMfaConfiguration),
        signInPolicy: said(pool.signInPolicy),
        webAuthnConfiguration: said(pool.webAuthnConfiguration),
        userPoolTier: said(pool.userPoolTier),
        domain: said(pool.domain),
        customDomain: said(pool.customDomain),
    };
    return pulumi.all([pulumi.output(read), wantedDomain]).apply(([facts, wanted]) => {
        const known = facts as PoolFacts;
        const problems = poolProblems(known, settings, wanted);
        if (problems.length > 0) {
            throw new UserError(describeProblems(`User pool ${known.id}`, problems));
        }
        poolWarnings(known, settings).forEach((warning) => void pulumi.log.warn(warning));
        return known.id;
    });
}

/** At a preview the engine calls unknown whatever a provider says nothing of; of a pool that is read, that is nothing. */
function said(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
    // Left out of the SDK's typings.
    const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
    return pulumi.output(isKnown.then((known) => (known ? output : undefined)));
}

/** The domain that the pool already has: the whole name of a custom one before the prefix, as people know the former. */
export function domainOf(pool: cognito.UserPool): pulumi.Output<string> {
    return pulumi.all([pool.customDomain, pool.domain]).apply(([custom, prefix]) => custom || prefix);
}
