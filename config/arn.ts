import { sesIdentity, sesRegions } from "./email";
import { partition } from "./partition";
import type { Problem } from "./problem";
import type { Settings } from "./settings";
import { triggersOf } from "./triggers";

/** The AWS account (12 digits) and region of something. */
interface Place {
    readonly account: string;
    readonly region: string;
}

/** Where something is, by its ARN. */
export function arnPlace(arn: string): Place & { readonly partition: string } {
    const [, partition, , region, account] = arn.split(":");
    return { partition, region, account };
}

/** Something of the owner's that the pool is to use. */
interface Reference {
    readonly key: string;
    readonly arn: string;
    readonly what: "certificate" | "identity" | "function" | "key";
    /** Where it may be; the first is where it had better be. */
    readonly regions: readonly string[];
    /** What to do where it is needed, without the place. */
    readonly remedy: string;
}

type WithArns = Pick<Settings, "domain" | "email" | "triggers" | "endpoint">;

/** ARNs of a partition, region or account that the pool can use nothing of. An emulator plays an account of its own. */
export function arnProblems(settings: WithArns, pool: Place): Problem[] {
    const account = settings.endpoint === undefined ? pool.account : undefined;
    return references(settings, pool.region).flatMap((reference) => {
        const there = arnPlace(reference.arn);
        if (!reference.regions.includes(there.region)) {
            return [wrongRegion(reference, there.region, pool.region)];
        }
        if (there.partition !== partition(there.region)) {
            return [wrongPartition(reference, there)];
        }
        const why = ONLY_OWN[reference.what];
        return account === undefined || there.account === account || why === undefined
            ? []
            : [wrongAccount(reference, there.account, account, why)];
    });
}

function references({ domain, email, triggers }: WithArns, region: string): Reference[] {
    const { certificateArn } = domain;
    const { sesIdentityArn } = email;
    const identity = sesIdentity(sesIdentityArn ?? "");
    const functions = triggersOf(triggers).map(({ name, functionArn: arn }) => ({ key: `triggers.${name}`, arn }));
    const all = [
        {
            key: "domain.certificateArn",
            arn: certificateArn,
            what: "certificate" as const,
            regions: ["us-east-1"],
            remedy: "request or import the certificate",
        },
        {
            key: "email.sesIdentityArn",
            arn: sesIdentityArn,
            what: "identity" as const,
            regions: sesRegions(region),
            remedy: `verify ${identity}`,
        },
        ...functions.map((its) => ({
            ...its,
            what: "function" as const,
            regions: [region],
            remedy: "deploy the function",
        })),
        {
            key: "triggers.kmsKeyArn",
            arn: triggers?.kmsKeyArn,
            what: "key" as const,
            regions: [region],
            remedy: "make a key, or a replica of a multi-Region key,",
        },
    ];
    return all.flatMap(({ arn, ...rest }) => (arn === undefined ? [] : [{ arn, ...rest }]));
}

/**
 * Why one of another account is of no use. A key may be: whoever runs the update grants Cognito its use, where its policy allows that.
 * @see AWS: user-pool-email, cognito-user-pools-add-custom-domain, cognito-user-pools-working-with-lambda-triggers
 */
const ONLY_OWN: Readonly<Partial<Record<Reference["what"], string>>> = {
    certificate: "Cognito takes none of another account",
    identity: "Cognito takes none of another account",
    function: "only the owner of another account's can let this pool call it",
};

const ARTICLE = { certificate: "a", identity: "an", function: "a", key: "a" } as const;

function named({ what }: Reference): string {
    return `${ARTICLE[what]} ${what}`;
}

function wrongRegion(reference: Reference, region: string, poolRegion: string): Problem {
    const { key, regions, remedy } = reference;
    return {
        key,
        given: `${named(reference)} in ${region}, for a pool in ${poolRegion}`,
        allowed: `${named(reference)} in ${regions.join(", ")}`,
        fix: `${remedy} in ${regions[0]} too, and use that ARN`,
    };
}

function wrongPartition(reference: Reference, there: ReturnType<typeof arnPlace>): Problem {
    const right = partition(there.region);
    return {
        key: reference.key,
        given: `${named(reference)} in ${there.region}, with arn:${there.partition}:`,
        allowed: `arn:${right}:, with which all ARNs in ${there.region} begin`,
        fix: "copy the ARN from the AWS console again",
    };
}

function wrongAccount(reference: Reference, account: string, poolAccount: string, why: string): Problem {
    return {
        key: reference.key,
        given: `${named(reference)} of account ${account}, for a pool of account ${poolAccount}`,
        allowed: `${named(reference)} of account ${poolAccount}: ${why}`,
        fix: `${reference.remedy} in account ${poolAccount} too, and use that ARN`,
    };
}
