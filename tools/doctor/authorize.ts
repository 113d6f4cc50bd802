import { createHash, randomBytes } from "node:crypto";

import type { DeployedStack } from "../stack";

import { type Check, fix, type Finding, ok, printable, unknown } from "./check";
import { deployAgain } from "./deployAgain";
import { mainCallbackUrl } from "./expected";
import { type Answer, request, type RequestOptions } from "./request";

/** What OpenMetadata's page asks for, and Cognito has no `offline_access`. */
const SCOPE = "openid email profile";

/** Nobody can register a name under `.invalid` (RFC 2606), so no client can have it by right. */
const FOREIGN_CALLBACK = "https://not-registered.invalid/callback";

/** How the authorize endpoint took a request. */
export type Verdict =
    | { readonly kind: "accepted"; readonly next: string; readonly cookies: string }
    | { readonly kind: "refused"; readonly error: string }
    | { readonly kind: "blocked" }
    | { readonly kind: "broken"; readonly status: number };

/** Whether the authorize endpoint takes what OpenMetadata asks for, and nothing else. */
export function authorizeChecks(deployed: DeployedStack, options: RequestOptions): Check[] {
    const needs = "login-domain";
    return [
        { id: "callbacks", title: "Callback URLs", needs, run: () => checkCallbacks(deployed, options) },
        { id: "foreign-callback", title: "Other callback URLs", needs, run: () => checkForeign(deployed, options) },
        { id: "code-flow", title: "Code flow only", needs, run: () => checkCodeFlow(deployed, options) },
    ];
}

/** Opens the authorize endpoint as a browser does at the begin of a sign-in. */
export async function authorize(
    deployed: DeployedStack,
    options: RequestOptions,
    wish: { redirectUri?: string; responseType?: string } = {},
): Promise<Verdict> {
    const { clientId, domainUrl } = deployed.outputs;
    const redirectUri = wish.redirectUri ?? mainCallbackUrl(deployed.outputs);
    const parameters = new URLSearchParams({
        client_id: clientId,
        response_type: wish.responseType ?? "code",
        scope: SCOPE,
        redirect_uri: redirectUri,
        state: randomBytes(16).toString("hex"),
        nonce: randomBytes(16).toString("hex"),
        code_challenge: createHash("sha256").update(randomBytes(32)).digest("base64url"),
        code_challenge_method: "S256",
    });
    const url = `${domainUrl}/oauth2/authorize?${parameters.toString()}`;
    return judge(await request(url, { ...options, follow: false }), redirectUri);
}

/**
 * Reads an answer of the authorize endpoint: Cognito goes on to its login page, or to the only identity provider; it sends its
 * refusals to its error page or, where the redirect URI is sound, back to the client. An emulator may answer in place.
 * @see AWS: authorization-endpoint
 */
export function judge(answer: Answer, redirectUri: string): Verdict {
    const { status, location, cookies } = answer;
    if (location !== undefined) {
        const target = new URL(location);
        const error = target.searchParams.get("error");
        if (error !== null && (target.pathname.endsWith("/error") || location.startsWith(redirectUri))) {
            return { kind: "refused", error };
        }
        return { kind: "accepted", next: location, cookies };
    }
    if (status === 200) {
        return { kind: "accepted", next: answer.url, cookies };
    }
    const error = errorOf(answer.body);
    if (error !== undefined) {
        return { kind: "refused", error };
    }
    return status === 403 ? { kind: "blocked" } : { kind: "broken", status };
}

async function checkCallbacks(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const { callbackUrls } = deployed.outputs;
    const verdicts = await Promise.all(
        callbackUrls.map((redirectUri) => authorize(deployed, options, { redirectUri })),
    );
    for (const [index, verdict] of verdicts.entries()) {
        if (verdict.kind === "refused") {
            const found = `${callbackUrls[index]} is refused: ${printable(verdict.error)}`;
            return fix(found, "accepted", refusalFix(verdict.error, deployed));
        }
        if (verdict.kind !== "accepted") {
            return noVerdict(verdict, deployed);
        }
    }
    return ok(`all ${callbackUrls.length} are accepted, ${mainCallbackUrl(deployed.outputs)} first`);
}

async function checkForeign(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const verdict = await authorize(deployed, options, { redirectUri: FOREIGN_CALLBACK });
    switch (verdict.kind) {
        case "refused":
            return ok(`${FOREIGN_CALLBACK} is refused`);
        case "accepted":
            return fix(
                `${FOREIGN_CALLBACK} is accepted: anybody could have codes sent to them`,
                "refused",
                `Remove from the app client what the stack does not list. ${deployAgain(deployed)}`,
            );
        case "blocked":
        case "broken":
            return noVerdict(verdict, deployed);
    }
}

async function checkCodeFlow(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const refused: string[] = [];
    for (const responseType of ["id_token", "token"]) {
        const verdict = await authorize(deployed, options, { responseType });
        if (verdict.kind === "accepted") {
            return fix(
                `response_type=${responseType} is accepted: tokens would travel in addresses`,
                "the code flow alone",
                `The implicit flow was switched on by hand. ${deployAgain(deployed)}`,
            );
        }
        if (verdict.kind !== "refused") {
            return noVerdict(verdict, deployed);
        }
        refused.push(responseType);
    }
    return ok(`response_type=${refused.join(" and ")} are refused`);
}

function refusalFix(error: string, deployed: DeployedStack): string {
    if (/scope/.test(error)) {
        return `The app client lacks one of the scopes ${SCOPE}. ${deployAgain(deployed)}`;
    }
    if (/redirect/.test(error)) {
        return `The app client does not have this URL; Cognito compares every letter. ${deployAgain(deployed)}`;
    }
    return `The app client was changed or deleted by hand. ${deployAgain(deployed)}`;
}

/** What to say when the answer tells nothing about the request. */
export function noVerdict(verdict: Extract<Verdict, { kind: "blocked" | "broken" }>, deployed: DeployedStack): Finding {
    const { domainUrl } = deployed.outputs;
    return verdict.kind === "blocked"
        ? unknown(
              `${domainUrl} answers 403 before it looks at the request`,
              "A web ACL is in front. With a callback on localhost, its rule EC2MetaDataSSRF_QUERYARGUMENTS must only count.",
          )
        : unknown(`${domainUrl}/oauth2/authorize answers ${verdict.status}`, "Try again in a minute; see AWS Health.");
}

function errorOf(body: string): string | undefined {
    try {
        const { error, error_description: description } = JSON.parse(body) as Record<string, unknown>;
        return typeof error === "string" ? [error, description].filter(Boolean).join(": ") : undefined;
    } catch {
        return undefined;
    }
}
