import { type Child, element } from "./dom.js";
import type { Check, PageSettings, Step } from "./model.js";
import { banner, button, card, code, facts, foldedCard, heading, markedList, stepView } from "./widgets.js";

export interface Start {
    readonly settings: PageSettings;
    /** @default - still being asked */
    readonly checks?: readonly Check[];
    /** Cognito's sign-out has just led back here. */
    readonly signedOut: boolean;
    readonly onSignIn: () => void;
}

/** Before the sign-in: what was found out, what is going to be sent, and the way to Cognito. */
export function startView({ settings, checks, signedOut, onSignIn }: Start): Node[] {
    const failed = (checks ?? []).some(({ state }) => state === "failed");
    const lead =
        `This page stands at ${new URL(settings.callbackUrl).origin}, in OpenMetadata's place. It signs in with the same library,` +
        " settings and callback, and then shows what OpenMetadata would make of it.";
    return [
        ...(signedOut ? [banner("passed", "Signed out", "Cognito has ended its sign-in and led back here.", "p")] : []),
        heading("Sign in as OpenMetadata would"),
        element("p", { class: "lead" }, lead),
        element(
            "p",
            { class: "actions" },
            failed
                ? button("sign-in", "Sign in all the same", "plain", onSignIn)
                : button("sign-in", "Sign in with Cognito", "primary", onSignIn),
        ),
        element(
            "div",
            { class: "columns" },
            element(
                "div",
                { class: "column" },
                card("checks", "Before you leave this page", checkList(checks)),
                ownPages(settings),
            ),
            card("request", "What Cognito is sent", requestFacts(settings)),
        ),
    ];
}

function checkList(checks: readonly Check[] | undefined): Child {
    if (checks === undefined) {
        return element("p", { class: "muted", attributes: { role: "status" } }, "Asking Cognito…");
    }
    const marked = checks.map(({ state, ...check }) => ({ mark: state, ...check }));
    const passed = marked.filter(({ mark }) => mark === "passed");
    const wrong = marked.filter(({ mark }) => mark !== "passed");
    const count = `${passed.length} ${passed.length === 1 ? "check" : "checks"} passed`;
    const summary = wrong.length === 0 ? `All ${count}` : count;
    return [
        wrong.length > 0 && markedList(wrong),
        passed.length > 0 && element("details", {}, element("summary", {}, summary), markedList(passed)),
    ];
}

function requestFacts(settings: PageSettings): HTMLElement {
    const who = settings.clientType === "public" ? "by the browser" : "by the server, with the secret";
    return facts([
        ["Authority", code(settings.authority)],
        ["App client", code(settings.clientId)],
        ["Flow", `authorization code with PKCE, exchanged ${who}`],
        ["Scopes", code(settings.scope)],
        ["Callback", code(settings.callbackUrl)],
        ["Silent callback", code(settings.silentCallbackUrl)],
        ...(settings.prompt === undefined ? [] : [["Prompt", code(settings.prompt)] as const]),
    ]);
}

interface Hint {
    readonly said: string;
    readonly means: string;
    /** @default - nothing to copy */
    readonly copy?: string;
}

/** What Cognito says on its own pages, of which this page hears nothing. */
function ownPages({ inviteCommand, deployCommand, callbackUrl }: PageSettings): HTMLElement {
    const hints: readonly Hint[] = [
        {
            said: "“Incorrect username or password”, “User does not exist”",
            means: "The password is wrong, or the person is not in the pool yet. Invite the person:",
            copy: `${inviteCommand} you@example.com`,
        },
        {
            said: "It asks for a new password",
            means: "As it should: the invitation's password is temporary (NEW_PASSWORD_REQUIRED). When it is over, send another:",
            copy: `${inviteCommand} --resend you@example.com`,
        },
        {
            said: "“redirect_mismatch”",
            means: "The app client does not have this callback, letter by letter. It must be the stack's callbackUrl, or one of additionalUrls:",
            copy: callbackUrl,
        },
        {
            said: "“Login pages unavailable”",
            means: "The app client has no style yet. Deploy again:",
            copy: deployCommand,
        },
        {
            said: "It asks for a code",
            means: "The address is being verified, or a second factor is due: the code is in the mail or the authenticator app.",
        },
    ];
    return foldedCard(
        "If Cognito's own page stops you",
        element(
            "dl",
            { class: "hints" },
            hints.map(({ said, means, copy }) => {
                const step: Step = { text: means, copy };
                return [element("dt", {}, said), element("dd", {}, stepView(step))];
            }),
        ),
    );
}
