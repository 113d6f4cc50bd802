import { isIP } from "node:net";
import { asText, scalar } from "./shapes";

/** A range of IP addresses as Cognito takes it: `203.0.113.0/24` or `2001:db8::/32`; one address alone is a range of one. */
export function ipRange() {
    return scalar({
        allowed: "a range of IP addresses in CIDR notation, or one address",
        fix: "203.0.113.0/24",
        read: (given) => {
            const [address, length, ...rest] = (asText(given) ?? "").toLowerCase().split("/");
            const longest = { 4: 32, 6: 128 }[isIP(address)];
            if (longest === undefined || rest.length > 0) {
                return undefined;
            }
            const prefix = length ?? String(longest);
            return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest ? `${address}/${Number(prefix)}` : undefined;
        },
    });
}
