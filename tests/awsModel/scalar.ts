import type { ScalarShape } from "./model";

const NUMBERS: readonly ScalarShape["type"][] = ["integer", "long", "float", "double"];

/** The value that a text stands for, where a protocol has only texts. A text that is no such value stays as it is, for the judge. */
export function scalarOf(shape: ScalarShape, text: string): unknown {
    if (shape.type === "boolean" && ["true", "false"].includes(text)) {
        return text === "true";
    }
    return NUMBERS.includes(shape.type) && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
