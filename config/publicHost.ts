import { BlockList, isIP } from "node:net";
import { isExample } from "./openMetadataUrl";

/** Ranges that nobody reaches from the internet (IANA: IPv4 and IPv6 Special-Purpose Address Registries), and multicast. */
const NOT_PUBLIC = [
    ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
    ...["192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"],
    ...["::/128", "::1/128", "100::/64", "2001:db8::/32", "3fff::/20", "fc00::/7", "fe80::/10", "ff00::/8"],
];

/**
 * Top-level names that the internet's DNS never has: reserved ones (RFC 6761, RFC 6762, RFC 8375; ICANN, .internal), and those that
 * companies use for themselves and ICANN keeps for ever undelegated.
 */
const PRIVATE_NAMES =
    /\.(internal|local|localhost|localdomain|lan|home|home\.arpa|corp|mail|intranet|private|test|onion)$/;

const notPublic = new BlockList();
for (const range of NOT_PUBLIC) {
    const [address, length] = range.split("/");
    notPublic.addSubnet(address, Number(length), address.includes(":") ? "ipv6" : "ipv4");
}

/** Why nobody outside of one's own network finds a URL's host; undefined where it may be found. */
export function hiddenHost(url: string): string | undefined {
    const host = new URL(url).hostname.replace(/^\[|\]$|\.$/g, "");
    const version = isIP(host);
    if (version !== 0) {
        return notPublic.check(host, version === 4 ? "ipv4" : "ipv6") ? "a private address" : undefined;
    }
    if (!host.includes(".")) {
        return "a name without a domain";
    }
    return PRIVATE_NAMES.test(host) || isExample(url) ? "a name that the internet does not know" : undefined;
}
