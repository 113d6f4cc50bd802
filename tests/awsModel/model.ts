import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * AWS's own models of its services, as botocore ships them (`botocore/data/<service>/<date>/service-2.json.gz`): the operations, and what each
 * value of a request may be. Only what a request can be judged by is typed here.
 */
export interface ServiceModel {
    readonly metadata: { readonly protocol: Protocol | "smithy-rpc-v2-cbor"; readonly targetPrefix?: string };
    readonly operations: Readonly<Record<string, Operation>>;
    readonly shapes: Readonly<Record<string, Shape>>;
}

export type Protocol = "json" | "query" | "rest-json" | "rest-xml";

export interface Operation {
    readonly name: string;
    readonly http: { readonly method: string; readonly requestUri: string };
    /** None where it takes no input. */
    readonly input?: { readonly shape: string };
}

export type Shape = StructureShape | ListShape | MapShape | ScalarShape;

interface ShapeBase {
    /** Whether its values must not stand in a log. */
    readonly sensitive?: boolean;
    /** Fewest characters, bytes, entries; smallest number. */
    readonly min?: number;
    /** Most characters, bytes, entries; largest number. */
    readonly max?: number;
}

export interface StructureShape extends ShapeBase {
    readonly type: "structure";
    readonly members: Readonly<Record<string, Member>>;
    readonly required?: readonly string[];
    /** Whether exactly one member must be there. */
    readonly union?: boolean;
    /** Whether its members are whatever the caller likes. */
    readonly document?: boolean;
    /** The member that is the whole body. */
    readonly payload?: string;
}

export interface ListShape extends ShapeBase {
    readonly type: "list";
    readonly member: Member;
    /** Whether its entries stand in the parent without a wrapper of their own. */
    readonly flattened?: boolean;
}

export interface MapShape extends ShapeBase {
    readonly type: "map";
    readonly key: Member;
    readonly value: Member;
    readonly flattened?: boolean;
}

export interface ScalarShape extends ShapeBase {
    readonly type: "string" | "character" | "integer" | "long" | "float" | "double" | "boolean" | "blob" | "timestamp";
    readonly enum?: readonly string[];
    readonly pattern?: string;
}

/** A place for a value: of which shape it is, and under which name and where it travels. */
export interface Member {
    readonly shape: string;
    /** @default the body */
    readonly location?: "uri" | "querystring" | "header" | "headers";
    /** @default the member's name */
    readonly locationName?: string;
    readonly flattened?: boolean;
}

/** The models of one installed botocore, each read when it is first asked for. */
export class AwsModels {
    private readonly read = new Map<string, ServiceModel>();

    /** @param folder `botocore/data` */
    public constructor(private readonly folder: string) {}

    public has(service: string): boolean {
        return existsSync(path.join(this.folder, service));
    }

    /** @throws Error for a service that botocore does not know */
    public of(service: string): ServiceModel {
        const model = this.read.get(service) ?? corrected(service, readModel(path.join(this.folder, service)));
        this.read.set(service, model);
        return model;
    }
}

/** By service and shape: where a model contradicts AWS's own documentation. */
const CORRECTIONS: Readonly<Record<string, Readonly<Record<string, Partial<ScalarShape>>>>> = {
    "cognito-idp": {
        // The pattern is that of a prefix, which has no dots; a custom domain is a whole host name (AWS: CreateUserPoolDomain, `Domain`).
        DomainType: { pattern: String.raw`[a-z0-9](?:[a-z0-9\-.]{0,61}[a-z0-9])?` },
    },
};

function corrected(service: string, model: ServiceModel): ServiceModel {
    const changes = Object.entries(CORRECTIONS[service] ?? {});
    const shapes = changes.map(([name, change]) => [name, { ...model.shapes[name], ...change }] as const);
    return { ...model, shapes: { ...model.shapes, ...Object.fromEntries(shapes) } };
}

function readModel(folder: string): ServiceModel {
    // Folders are named after dates; a service keeps its former versions.
    const newest = readdirSync(folder).sort().at(-1)!;
    const packed = readFileSync(path.join(folder, newest, "service-2.json.gz"));
    return JSON.parse(gunzipSync(packed).toString("utf8")) as ServiceModel;
}
