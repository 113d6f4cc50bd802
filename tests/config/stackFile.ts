/** A stack's file as the program gets to see it: what the CLI makes of `Pulumi.<stack>.yaml` before it hands the config over. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const ROOT = path.join(__dirname, "../..");

/** The config of the project's own `Pulumi.<stack>.yaml`. */
export function stackConfig(stack: string): Record<string, string> {
    return handedOver(readFileSync(path.join(ROOT, `Pulumi.${stack}.yaml`), "utf8"));
}

/** The config of a stack's file: texts as they are, nothing as an empty text, everything else as JSON. */
export function handedOver(stackFile: string): Record<string, string> {
    const { config } = parse(stackFile) as { config: Record<string, unknown> };
    const asText = (value: unknown) => (typeof value === "string" ? value : value == null ? "" : JSON.stringify(value));
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, asText(value)]));
}
