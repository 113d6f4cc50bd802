import { XMLParser } from "fast-xml-parser";

import { jsonObject, type HttpRequest } from "./http";
import type { Member, Operation, ScalarShape, ServiceModel, StructureShape } from "./model";
import { scalarOf } from "./scalar";

type Values = Record<string, unknown>;

/** The operation that a method and a path belong to; the one with the most fixed segments where several do. */
export function restOperation({ operations }: ServiceModel, { method, url }: HttpRequest): Operation | undefined {
    const parsed = new URL(url, "http://host");
    return Object.values(operations)
        .filter(({ http }) => http.method === method && uriValues(http.requestUri, parsed) !== undefined)
        .sort((a, b) => fixedSegments(b) - fixedSegments(a))[0];
}

const fixedSegments = ({ http }: Operation) =>
    http.requestUri.split(/[/?&]/).filter((part) => part !== "" && !part.startsWith("{")).length;

/** The values in a path, by the names in the template; nothing when it is another path. `{Name+}` takes slashes as well. */
function uriValues(requestUri: string, url: URL): Record<string, string> | undefined {
    const [template, query] = requestUri.split("?");
    if (query !== undefined && ![...new URLSearchParams(query).keys()].every((key) => url.searchParams.has(key))) {
        return undefined;
    }
    const source = template
        .replace(/\/$/, "")
        .replace(/\{(\w+)(\+?)\}|[.*+?^$()[\]|\\]/g, (whole, name?: string, greedy?: string) =>
            name === undefined ? `\\${whole}` : `(?<${name}>${greedy ? ".+" : "[^/]+"})`,
        );
    const found = new RegExp(`^${source}/?$`).exec(url.pathname);
    return found === null
        ? undefined
        : Object.fromEntries(
              Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
          );
}

/** The input of a call in one of the REST protocols: from path, query, headers and body. */
export function restInput(
    model: ServiceModel,
    { input, http }: Operation,
    { url, headers, body }: HttpRequest,
): Values {
    const parsed = new URL(url, "http://host");
    const shape = input === undefined ? undefined : (model.shapes[input.shape] as StructureShape);
    const members = Object.entries(shape?.members ?? {});
    const inUri = uriValues(http.requestUri, parsed) ?? {};
    const textsAt: Record<NonNullable<Member["location"]>, (name: string) => string[]> = {
        uri: (name) => (name in inUri ? [inUri[name]] : []),
        querystring: (name) => parsed.searchParams.getAll(name),
        header: (name) => [headers[name.toLowerCase()] ?? []].flat(),
        // Any header with a prefix: no operation here has them.
        headers: () => [],
    };
    const outsideBody = members.flatMap(([name, member]) => {
        const texts = member.location === undefined ? [] : textsAt[member.location](member.locationName ?? name);
        return texts.length === 0 ? [] : [[name, textsOf(model, member, texts)] as const];
    });
    return {
        ...unknownQuery(members, http.requestUri, parsed),
        ...(shape && bodyInput(model, shape, body)),
        ...Object.fromEntries(outsideBody),
    };
}

/** What no member takes; SDKs write the name of the operation there. */
function unknownQuery(members: readonly [string, Member][], requestUri: string, url: URL): Values {
    const inTemplate = [...new URLSearchParams(requestUri.split("?")[1] ?? "").keys()];
    const known = members
        .filter(([, { location }]) => location === "querystring")
        .map(([name, { locationName }]) => locationName ?? name);
    const unknown = [...url.searchParams].filter(([name]) => ![...known, ...inTemplate, "x-id"].includes(name));
    return Object.fromEntries(unknown);
}

function textsOf({ shapes }: ServiceModel, member: Member, texts: readonly string[]): unknown {
    const shape = shapes[member.shape];
    return shape.type === "list"
        ? texts.map((text) => scalarOf(shapes[shape.member.shape] as ScalarShape, text))
        : scalarOf(shape as ScalarShape, texts[0]);
}

function bodyInput(model: ServiceModel, shape: StructureShape, body: string): Values {
    if (body === "") {
        return {};
    }
    const isXml = model.metadata.protocol === "rest-xml";
    const { payload } = shape;
    if (payload === undefined) {
        return isXml ? membersFromXml(model, shape, rootOf(body)) : jsonObject(body);
    }
    const within = model.shapes[shape.members[payload].shape];
    if (within.type !== "structure") {
        return { [payload]: body };
    }
    return { [payload]: isXml ? membersFromXml(model, within, rootOf(body)) : jsonObject(body) };
}

interface Element {
    readonly name: string;
    readonly children: readonly Element[];
    readonly text: string;
}

const parser = new XMLParser({ preserveOrder: true, parseTagValue: false, trimValues: false, processEntities: true });

function rootOf(xml: string): Element {
    const root = elements(parser.parse(xml) as Node[]).find(({ name }) => !name.startsWith("?"));
    if (root === undefined) {
        throw new Error("the body is no XML document");
    }
    return root;
}

/** With `preserveOrder` the parser gives objects with one key, the element's name, or `#text`. */
type Node = Readonly<Record<string, Node[] | string>>;

function elements(nodes: readonly Node[]): Element[] {
    return nodes.flatMap((node) =>
        Object.entries(node).flatMap(([name, within]) =>
            typeof within === "string" ? [] : [{ name, children: elements(within), text: textIn(within) }],
        ),
    );
}

const textIn = (nodes: readonly Node[]) =>
    nodes.flatMap((node) => Object.values(node).filter((within) => typeof within === "string")).join("");

function membersFromXml(model: ServiceModel, shape: StructureShape, { children }: Element): Values {
    const members = Object.entries(shape.members).filter(([, { location }]) => location === undefined);
    const known = new Map(members.map(([name, member]) => [member.locationName ?? name, { name, member }]));
    const entries = [...new Set(children.map(({ name }) => name))].map((tag) => {
        const same = children.filter(({ name }) => name === tag);
        const found = known.get(tag);
        return found === undefined ? [tag, same[0].text] : [found.name, fromXml(model, found.member, same)];
    });
    return Object.fromEntries(entries) as Values;
}

/** @param same all elements of that name: several only for a list without a wrapper of its own */
function fromXml(model: ServiceModel, member: Pick<Member, "shape" | "flattened">, same: readonly Element[]): unknown {
    const shape = model.shapes[member.shape];
    if (shape.type === "structure") {
        return membersFromXml(model, shape, same[0]);
    }
    if (shape.type === "list") {
        const entries = (member.flattened ?? shape.flattened) ? same : same[0].children;
        return entries.map((entry) => fromXml(model, shape.member, [entry]));
    }
    if (shape.type === "map") {
        throw new Error("maps in XML are not read here");
    }
    return scalarOf(shape, same[0].text);
}
