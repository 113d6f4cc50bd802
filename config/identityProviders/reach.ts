import { isLoopback } from "../openMetadataUrl";
import type { Problem } from "../problem";
import { hiddenHost } from "../publicHost";

/** An address of a provider. */
export interface Address {
    /** The key below the provider's. */
    readonly name: string;
    readonly url: string;
    /** Whether Cognito itself asks there. */
    readonly isAsked: boolean;
}

/** Addresses that Cognito cannot reach over the internet (AWS: cognito-user-pools-oidc-idp, prerequisites). */
export function reachProblems(provider: string, addresses: readonly Address[]): Problem[] {
    return addresses.flatMap((address) => {
        const key = `${provider}.${address.name}`;
        return isLoopback(address.url) || new URL(address.url).port !== ""
            ? [portProblem(key, address)]
            : hostProblems(key, address);
    });
}

function portProblem(key: string, { url }: Address): Problem {
    return {
        key,
        given: JSON.stringify(url),
        allowed: "https on port 443: Cognito asks there itself",
        fix: isLoopback(url)
            ? "give an address that AWS can reach (one on this machine only with endpoint, the emulator's)"
            : "publish the provider on port 443",
    };
}

function hostProblems(key: string, { name, url, isAsked }: Address): Problem[] {
    const hidden = isAsked ? hiddenHost(url) : undefined;
    return hidden === undefined
        ? []
        : [
              {
                  key,
                  given: `${JSON.stringify(url)}, ${hidden}`,
                  allowed: "an address on the internet: Cognito asks there itself",
                  fix:
                      name === "metadataUrl"
                          ? "save the metadata as a file and set metadataFile, or publish it on the internet"
                          : "publish it on the internet; only endpoints.authorizeUrl, which browsers open, may be inside your network",
              },
          ];
}
