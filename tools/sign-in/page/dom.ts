/** What an element may hold: elements, text, or nothing where a part is left out. */
export type Child = Node | string | undefined | false | readonly Child[];

interface Properties {
    readonly class?: string;
    readonly id?: string;
    /** Attributes, by their names in HTML. */
    readonly attributes?: Readonly<Record<string, string>>;
    readonly onClick?: (button: HTMLElement) => void;
}

/** Makes an element. Text goes in as text, never as markup: what Cognito and tokens say is not to be trusted. */
export function element(tag: string, properties: Properties, ...children: readonly Child[]): HTMLElement {
    const made = document.createElement(tag);
    if (properties.class !== undefined) {
        made.className = properties.class;
    }
    if (properties.id !== undefined) {
        made.id = properties.id;
    }
    for (const [name, value] of Object.entries(properties.attributes ?? {})) {
        made.setAttribute(name, value);
    }
    const { onClick } = properties;
    if (onClick) {
        made.addEventListener("click", () => onClick(made));
    }
    append(made, children);
    return made;
}

function append(parent: HTMLElement, children: readonly Child[]): void {
    for (const child of children) {
        if (Array.isArray(child)) {
            append(parent, child as readonly Child[]);
        } else if (child !== undefined && child !== false) {
            parent.append(child as Node | string);
        }
    }
}

/** A button that copies a text, and says so to eyes and ears. */
export function copyButton(what: string, text: string): HTMLElement {
    const status = element("span", { class: "visually-hidden", attributes: { role: "status" } });
    const label = element("span", { attributes: { "aria-hidden": "true" } }, "Copy");
    const button = element(
        "button",
        {
            class: "copy",
            attributes: { type: "button" },
            onClick: () => {
                navigator.clipboard.writeText(text).then(
                    () => tell("Copied"),
                    () => tell("Not allowed"),
                );
            },
        },
        label,
        element("span", { class: "visually-hidden" }, `Copy ${what}`),
    );
    const tell = (words: string) => {
        label.textContent = words;
        status.textContent = `${words}: ${what}`;
        setTimeout(() => {
            label.textContent = "Copy";
            status.textContent = "";
        }, 2000);
    };
    return element("span", { class: "copy-group" }, button, status);
}
