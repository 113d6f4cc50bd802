import { readFile } from "node:fs/promises";
import path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { PROJECT, programConfig, type ConfigOverrides } from "./configCopy";
import { CHECKOUT } from "./workspace";

/** What a deployment would make, as far as that can be known without an engine. */
export interface OfflinePlan {
    /** Each resource, in the order in which the program makes them: type and name. */
    readonly resources: readonly { readonly type: string; readonly name: string }[];
    /** Each stack output: its value, or nothing where only a deployment can tell. */
    readonly outputs: ReadonlyMap<string, unknown>;
}

/** Facts that an emulator has, in place of those that nobody can be asked for. */
const ACCOUNT = "000000000000";

/**
 * Evaluates the program in this process, as a preview without an engine.
 *
 * @param stack one that has a `Pulumi.<stack>.yaml`
 * @param overrides keys of the project's config that go on top of it
 * @throws UserError what the program refuses
 */
export async function offlinePlan(stack: string, overrides: ConfigOverrides = {}): Promise<OfflinePlan> {
    const config = programConfig(await readFile(path.join(CHECKOUT, `Pulumi.${stack}.yaml`), "utf8"), overrides);
    const resources: { type: string; name: string }[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name }) => {
                resources.push({ type, name });
                return { id: undefined, state: {} };
            },
            call: () => ({ accountId: ACCOUNT, id: config["aws:region"], region: config["aws:region"] }),
        },
        PROJECT,
        stack,
        true,
    );
    pulumi.runtime.setAllConfig(config);
    acceptHooks();
    const exported = evaluate();
    await pulumi.runtime.disconnect();
    const outputs = await Promise.all(
        Object.entries(exported).map(async ([name, value]) => [name, await known(value)] as const),
    );
    return { resources, outputs: new Map(outputs) };
}

/** What people read of a plan. */
export function describePlan(stack: string, { resources, outputs }: OfflinePlan): string {
    const width = Math.max(0, ...[...outputs.keys()].map((name) => name.length));
    return [
        `Offline plan of stack ${stack}: the program evaluated without an engine. It would make`,
        ...resources.map(({ type, name }) => `  ${name}  (${type})`),
        "and give the outputs",
        ...[...outputs].map(([name, value]) => `  ${name.padEnd(width)}  ${shown(value)}`),
        "",
        "Nothing was deployed.",
    ].join("\n");
}

function shown(value: unknown): string {
    if (value === undefined) {
        return "(known after a deployment)";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** The SDK's mocks know no resource hooks. Without a deployment none is ever called. */
function acceptHooks(): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as Record<string, unknown>;
    monitor.registerResourceHook = (_request: unknown, done: (error: null) => void) => done(null);
}

/** The program runs when it is loaded. */
function evaluate(): Record<string, unknown> {
    return require("../index") as Record<string, unknown>;
}

async function known(value: unknown): Promise<unknown> {
    const output = pulumi.output(value) as pulumi.Output<unknown> & {
        readonly isKnown: Promise<boolean>;
        readonly isSecret: Promise<boolean>;
        promise(): Promise<unknown>;
    };
    if (await output.isSecret) {
        return "[secret]";
    }
    return (await output.isKnown) ? output.promise() : undefined;
}
