import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before the emulator and answers for identity providers as AWS does. */
export interface AwsLikeAnswers {
    readonly endpoint: string;
    /** What was sent with each `UpdateIdentityProvider`. */
    readonly updates: readonly { ProviderName: string; ProviderDetails: Record<string, string> }[];
    close(): Promise<void>;
}

type Details = Readonly<Record<string, string>>;

/** What AWS adds to the details of a provider, as its API reference shows it for each type (CreateIdentityProvider). */
const ADDED: Readonly<Record<string, (sent: Details) => Details>> = {
    Google: () => ({
        attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
        attributes_url_add_attributes: "true",
        authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
        oidc_issuer: "https://accounts.google.com",
        token_request_method: "POST",
        token_url: "https://www.googleapis.com/oauth2/v4/token",
    }),
    Facebook: ({ api_version = "v17.0" }) => ({
        api_version,
        attributes_url: `https://graph.facebook.com/${api_version}/me?fields=`,
        attributes_url_add_attributes: "true",
        authorize_url: `https://www.facebook.com/${api_version}/dialog/oauth`,
        token_request_method: "GET",
        token_url: `https://graph.facebook.com/${api_version}/oauth/access_token`,
    }),
    LoginWithAmazon: () => ({
        attributes_url: "https://api.amazon.com/user/profile",
        attributes_url_add_attributes: "false",
        authorize_url: "https://www.amazon.com/ap/oa",
        token_request_method: "POST",
        token_url: "https://api.amazon.com/auth/o2/token",
    }),
    OIDC: ({ oidc_issuer }) => ({
        attributes_url: `${oidc_issuer}/me`,
        attributes_url_add_attributes: "false",
        authorize_url: `${oidc_issuer}/auth`,
        jwks_uri: `${oidc_issuer}/jwks`,
        token_url: `${oidc_issuer}/token`,
    }),
    SAML: () => ({
        ActiveEncryptionCertificate: "MIICvTCCAaWgAwIBAgIJ",
        SLORedirectBindingURI: "https://login.mycompany.com/logout",
        SSORedirectBindingURI: "https://login.mycompany.com/sso",
    }),
};

/** Starts it on a free port. Whatever is not about identity providers goes through unchanged. */
export async function startAwsLikeAnswers(emulator: string): Promise<AwsLikeAnswers> {
    const updates: AwsLikeAnswers["updates"][number][] = [];
    const server = createServer((request, response) => {
        void forward(request, emulator).then(
            ({ status, headers, body, sent }) => {
                const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
                if (action === "UpdateIdentityProvider") {
                    updates.push(JSON.parse(sent.toString()) as (typeof updates)[number]);
                }
                const isAboutOne = /^(Create|Describe|Update)IdentityProvider$/.test(action) && status === 200;
                response.writeHead(status, headers).end(isAboutOne ? withAdded(body) : body);
            },
            () => response.destroy(),
        );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const close = async () => {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
    };
    return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, updates, close };
}

function withAdded(body: Buffer): Buffer {
    const answer = JSON.parse(body.toString()) as {
        IdentityProvider: { ProviderType: string; ProviderDetails: Details };
    };
    const { ProviderType, ProviderDetails } = answer.IdentityProvider;
    answer.IdentityProvider.ProviderDetails = { ...ADDED[ProviderType](ProviderDetails), ...ProviderDetails };
    return Buffer.from(JSON.stringify(answer));
}

interface Forwarded {
    readonly status: number;
    readonly headers: OutgoingHttpHeaders;
    readonly body: Buffer;
    /** What came in. */
    readonly sent: Buffer;
}

async function forward(incoming: IncomingMessage, target: string): Promise<Forwarded> {
    const sent = await wholeOf(incoming);
    const outgoing = httpRequest(new URL(incoming.url ?? "/", target), {
        method: incoming.method,
        headers: incoming.headers,
    });
    outgoing.end(sent);
    const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
    const headers = { ...answer.headers };
    // The length is another one afterwards.
    delete headers["content-length"];
    delete headers["transfer-encoding"];
    return { status: answer.statusCode ?? 502, headers, body: await wholeOf(answer), sent };
}

async function wholeOf(message: IncomingMessage): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of message) {
        parts.push(part as Buffer);
    }
    return Buffer.concat(parts);
}
