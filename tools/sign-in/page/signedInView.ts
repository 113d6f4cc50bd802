import { copyButton, element } from "./dom.js";
import type { PageSettings, Verdict } from "./model.js";
import { type Tokens, claimText, describeSession, shorten } from "./session.js";
import { MARK_OF, banner, button, card, code, facts, markedList } from "./widgets.js";

export interface SignedIn {
    readonly settings: PageSettings;
    readonly tokens: Tokens;
    readonly verdict: Verdict;
    /** When the tokens were renewed, as a time of day. @default - not yet */
    readonly renewed?: string;
    readonly onRenew: () => void;
    readonly onSignOut: () => void;
}

/** After the sign-in: what OpenMetadata makes of it, how long it lasts, and what is in the token. */
export function signedInView(signedIn: SignedIn): Node[] {
    return [
        verdictBanner(signedIn.verdict),
        element("div", { class: "columns" }, identityCard(signedIn.verdict), sessionCard(signedIn)),
        card("claims", "Claims of the ID token", claimTable(signedIn.verdict.claims)),
    ];
}

function verdictBanner({ identity, signature }: Verdict): HTMLElement {
    const { email, userName = "nobody", admin } = identity;
    const signedIn = `Cognito has signed in ${email ?? "somebody without an e-mail address"}.`;
    const letIn = `OpenMetadata lets ${userName} in`;
    const outcome = signature.outcome === "refused" ? "refused" : identity.outcome;
    switch (outcome) {
        case "passed":
            return banner("passed", `${letIn}${admin ? ", as an admin" : ""}`, signedIn);
        case "warning":
            return banner("warning", `${letIn}${admin ? ", as an admin" : ""}`, `${signedIn} What to mind is below.`);
        case "refusedIfNew":
            return banner("warning", `${letIn} only if it knows that user`, `${signedIn} Why is below.`);
        case "refused":
            return banner(
                "failed",
                `OpenMetadata refuses ${email ?? "this token"}`,
                `${signedIn} Why, and what to do, is below.`,
            );
    }
}

function identityCard({ identity, signature }: Verdict): HTMLElement {
    return card(
        "identity",
        "What OpenMetadata makes of it",
        facts([
            ["User name", identity.userName ?? "none"],
            ["Display name", identity.displayName ?? "none in the token"],
            ["E-mail", identity.email ?? "none"],
            ["Admin", identity.admin ? "yes" : "no"],
            ...(identity.teams.length > 0 ? [["Teams", identity.teams.join(", ")] as const] : []),
        ]),
        markedList(
            [signature, ...identity.rules].map(({ outcome, text, fix }) => ({
                mark: MARK_OF[outcome],
                title: text,
                steps: fix === undefined ? [] : [{ text: fix }],
            })),
        ),
    );
}

function sessionCard({ settings, tokens, verdict, renewed, onRenew, onSignOut }: SignedIn): HTMLElement {
    const session = describeSession(tokens, verdict.refreshTokenSeconds, Date.now() / 1000);
    const overlooked = "The emulator changes auth_time at a renewal, where Cognito keeps it; that is overlooked here.";
    return card(
        "session",
        "How long it lasts",
        facts(session.lifetimes.map(({ name, text }) => [name, text] as const)),
        markedList([{ mark: session.renews ? "passed" : "failed", title: session.renewal }]),
        settings.emulator && element("p", { class: "muted" }, overlooked),
        element(
            "p",
            { class: "actions" },
            button("renew", "Renew now", "plain", onRenew),
            button("sign-out", "Sign out", "plain", onSignOut),
        ),
        element(
            "p",
            { class: "renewed", attributes: { role: "status" } },
            renewed !== undefined && `Renewed at ${renewed}, without a question.`,
        ),
        element("h3", {}, "Tokens"),
        facts(
            [
                ["ID token", tokenView("ID token", tokens.idToken)],
                ["Access token", tokenView("access token", tokens.accessToken)],
                ["Refresh token", tokenView("refresh token", tokens.refreshToken)],
            ],
            "controls",
        ),
    );
}

function tokenView(name: string, token: string | undefined): HTMLElement | string {
    return token === undefined
        ? "none"
        : element("div", { class: "token" }, code(shorten(token)), copyButton(name, token));
}

function claimTable(claims: Verdict["claims"]): HTMLElement {
    const rows = Object.entries(claims)
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([name, value]) =>
            element(
                "tr",
                {},
                element("th", { attributes: { scope: "row" } }, code(name)),
                element("td", {}, code(claimText(name, value))),
            ),
        );
    const header = (text: string) => element("th", { attributes: { scope: "col" } }, text);
    return element(
        "table",
        {},
        element("thead", {}, element("tr", {}, header("Claim"), header("Value"))),
        element("tbody", {}, rows),
    );
}
