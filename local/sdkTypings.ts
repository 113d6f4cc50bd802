import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

/** A resource or function of `@pulumi/aws`. */
export interface SdkType {
    /** Without the package: `cognito/userPool:UserPool`, `cognito/getUserPool:getUserPool`. */
    readonly token: string;
    readonly isFunction: boolean;
    /** What a program gives. */
    readonly inputs: () => Properties;
    /** What it gets back. */
    readonly outputs: () => Properties;
}

export type Properties = ReadonlyMap<string, Shape>;

/** What a property is: a list, an object whose properties are known, or anything else. */
export interface Shape {
    readonly kind: "list" | "object" | "other";
    /** The properties of the object, or of the objects in the list; nothing where there are none. */
    readonly properties?: () => Properties;
    /** Names the object's type, to know it again. */
    readonly type?: string;
}

/** The typings of an installed `@pulumi/aws`, as far as shapes go. They are read without checking: that would take a minute. */
export interface SdkTypings {
    readonly types: readonly SdkType[];
    /** Arguments of the provider. */
    readonly provider: Properties;
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration;

const OTHER: Shape = { kind: "other" };

/** Reads the typings in the folder of the package `@pulumi/aws`. */
export function sdkTypings(sdk: string): SdkTypings {
    const nested = new Map([
        ...declarations(path.join(sdk, "types", "input.d.ts"), "inputs."),
        ...declarations(path.join(sdk, "types", "output.d.ts"), "outputs."),
    ]);
    const read = (declaration: Declaration | undefined) => () => properties(declaration, nested);
    const files = folders(sdk).flatMap((folder) => modules(path.join(sdk, folder)));
    return {
        types: files.flatMap((file) => sdkType(file, read)),
        provider: read(declarations(path.join(sdk, "provider.d.ts")).get("ProviderArgs"))(),
    };
}

function folders(sdk: string): string[] {
    const entries = readdirSync(sdk, { withFileTypes: true });
    return [".", ...entries.filter((entry) => entry.isDirectory() && entry.name !== "types").map(({ name }) => name)];
}

/** Files with typings in a folder, without their ending. */
function modules(folder: string): string[] {
    const names = readdirSync(folder).flatMap((name) => /^(\w+)\.d\.ts$/.exec(name)?.[1] ?? []);
    return names.filter((name) => name !== "index").map((name) => path.join(folder, name));
}

function sdkType(file: string, read: (declaration: Declaration | undefined) => () => Properties): SdkType[] {
    // The code names the token that the engine is sent; the typings do not.
    const token =
        existsSync(`${file}.js`) && /["']aws:(\w+\/\w+:\w+)["']/.exec(readFileSync(`${file}.js`, "utf8"))?.[1];
    if (!token) {
        return [];
    }
    const all = lazy(() => declarations(`${file}.d.ts`));
    const name = path.basename(file);
    const capital = name[0].toUpperCase() + name.slice(1);
    const isFunction = name.startsWith("get");
    return [
        {
            token,
            isFunction,
            inputs: () => read(all().get(`${capital}Args`))(),
            outputs: () => read(all().get(isFunction ? `${capital}Result` : capital))(),
        },
    ];
}

/** Interfaces and classes of a file, by name; those in namespaces by `namespace.Name`. */
function declarations(file: string, prefix = ""): Map<string, Declaration> {
    const found = new Map<string, Declaration>();
    const visit = (node: ts.Node, within: string) => {
        if ((ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
            found.set(within + node.name.text, node);
        } else if (ts.isModuleDeclaration(node) && node.body) {
            ts.forEachChild(node.body, (child) => visit(child, `${within}${node.name.text}.`));
        }
    };
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
    ts.forEachChild(source, (node) => visit(node, prefix));
    return found;
}

function properties(declaration: Declaration | undefined, nested: Map<string, Declaration>): Properties {
    const members = (declaration?.members ?? []) as readonly ts.Node[];
    return new Map(
        members
            .filter(isOwnProperty)
            .map((member) => [(member.name as ts.Identifier).text, shape(member.type, nested)]),
    );
}

function isOwnProperty(member: ts.Node): member is ts.PropertySignature | ts.PropertyDeclaration {
    return (
        ts.isPropertySignature(member) ||
        (ts.isPropertyDeclaration(member) &&
            !member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
    );
}

/** Sees through `Input<…>`, `Output<…>`, `… | undefined` and parentheses. */
function shape(type: ts.TypeNode | undefined, nested: Map<string, Declaration>): Shape {
    if (!type) {
        return OTHER;
    }
    if (ts.isParenthesizedTypeNode(type)) {
        return shape(type.type, nested);
    }
    if (ts.isUnionTypeNode(type)) {
        const [first] = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
        return shape(first, nested);
    }
    if (ts.isArrayTypeNode(type)) {
        return { ...shape(type.elementType, nested), kind: "list" };
    }
    if (!ts.isTypeReferenceNode(type)) {
        return OTHER;
    }
    const name = entityName(type.typeName);
    if (/(?:^|\.)(?:Input|Output)$/.test(name)) {
        return shape(type.typeArguments?.[0], nested);
    }
    const declaration = nested.get(name);
    return declaration
        ? { kind: "object", type: name, properties: lazy(() => properties(declaration, nested)) }
        : OTHER;
}

function entityName(name: ts.EntityName): string {
    return ts.isIdentifier(name) ? name.text : `${entityName(name.left)}.${name.right.text}`;
}

function lazy<T>(make: () => T): () => T {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
}
