import type { SignInPlan } from "./plan";

type Headers = Readonly<Record<string, string>>;

const COMMON: Headers = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * The headers of every answer: nothing is kept, nothing is told to others, only this page's own files run.
 *
 * @returns `page`: those of everything but `/silent-callback`, where the hidden frame of a silent sign-in ends (`framed`)
 */
export function securityHeaders({ outputs }: Pick<SignInPlan, "outputs">): { page: Headers; framed: Headers } {
    const cognito = [...new Set([outputs.authority, outputs.domainUrl].map((url) => new URL(url).origin))].join(" ");
    return {
        page: { ...COMMON, "Content-Security-Policy": policy(cognito, "'none'"), "X-Frame-Options": "DENY" },
        framed: { ...COMMON, "Content-Security-Policy": policy(cognito, "'self'"), "X-Frame-Options": "SAMEORIGIN" },
    };
}

/** `cognito`: the two places that OpenMetadata's page calls as well, the authority and the login domain. */
function policy(cognito: string, frameAncestors: string): string {
    return [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        `connect-src 'self' ${cognito}`,
        `frame-src 'self' ${cognito}`,
        `frame-ancestors ${frameAncestors}`,
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].join("; ");
}
