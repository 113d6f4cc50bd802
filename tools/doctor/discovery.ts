import { createPublicKey } from "node:crypto";

import * as z from "zod";

import { awsIssuer } from "../../config/partition";
import type { DeployedStack } from "../stack";

import { type Check, EarlyFinding, fix, type Finding, ok, unknown } from "./check";
import { deployAgain } from "./deployAgain";
import { requestJson, type RequestOptions } from "./request";

const DISCOVERY = z.object({
    issuer: z.string(),
    jwks_uri: z.string(),
    authorization_endpoint: z.string().optional(),
    token_endpoint: z.string().optional(),
    userinfo_endpoint: z.string().optional(),
});

const JWKS = z.object({
    keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), alg: z.string().optional() })),
});

/** Whether the issuer publishes what OpenMetadata's page and server read: its endpoints and its public keys. */
export function discoveryChecks(deployed: DeployedStack, options: RequestOptions): Check[] {
    return [
        { id: "discovery", title: "Discovery", run: () => checkDiscovery(deployed, options) },
        { id: "signing-keys", title: "Public keys", run: () => checkKeys(deployed, options) },
    ];
}

async function checkDiscovery(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const { authority, discoveryUrl, domainUrl, jwksUrl } = deployed.outputs;
    const document = parse(DISCOVERY, discoveryUrl, await readJson(deployed, discoveryUrl, options));
    if (!issuers(deployed).includes(document.issuer)) {
        return fix(`issuer ${document.issuer}`, `issuer ${authority}`, issuerFix(document.issuer));
    }
    if (document.jwks_uri !== jwksUrl) {
        return fix(`jwks_uri ${document.jwks_uri}`, `jwks_uri ${jwksUrl}`, deployAgain(deployed));
    }
    const { authorization_endpoint, token_endpoint, userinfo_endpoint } = document;
    const endpoints = Object.entries({ authorization_endpoint, token_endpoint, userinfo_endpoint });
    const missing = endpoints.filter(([, url]) => url === undefined).map(([name]) => name);
    if (missing.length > 0) {
        const found = `${missing.join(", ")} missing: the user pool has no domain`;
        return fix(found, `the endpoints of ${domainUrl}`, deployAgain(deployed));
    }
    const [elsewhere] = endpoints.filter(([, url]) => !url?.startsWith(`${domainUrl}/`));
    if (elsewhere !== undefined) {
        return fix(elsewhere.join(" "), `the endpoints of ${domainUrl}`, deployAgain(deployed));
    }
    return ok(`issuer ${document.issuer}, endpoints at ${domainUrl}`);
}

async function checkKeys(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const { jwksUrl } = deployed.outputs;
    const { keys } = parse(JWKS, jwksUrl, await readJson(deployed, jwksUrl, options));
    const usable = keys.filter((key) => key.kty === "RSA" && (key.alg ?? "RS256") === "RS256" && isPublicKey(key));
    if (usable.length === 0) {
        const found = keys.length === 0 ? "no key is published" : "no published key is an RSA key for RS256";
        return fix(
            found,
            "RSA keys for RS256",
            "OpenMetadata can verify no token. Report it to whoever runs the issuer.",
        );
    }
    return ok(`${usable.length} RSA ${usable.length === 1 ? "key" : "keys"} for RS256`);
}

function isPublicKey(key: Record<string, unknown>): boolean {
    try {
        return createPublicKey({ key, format: "jwk" }).type === "public";
    } catch {
        return false;
    }
}

/** Cognito answers an unknown pool with 400 or 404; then the deployment is gone, and the network is sound. */
async function readJson(deployed: DeployedStack, url: string, options: RequestOptions): Promise<unknown> {
    try {
        return (await requestJson(url, options)).json;
    } catch (error) {
        if (error instanceof EarlyFinding && / answers 40[04]$/.test(error.finding.found)) {
            const pool = `user pool ${deployed.outputs.userPoolId}`;
            throw new EarlyFinding(fix(`${error.finding.found}: there is no ${pool}`, pool, deployAgain(deployed)));
        }
        throw error;
    }
}

function parse<T>(schema: z.ZodType<T>, url: string, json: unknown): T {
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
        const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "the document"))];
        throw new EarlyFinding(
            unknown(`${url} lacks, or misspells, ${fields.join(", ")}`, "Is this the address of a Cognito user pool?"),
        );
    }
    return parsed.data;
}

/** An emulator may name Amazon's issuer in its tokens, wherever it runs itself. */
function issuers({ endpoint, outputs: { authority, region, userPoolId } }: DeployedStack): string[] {
    return endpoint === undefined ? [authority] : [authority, awsIssuer(region, userPoolId)];
}

function issuerFix(issuer: string): string {
    return /^https:\/\/issuer-cognito-idp\./.test(issuer)
        ? "The pool was switched to the updated issuer, which OpenMetadata does not know: switch it back to the original one."
        : "These are the addresses of another user pool. Deploy again, and give OpenMetadata the new outputs.";
}
