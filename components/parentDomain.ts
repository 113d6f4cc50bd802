import { Resolver } from "node:dns/promises";

/** Gives the IPv4 addresses of a name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** What a name server says of a name that has no A record; anything else says nothing about the name. */
const NO_RECORD = new Set(["ENOTFOUND", "ENODATA"]);

/**
 * A warning where a custom domain would be refused because its parent has no A record; undefined where it has one, or nobody
 * knows. Only a warning: AWS looks once, when the domain is made, and may see more of DNS than this machine.
 * @see AWS: cognito-user-pools-add-custom-domain
 */
export async function parentDomainWarning(name: string, resolve: Resolve = resolve4): Promise<string | undefined> {
    const parent = name.split(".").slice(1).join(".");
    try {
        await resolve(parent);
        return undefined;
    } catch (error) {
        return NO_RECORD.has((error as NodeJS.ErrnoException).code ?? "")
            ? `domain.name ${name}: its parent ${parent} has no A record, and Cognito refuses a custom domain under such a name.\n` +
                  `Create one; any address will do, for example: ${parent}. 60 IN A 198.51.100.1.`
            : undefined;
    }
}

/** Short of time: the answer only serves a warning. */
function resolve4(name: string): Promise<string[]> {
    return new Resolver({ timeout: 1500, tries: 1 }).resolve4(name);
}
