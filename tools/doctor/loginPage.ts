import type { DeployedStack } from "../stack";

import { authorize, noVerdict } from "./authorize";
import { type Check, fix, type Finding, ok, printable, skipped, unknown } from "./check";
import { deployAgain } from "./deployAgain";
import { request, type RequestOptions } from "./request";

/** Whether the page to which a sign-in leads can be used. */
export function loginPageCheck(deployed: DeployedStack, options: RequestOptions): Check {
    return { id: "login-page", title: "Login page", needs: "login-domain", run: () => checkPage(deployed, options) };
}

async function checkPage(deployed: DeployedStack, options: RequestOptions): Promise<Finding> {
    const verdict = await authorize(deployed, options);
    if (verdict.kind === "refused") {
        return skipped("the authorize endpoint refuses the callback URL");
    }
    if (verdict.kind !== "accepted") {
        return noVerdict(verdict, deployed);
    }
    const { host, origin } = new URL(verdict.next);
    if (host !== new URL(deployed.outputs.domainUrl).host) {
        // The page of somebody else's identity provider; asking it would be a sign-in there.
        return ok(`people go straight to their identity provider, ${printable(origin)}`);
    }
    const { status, contentType, body } = await request(verdict.next, {
        ...options,
        headers: { cookie: verdict.cookies, accept: "text/html" },
    });
    return judgePage({ status, contentType, body }, deployed);
}

/** Reads the login page as a person would. */
export function judgePage(
    { status, contentType, body }: { status: number; contentType: string; body: string },
    deployed: DeployedStack,
): Finding {
    // Amazon's words for a client without a style, sent with status 403.
    if (/login pages unavailable/i.test(body)) {
        return fix(
            'the page says "Login pages unavailable": managed login has no style for this app client',
            "a page to sign in",
            `Every client needs a managed login branding, which the stack makes. ${deployAgain(deployed)}`,
        );
    }
    if (status !== 200) {
        return unknown(`the login page answers ${status}`, "Open the stack's signInUrl in a browser, and look.");
    }
    if (contentType !== "text/html") {
        return unknown(
            `the login page is ${printable(contentType || "of no type")}, not HTML`,
            "Open signInUrl in a browser.",
        );
    }
    return ok("it is there");
}
