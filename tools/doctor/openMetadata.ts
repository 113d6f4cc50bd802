import * as z from "zod";

import {
    COMPARED_SETTINGS,
    compareAuthentication,
    type ComparedSetting,
    type Comparison,
    releaseOf,
    SERVED_AUTHENTICATION,
    type ServedAuthentication,
    SHIPPED_JWT_KEY_ID,
} from "../../openmetadata/doctor";
import type { DeployedStack, StackOutputs } from "../stack";

import { type Check, EarlyFinding, fix, type Finding, ok, printable, skipped, unknown } from "./check";
import { clientTypeOf, mainCallbackUrl } from "./expected";
import { judgeRelease } from "./release";
import { requestJson, type RequestOptions } from "./request";

const TITLES: Record<ComparedSetting, string> = {
    provider: "Provider",
    clientType: "Client type",
    authority: "Authority",
    clientId: "Client id",
    callbackUrl: "Callback URL",
    responseType: "Response type",
    publicKeyUrls: "Public key URLs",
    jwtPrincipalClaims: "Principal claims",
};

const VERSION = z.object({ version: z.string() });
const JWKS = z.object({ keys: z.array(z.object({ kid: z.string().nullish() })) });

/** An OpenMetadata server, as anybody can ask it. What it answered is kept, so that each question is asked once. */
export class OpenMetadataServer {
    private authentication?: Promise<ServedAuthentication>;
    private versionText?: Promise<string>;

    public constructor(
        /** Without a slash at the end. */
        public readonly url: string,
        private readonly options: RequestOptions,
    ) {}

    /** What the login page is told. */
    public readAuthentication(): Promise<ServedAuthentication> {
        return (this.authentication ??= this.read("/api/v1/system/config/auth", SERVED_AUTHENTICATION));
    }

    /** The version in the server's own words, for example `1.12.3`. */
    public readVersion(): Promise<string> {
        return (this.versionText ??= this.read("/api/v1/system/version", VERSION).then(({ version }) => version));
    }

    /** The ids of the keys with which the server signs its own tokens. */
    public async readKeyIds(): Promise<string[]> {
        const { keys } = await this.read("/api/v1/system/config/jwks", JWKS);
        return keys.flatMap(({ kid }) => kid ?? []);
    }

    private async read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
        const { json } = await requestJson(this.url + path, this.options);
        const parsed = schema.safeParse(json);
        if (!parsed.success) {
            throw new EarlyFinding(
                unknown(
                    `${this.url}${path} is JSON, but not OpenMetadata's`,
                    "Give the base URL of an OpenMetadata server.",
                ),
            );
        }
        return parsed.data;
    }
}

/** Whether an OpenMetadata server says what the stack wants, and what its release is known for. */
export function openMetadataChecks(server: OpenMetadataServer, deployed: DeployedStack): Check[] {
    const { outputs } = deployed;
    const needs = "openmetadata";
    return [
        { id: "openmetadata", title: "Answers", run: () => checkServer(server) },
        { id: "openmetadata-address", title: "Address", needs, run: () => checkAddress(server, outputs) },
        ...COMPARED_SETTINGS.map((name) => ({
            id: settingId(name),
            title: TITLES[name],
            needs,
            run: () => checkSetting(name, server, outputs),
        })),
        { id: "openmetadata-version", title: "Version", needs, run: () => checkVersion(server, outputs) },
        {
            id: "openmetadata-known-bugs",
            title: "Known bugs",
            needs: "openmetadata-version",
            run: () => checkKnownBugs(server, outputs),
        },
        { id: "openmetadata-jwt-key", title: "JWT key", needs, run: () => checkJwtKey(server) },
    ];
}

async function checkServer(server: OpenMetadataServer): Promise<Finding> {
    await server.readAuthentication();
    return ok(`${server.url} answers`);
}

/** A pipeline may know the server by another name than people do, so this is nothing to fail for. */
async function checkAddress(server: OpenMetadataServer, { callbackUrls }: StackOutputs): Promise<Finding> {
    return Promise.resolve(
        callbackUrls.includes(`${server.url}/callback`)
            ? ok("one under which people can sign in")
            : skipped(
                  `${server.url} is not among the stack's addresses: fine if nobody opens it in a browser`,
                  "Otherwise add it to additionalUrls: Cognito would refuse its silent-callback.",
              ),
    );
}

async function checkSetting(
    name: ComparedSetting,
    server: OpenMetadataServer,
    outputs: StackOutputs,
): Promise<Finding> {
    const comparison = compareAuthentication(await server.readAuthentication(), {
        ...outputs,
        clientType: clientTypeOf(outputs),
        callbackUrl: mainCallbackUrl(outputs),
    })[name];
    return findingOf(comparison);
}

function findingOf({ outcome, found, expected, fix: whatToDo = "" }: Comparison): Finding {
    switch (outcome) {
        case "same":
            return ok(printable(found));
        case "different":
            return fix(printable(found), expected, whatToDo);
        case "untold":
            return skipped(found);
        case "moot":
            return skipped("says nothing before the provider is aws-cognito");
    }
}

async function checkVersion(server: OpenMetadataServer, { openMetadataVersion }: StackOutputs): Promise<Finding> {
    const version = await server.readVersion();
    const release = releaseOf(version);
    if (release === undefined) {
        return unknown(`"${printable(version)}" is no release`, "Look its known bugs up in docs/openmetadata.md.");
    }
    const differs = openMetadataVersion !== undefined && openMetadataVersion !== release;
    return ok(
        differs ? `${printable(version)}, and openMetadata.version is ${openMetadataVersion}` : printable(version),
    );
}

async function checkKnownBugs(server: OpenMetadataServer, outputs: StackOutputs): Promise<Finding> {
    return judgeRelease(releaseOf(await server.readVersion()), outputs);
}

async function checkJwtKey(server: OpenMetadataServer): Promise<Finding> {
    const keyIds = await server.readKeyIds();
    if (keyIds.includes(SHIPPED_JWT_KEY_ID)) {
        return fix(
            "the key that OpenMetadata ships with: everybody can sign tokens of any of its users",
            "a key pair of your own",
            "Make one and set it: npm run jwt-keys -- --out <folder>. Tokens of bots must be made anew then.",
        );
    }
    return keyIds.length === 0
        ? unknown("OpenMetadata publishes no key", 'Look for "Failed to initialize JWTTokenGenerator" in its log.')
        : ok("a key pair of your own");
}

/** Id of the check that compares a setting, for example `openmetadata-client-id`. */
export function settingId(name: ComparedSetting): string {
    return `openmetadata-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
