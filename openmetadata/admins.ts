import type { OpenMetadataOptions } from "./facts";

/** What OpenMetadata itself takes for its people's domain when it is told none. */
export const DEFAULT_PRINCIPAL_DOMAIN = "open-metadata.org";

/** The user name that OpenMetadata makes of an e-mail address: the part before the `@`, in lower case. */
export function principalName(email: string): string {
    return email.slice(0, email.lastIndexOf("@")).toLowerCase();
}

/** The domain of an e-mail address, in lower case. */
export function emailDomain(email: string): string {
    return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** The domains of the admins, each once, in the order of the admins. */
export function adminDomains(admins: readonly string[]): string[] {
    return [...new Set(admins.map(emailDomain))];
}

/** The domain that the owner chose, or the admins' when they share one; undefined when nobody says which it is. */
export function knownPrincipalDomain({ principalDomain, admins }: OpenMetadataOptions): string | undefined {
    const domains = adminDomains(admins);
    return principalDomain ?? (domains.length === 1 ? domains[0] : undefined);
}

/** Whether OpenMetadata refuses people of other domains: what the owner says, otherwise wherever a domain is known. */
export function enforcesPrincipalDomain(options: OpenMetadataOptions): boolean {
    return options.enforcePrincipalDomain ?? knownPrincipalDomain(options) !== undefined;
}

/** The admins, parted by whether their address is in the principal domain. */
export function partAdmins(options: OpenMetadataOptions): { inDomain: string[]; elsewhere: string[] } {
    const domain = knownPrincipalDomain(options);
    return {
        inDomain: options.admins.filter((email) => emailDomain(email) === domain),
        elsewhere: options.admins.filter((email) => emailDomain(email) !== domain),
    };
}
