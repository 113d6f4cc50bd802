import { generateKeyPairSync } from "node:crypto";

import type { DeployedStack } from "../../../tools/stack";

import { type Asked, type Handler, listen, redirect, type Reply, type StandIn } from "./standIn";

const REGION = "eu-west-1";
const POOL = "eu-west-1_StandIn01";
const CLIENT = "4standinclient0123456789ab";
const ORIGIN = "https://data.example.org";
export const CALLBACK = `${ORIGIN}/callback`;

/** The faults that can be switched on, by the part that has them. None: an Amazon Cognito as the stack wants it. */
export interface CognitoFaults {
    /** Answers in place of the discovery document, or changes to it. */
    discovery?: Reply | "hang" | "drop";
    document?: Record<string, unknown>;
    keys?: object[];
    /** Callback URLs of the app client. */
    callbackUrls?: string[];
    anyCallback?: boolean;
    implicitFlow?: boolean;
    scopes?: string[];
    clientGone?: boolean;
    authorize?: Reply;
    /** Where a sign-in goes instead of the login page. */
    identityProvider?: string;
    loginPage?: Reply;
    token?: Reply;
    /** Changes to what the API says of the app client. */
    described?: Record<string, unknown>;
    /** Error of the API instead. */
    apiError?: string;
}

export interface CognitoStandIn extends StandIn {
    /** To be changed by a test; empty again for the next. */
    faults: CognitoFaults;
    /** The stack that this user pool belongs to. */
    deployed(change?: Partial<DeployedStack["outputs"]>): DeployedStack;
}

/**
 * A stand-in for Amazon Cognito, with its ways: refusals are redirects to its error page, or to the client where the redirect URI
 * is sound; managed login without a style answers 403.
 * @see AWS: authorization-endpoint, token-endpoint, login-endpoint
 */
export async function startCognito(): Promise<CognitoStandIn> {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" };
    const state: { faults: CognitoFaults } = { faults: {} };
    const server = await listen((asked) => answer(asked, state.faults, jwk));
    return Object.assign(state, server, {
        deployed: (change: Partial<DeployedStack["outputs"]> = {}): DeployedStack => ({
            stack: "prod",
            place: "aws",
            outputs: { ...outputs(server.url), ...change },
        }),
    });
}

function outputs(url: string): DeployedStack["outputs"] {
    const authority = `${url}/${POOL}`;
    const signIn = new URLSearchParams({ client_id: CLIENT, redirect_uri: CALLBACK });
    return {
        clientId: CLIENT,
        userPoolId: POOL,
        region: REGION,
        authority,
        discoveryUrl: `${authority}/.well-known/openid-configuration`,
        jwksUrl: `${authority}/.well-known/jwks.json`,
        domainUrl: url,
        signInUrl: `${url}/oauth2/authorize?${signIn.toString()}`,
        signOutUrl: `${url}/logout`,
        callbackUrls: [CALLBACK, `${ORIGIN}/silent-callback`, `${ORIGIN}/auth/callback`],
        logoutUrls: [`${ORIGIN}/signin`, ORIGIN],
        openMetadataVersion: "2.0.7",
        openMetadataDockerEnv: "text",
        openMetadataYaml: "text",
        openMetadataHelmValues: "text",
        openMetadataSsoForm: "text",
        collateHandOff: "text",
    };
}

const answer = (asked: Asked, faults: CognitoFaults, jwk: object): ReturnType<Handler> => {
    const origin = asked.url.origin;
    switch (`${asked.method} ${asked.url.pathname}`) {
        case `GET /${POOL}/.well-known/openid-configuration`:
            return faults.discovery ?? { body: { ...document(origin), ...faults.document } };
        case `GET /${POOL}/.well-known/jwks.json`:
            return { body: { keys: faults.keys ?? [jwk] } };
        case "GET /oauth2/authorize":
            return faults.authorize ?? authorize(asked.url, faults);
        case "GET /login":
            return loginPage(asked, faults);
        case "POST /oauth2/token":
            return faults.token ?? { status: 400, body: { error: "invalid_grant" } };
        case "POST /":
            return describeClient(asked, faults, origin);
        default:
            return { status: 404, body: { message: "Not Found" } };
    }
};

function document(origin: string): Record<string, unknown> {
    return {
        issuer: `${origin}/${POOL}`,
        jwks_uri: `${origin}/${POOL}/.well-known/jwks.json`,
        authorization_endpoint: `${origin}/oauth2/authorize`,
        token_endpoint: `${origin}/oauth2/token`,
        userinfo_endpoint: `${origin}/oauth2/userInfo`,
        end_session_endpoint: `${origin}/logout`,
        response_types_supported: ["code", "token"],
    };
}

function authorize({ searchParams: wish }: URL, faults: CognitoFaults): Reply {
    const { callbackUrls = outputs("").callbackUrls, scopes = ["openid", "email", "profile"] } = faults;
    const redirectUri = wish.get("redirect_uri") ?? "";
    const flows = faults.implicitFlow ? ["code", "token"] : ["code"];
    if (faults.clientGone || wish.get("client_id") !== CLIENT) {
        return redirect(`/error?error=invalid_request&client_id=${wish.get("client_id")}`);
    }
    if (!callbackUrls.includes(redirectUri) && !faults.anyCallback) {
        return redirect(`/error?error=redirect_mismatch&client_id=${CLIENT}`);
    }
    if (!["code", "token"].includes(wish.get("response_type") ?? "")) {
        return redirect(`${redirectUri}?error=invalid_request`);
    }
    if (!flows.includes(wish.get("response_type") ?? "")) {
        return redirect(`${redirectUri}?error=unauthorized_client`);
    }
    if (!(wish.get("scope") ?? "").split(" ").every((scope) => scopes.includes(scope))) {
        return redirect(`${redirectUri}?error=invalid_scope`);
    }
    return redirect(faults.identityProvider ?? `/login?${wish.toString()}`, { "set-cookie": "XSRF-TOKEN=abc; Path=/" });
}

function loginPage({ headers }: Asked, faults: CognitoFaults): Reply {
    const html = { "content-type": "text/html;charset=UTF-8" };
    if (headers.cookie !== "XSRF-TOKEN=abc") {
        return { status: 400, headers: html, body: "<p>Something went wrong</p>" };
    }
    return faults.loginPage ?? { headers: html, body: "<form>Sign in</form>" };
}

function describeClient({ headers }: Asked, faults: CognitoFaults, origin: string): Reply {
    if (faults.apiError !== undefined) {
        return { status: 400, body: { __type: faults.apiError, message: "as the API puts it" } };
    }
    if (headers["x-amz-target"] !== "AWSCognitoIdentityProviderService.DescribeUserPoolClient") {
        return { status: 400, body: { __type: "UnknownOperationException", message: "not read-only" } };
    }
    const { callbackUrls, logoutUrls } = outputs(origin);
    return {
        body: {
            UserPoolClient: {
                ClientId: CLIENT,
                UserPoolId: POOL,
                // Cognito returns lists in an order of its own.
                CallbackURLs: [...callbackUrls].reverse(),
                LogoutURLs: logoutUrls,
                AllowedOAuthFlows: ["code"],
                AllowedOAuthScopes: ["profile", "openid", "email"],
                AllowedOAuthFlowsUserPoolClient: true,
                SupportedIdentityProviders: ["COGNITO"],
                ...faults.described,
            },
        },
    };
}
