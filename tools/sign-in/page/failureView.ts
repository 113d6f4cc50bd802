import { element } from "./dom.js";
import type { Failure } from "./failures.js";
import type { Advice } from "./model.js";
import { banner, button, card, code, facts, foldedCard, stepView } from "./widgets.js";

export interface Failed {
    readonly advice: Advice;
    /** @default - nobody said anything */
    readonly failure?: Failure;
    readonly onRestart: () => void;
}

/** Instead of the sign-in: what happened, what to do, and how the protocol puts it. */
export function failureView({ advice, failure, onRestart }: Failed): Node[] {
    const steps = advice.steps.map((step) => element("li", {}, stepView(step)));
    return [
        banner("failed", advice.title, advice.text),
        ...(steps.length > 0 ? [card("steps", "What to do", element("ol", { class: "steps" }, steps))] : []),
        element("p", { class: "actions" }, button("restart", "Back to the start", "primary", onRestart)),
        ...(failure === undefined ? [] : [protocolWords(failure)]),
    ];
}

function protocolWords({ error, message }: Failure): HTMLElement {
    return foldedCard(
        "In the words of the protocol",
        facts([
            ["Error", code(error ?? "none")],
            ["Message", code(message)],
        ]),
    );
}
