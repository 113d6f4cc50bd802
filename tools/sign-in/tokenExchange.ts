import type { SignInPlan } from "./plan";

/** What the token endpoint answered, to be handed on to the page. */
export interface TokenAnswer {
    readonly status: number;
    readonly body: unknown;
}

/** What a page may ask for, and nothing else: the code of a sign-in and the renewal of one. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
    authorization_code: ["code", "code_verifier", "redirect_uri"],
    refresh_token: ["refresh_token"],
};

/**
 * The exchange with the secret of a confidential client, which OpenMetadata makes on its server (`client_secret_post`, its
 * default). The page sends what a public client would send; the secret is added here and never leaves towards the page.
 */
export async function exchange(
    form: URLSearchParams,
    { outputs }: Pick<SignInPlan, "outputs">,
    tokenEndpoint: string,
): Promise<TokenAnswer> {
    const grant = form.get("grant_type") ?? "";
    const fields = GRANTS[grant];
    if (!fields || !outputs.clientSecret) {
        return { status: 400, body: { error: "unsupported_grant_type" } };
    }
    const body = new URLSearchParams({
        grant_type: grant,
        client_id: outputs.clientId,
        client_secret: outputs.clientSecret,
        ...Object.fromEntries(fields.map((name) => [name, form.get(name) ?? ""])),
    });
    try {
        const response = await fetch(tokenEndpoint, { method: "POST", body, signal: AbortSignal.timeout(10_000) });
        return { status: response.status, body: await response.json() };
    } catch {
        // The text of a network error can hold the request, and with it the secret.
        return { status: 502, body: { error: "unreachable" } };
    }
}
