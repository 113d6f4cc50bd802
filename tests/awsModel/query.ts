import type { Member, Operation, ServiceModel } from "./model";
import { scalarOf } from "./scalar";

/** What a text protocol knows of a value: its text, or the texts below it. */
interface Tree {
    text?: string;
    readonly below: Map<string, Tree>;
}

/** Parameters of a call that are not part of its input. */
const OF_THE_CALL = ["Action", "Version"];

/** The input of a call in the query protocol (IAM, STS): `Tags.member.1.Key=team`. What no member takes keeps the name that it came under. */
export function queryInput(
    model: ServiceModel,
    operation: Operation | undefined,
    parameters: URLSearchParams,
): Record<string, unknown> {
    const root: Tree = { below: new Map() };
    for (const [name, text] of parameters) {
        if (!OF_THE_CALL.includes(name)) {
            name.split(".").reduce(childOf, root).text = text;
        }
    }
    const input = operation?.input;
    return (input === undefined ? untyped(root) : typed(model, input, root)) as Record<string, unknown>;
}

function childOf(tree: Tree, name: string): Tree {
    const child = tree.below.get(name) ?? { below: new Map<string, Tree>() };
    tree.below.set(name, child);
    return child;
}

function typed(model: ServiceModel, at: Pick<Member, "shape" | "flattened">, tree: Tree): unknown {
    const shape = model.shapes[at.shape];
    if (shape.type === "structure") {
        const names = new Map(
            Object.entries(shape.members).map(([name, { locationName }]) => [locationName ?? name, name]),
        );
        const members = [...tree.below].map(([key, child]) => {
            const name = names.get(key);
            return name === undefined ? [key, untyped(child)] : [name, typed(model, shape.members[name], child)];
        });
        return Object.fromEntries(members);
    }
    if (shape.type === "list") {
        const wrapper = (at.flattened ?? shape.flattened) ? undefined : (shape.member.locationName ?? "member");
        return entriesOf(tree, wrapper).map((entry) => typed(model, shape.member, entry));
    }
    if (shape.type === "map") {
        const entries = entriesOf(tree, (at.flattened ?? shape.flattened) ? undefined : "entry");
        const part = (entry: Tree, { locationName }: Member, usual: string): Tree =>
            entry.below.get(locationName ?? usual) ?? { below: new Map() };
        return Object.fromEntries(
            entries.map((entry) => [
                part(entry, shape.key, "key").text ?? "",
                typed(model, shape.value, part(entry, shape.value, "value")),
            ]),
        );
    }
    return scalarOf(shape, tree.text ?? "");
}

/** Below the wrapper, if there is one, in the order of their numbers: `member.1`, `member.2`. */
function entriesOf(tree: Tree, wrapper: string | undefined): Tree[] {
    const within = wrapper === undefined ? tree : tree.below.get(wrapper);
    return [...(within?.below ?? [])].sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => entry);
}

function untyped({ text, below }: Tree): unknown {
    return below.size === 0 ? text : Object.fromEntries([...below].map(([key, child]) => [key, untyped(child)]));
}
