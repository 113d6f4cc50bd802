import { type Child, copyButton, element } from "./dom.js";
import type { Rule } from "../../../openmetadata/identity";
import type { Step } from "./model.js";

/** How a thing stands, as a sign beside it. */
export type Mark = "passed" | "warning" | "failed" | "unknown";

/** Each with the sign for the eye and the words for the ear. */
const MARKS: Readonly<Record<Mark, { sign: string; words: string }>> = {
    passed: { sign: "✓", words: "Good: " },
    warning: { sign: "!", words: "Mind: " },
    failed: { sign: "✕", words: "Wrong: " },
    unknown: { sign: "?", words: "Not known: " },
};

export const MARK_OF: Readonly<Record<Rule["outcome"], Mark>> = {
    passed: "passed",
    warning: "warning",
    refusedIfNew: "warning",
    refused: "failed",
};

/** The one thing to know, on top of a view. Its title is the view's heading, unless it stands above another (`p`). */
export function banner(mark: Mark, title: string, text: string, level: "h1" | "p" = "h1"): HTMLElement {
    return element(
        "div",
        { class: `banner ${mark}`, attributes: level === "p" ? { role: "status" } : {} },
        sign(mark),
        element(
            "div",
            {},
            level === "h1" ? heading(title) : element("p", { class: "banner-title" }, title),
            element("p", {}, text),
        ),
    );
}

/** The heading of a view, which can have the focus but is no stop for the tabulator. */
export function heading(text: string): HTMLElement {
    return element("h1", { attributes: { tabindex: "-1" } }, text);
}

export function card(id: string, title: string, ...children: readonly Child[]): HTMLElement {
    return element(
        "section",
        { class: "card", attributes: { "aria-labelledby": `${id}-title` } },
        element("h2", { id: `${id}-title` }, title),
        ...children,
    );
}

/** A card that is shut at first. */
export function foldedCard(title: string, ...children: readonly Child[]): HTMLElement {
    return element("details", { class: "card" }, element("summary", {}, title), ...children);
}

/** Names and values, one line each; `controls` where there is something to press in the lines. */
export function facts(
    entries: readonly (readonly [string, Child])[],
    style: "plain" | "controls" = "plain",
): HTMLElement {
    return element(
        "dl",
        { class: `facts ${style}` },
        entries.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
    );
}

/** One thing that was looked at. */
export interface Marked {
    readonly mark: Mark;
    readonly title: string;
    /** @default - the title says it all */
    readonly text?: string;
    readonly steps?: readonly Step[];
}

export function markedList(entries: readonly Marked[]): HTMLElement {
    return element(
        "ul",
        { class: "marks" },
        entries.map(({ mark, title, text, steps = [] }) =>
            element(
                "li",
                { class: mark },
                sign(mark),
                element(
                    "div",
                    {},
                    element("p", { class: "mark-title" }, title),
                    text !== undefined && element("p", { class: "muted" }, text),
                    steps.map(stepView),
                ),
            ),
        ),
    );
}

function sign(mark: Mark): HTMLElement {
    return element(
        "span",
        { class: "sign" },
        element("span", { attributes: { "aria-hidden": "true" } }, MARKS[mark].sign),
        element("span", { class: "visually-hidden" }, MARKS[mark].words),
    );
}

export function stepView({ text, copy }: Step): HTMLElement {
    return element(
        "div",
        { class: "step" },
        text !== "" && element("p", {}, text),
        copy !== undefined && element("div", { class: "command" }, code(copy), copyButton(copy, copy)),
    );
}

export function code(text: string): HTMLElement {
    return element("code", {}, text);
}

/** A button that works once: a second press would start a second sign-in, and the first answer would no longer fit. */
export function button(id: string, text: string, style: "primary" | "plain", onClick: () => void): HTMLElement {
    return element(
        "button",
        {
            id,
            class: `button ${style}`,
            attributes: { type: "button" },
            onClick: (pressed) => {
                pressed.setAttribute("disabled", "");
                onClick();
            },
        },
        text,
    );
}
