import * as z from "zod";

import type { ClientType } from "./facts";
import { waysOut } from "./releases";
import { isOlder } from "./version";

/** The key id of the JWT key pair that OpenMetadata ships with: everybody can sign tokens with it. */
export const SHIPPED_JWT_KEY_ID = "Gb389a-9f76-gdjs-a92j-0242bk94356";

/** The account that OpenMetadata makes at its first start with basic authentication. */
export const SHIPPED_ADMIN = { email: "admin@open-metadata.org", password: "admin" } as const;

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

/**
 * What `GET /api/v1/system/config/auth` tells everybody: the part of `authenticationConfiguration` that the login page needs.
 * Releases without #31516 always say `responseType: id_token` and no `publicKeyUrls` there, whatever is configured.
 */
export const SERVED_AUTHENTICATION = z.object({
    provider: z.string(),
    clientType: text,
    responseType: text,
    authority: text,
    clientId: text,
    callbackUrl: text,
    publicKeyUrls: texts,
    jwtPrincipalClaims: texts,
    jwtPrincipalClaimsMapping: texts,
});
export type ServedAuthentication = z.infer<typeof SERVED_AUTHENTICATION>;

/** What the stack wants OpenMetadata to say. */
export interface ExpectedAuthentication {
    readonly clientType: ClientType;
    readonly authority: string;
    readonly clientId: string;
    /** The callback URL that the stack prints. */
    readonly callbackUrl: string;
    /** All URLs that Cognito takes; OpenMetadata may have any of them that ends in `/callback`. */
    readonly callbackUrls: readonly string[];
    readonly jwksUrl: string;
}

/** The settings that are compared, by their names in `authenticationConfiguration`. */
export const COMPARED_SETTINGS = [
    "provider",
    "clientType",
    "authority",
    "clientId",
    "callbackUrl",
    "responseType",
    "publicKeyUrls",
    "jwtPrincipalClaims",
] as const;
export type ComparedSetting = (typeof COMPARED_SETTINGS)[number];

/** How one setting of an OpenMetadata server compares with the stack. */
export interface Comparison {
    /** `untold`: this release does not publish it. `moot`: it means nothing before the provider is right. */
    readonly outcome: "same" | "different" | "untold" | "moot";
    readonly found: string;
    readonly expected: string;
    /** What to do about a difference. */
    readonly fix?: string;
}

/** Compares what a server says with what the stack wants. */
export function compareAuthentication(
    served: ServedAuthentication,
    expected: ExpectedAuthentication,
): Record<ComparedSetting, Comparison> {
    const provider = compareText("provider", served.provider, "aws-cognito");
    const others = {
        clientType: compareText("clientType", served.clientType, expected.clientType),
        authority: compareAuthority(served, expected),
        clientId: compareText("clientId", served.clientId, expected.clientId),
        callbackUrl: compareCallbackUrl(served, expected),
        responseType: compareResponseType(served, expected),
        publicKeyUrls: comparePublicKeyUrls(served, expected),
        jwtPrincipalClaims: comparePrincipalClaims(served),
    };
    if (provider.outcome === "same") {
        return { provider, ...others };
    }
    const moot = Object.entries(others).map(([name, comparison]) => [name, { ...comparison, outcome: "moot" }]);
    return { provider, ...(Object.fromEntries(moot) as typeof others) };
}

function compareAuthority(served: ServedAuthentication, { authority }: ExpectedAuthentication): Comparison {
    const comparison = compareText("authority", served.authority, authority);
    if (comparison.outcome === "same") {
        return comparison;
    }
    if (served.authority === `${authority}/`) {
        return { ...comparison, fix: `Take the slash at its end away. ${comparison.fix}` };
    }
    return /amazoncognito\.com|\/oauth2/.test(served.authority ?? "")
        ? { ...comparison, fix: `That is the host of the login pages, which is never the authority. ${comparison.fix}` }
        : comparison;
}

function compareCallbackUrl(served: ServedAuthentication, expected: ExpectedAuthentication): Comparison {
    const { callbackUrl, callbackUrls } = expected;
    const others = callbackUrls.filter((url) => url.endsWith("/callback") && !url.endsWith("/auth/callback"));
    const registered = others.find((url) => url === served.callbackUrl);
    return compareText("callbackUrl", served.callbackUrl, registered ?? callbackUrl);
}

/** OpenMetadata's default, `id_token`, is a flow that Cognito does not have. */
function compareResponseType(served: ServedAuthentication, { clientType }: ExpectedAuthentication): Comparison {
    const comparison = compareText("responseType", served.responseType, "code");
    if (comparison.outcome === "same" || tellsAll(served)) {
        return comparison;
    }
    // The endpoint says nothing about the settings here. For a public client it is what the page goes by all the same.
    return clientType === "confidential"
        ? { outcome: "untold", found: "not told by this release", expected: "code" }
        : {
              ...comparison,
              fix:
                  "Is AUTHENTICATION_RESPONSE_TYPE=code set? Then this release cannot tell, and asks Cognito for an id_token whatever is " +
                  `set. ${waysOut()}`,
          };
}

function comparePublicKeyUrls(served: ServedAuthentication, { jwksUrl }: ExpectedAuthentication): Comparison {
    const urls = served.publicKeyUrls ?? [];
    if (!tellsAll(served)) {
        return { outcome: "untold", found: "not told by this release", expected: jwksUrl };
    }
    return urls.includes(jwksUrl)
        ? { outcome: "same", found: urls.join(", "), expected: jwksUrl }
        : {
              outcome: "different",
              found: urls.join(", ") || "none",
              expected: `${jwksUrl} among them`,
              fix: `Without Cognito's keys no token of a person is verified. ${setting("publicKeyUrls", `[${jwksUrl},…]`)}`,
          };
}

function comparePrincipalClaims(served: ServedAuthentication): Comparison {
    const mapping = served.jwtPrincipalClaimsMapping ?? [];
    const claims = served.jwtPrincipalClaims ?? [];
    const expected = "email first, and no mapping";
    if (mapping.length > 0) {
        const fix =
            "Set AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING=[]: the mapping would take the place of the claims.";
        return { outcome: "different", found: `mapping ${mapping.join(", ")}`, expected, fix };
    }
    return claims[0] === "email"
        ? { outcome: "same", found: claims.join(", "), expected }
        : {
              outcome: "different",
              found: claims.join(", ") || "none",
              expected,
              fix: `Other claims make other users, and can lock everybody out. ${setting("jwtPrincipalClaims", "[email,preferred_username,sub]")}`,
          };
}

/** Whether the release publishes all settings: one that does not shows neither response type nor keys. */
function tellsAll({ responseType, publicKeyUrls }: ServedAuthentication): boolean {
    return responseType === "code" || (publicKeyUrls ?? []).length > 0;
}

function compareText(name: keyof typeof SETTING_NAMES, found: string | null | undefined, expected: string): Comparison {
    return found === expected
        ? { outcome: "same", found, expected }
        : { outcome: "different", found: found || "nothing", expected, fix: setting(name, expected) };
}

/** The settings by the names of the environment variable and of the Helm value under `openmetadata.config.authentication`. */
const SETTING_NAMES = {
    provider: ["AUTHENTICATION_PROVIDER", "provider"],
    clientType: ["AUTHENTICATION_CLIENT_TYPE", "clientType"],
    authority: ["AUTHENTICATION_AUTHORITY", "authority"],
    clientId: ["AUTHENTICATION_CLIENT_ID", "clientId"],
    callbackUrl: ["AUTHENTICATION_CALLBACK_URL", "callbackUrl"],
    responseType: ["AUTHENTICATION_RESPONSE_TYPE", "responseType"],
    publicKeyUrls: ["AUTHENTICATION_PUBLIC_KEYS", "publicKeys"],
    jwtPrincipalClaims: ["AUTHENTICATION_JWT_PRINCIPAL_CLAIMS", "jwtPrincipalClaims"],
} as const;

function setting(name: keyof typeof SETTING_NAMES, value: string): string {
    const [variable, helm] = SETTING_NAMES[name];
    return `Set ${variable}=${value} (Helm: authentication.${helm}) and restart OpenMetadata.`;
}

/** The trap behind most differences, with the way out that this release has. */
export function databaseWins(version?: string): string {
    if (version !== undefined && !isOlder(version, "2.1.0")) {
        return (
            "Set already, and still different? OpenMetadata applies what changed in the environment, the yaml file or Helm values when it " +
            "starts, but for what was changed under Settings > SSO too. On the server: ./bootstrap/openmetadata-ops.sh " +
            "adopt-deployment-config --type authenticationConfiguration, or SECURITY_CONFIG_SOURCE=ENV for good (with " +
            "SECURITY_CONFIG_SOURCE_CONFIRM_PROVIDER_CHANGE=true at the first start, where it replaces another provider)."
        );
    }
    const trap =
        "Set already, and still different? OpenMetadata keeps these settings in its database from its first start on, and " +
        "ignores the environment, the yaml file and Helm values from then on.";
    // Older releases have no command (issues #31786 and #26159).
    return version !== undefined && isOlder(version, "1.10.0")
        ? `${trap} Delete the rows authenticationConfiguration and authorizerConfiguration of its table openmetadata_settings, then restart.`
        : `${trap} On the server: ./bootstrap/openmetadata-ops.sh remove-security-config --force, then restart.`;
}

/** The release in what a server calls its version, for example `1.12.3` of `1.12.3-SNAPSHOT`; undefined when there is none. */
export function releaseOf(version: string): string | undefined {
    return /^v?(\d+\.\d+\.\d+)/.exec(version)?.[1];
}
