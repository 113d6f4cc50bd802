import { failureView } from "./failureView.js";
import { type Failure, explain, failureInAnswer, failureOf } from "./failures.js";
import type { Advice, Check, PageSettings, Verdict } from "./model.js";
import { type Tokens, claimsOf } from "./session.js";
import { signedInView } from "./signedInView.js";
import { startView } from "./startView.js";

declare const Oidc: typeof import("oidc-client");

type User = import("oidc-client").User;
type UserManager = import("oidc-client").UserManager;

/** As in OpenMetadata's page (`OidcAuthenticator.tsx`). */
const SILENT_TIMEOUT_MILLISECONDS = 20_000;

/** This page's own server is gone, which is nobody's fault but that of whoever ended it. */
class NoAnswer extends Error {}

const SERVER_ENDED: Advice = {
    title: "This page's server does not answer",
    text: "It was ended: look at the terminal from which it was started.",
    steps: [],
};

void main();

async function main(): Promise<void> {
    const settings = await ask<PageSettings>("settings").catch(() => undefined);
    if (settings === undefined) {
        show(SERVER_ENDED.title, failureView({ advice: SERVER_ENDED, onRestart: restart }));
        return;
    }
    tellStack(settings);
    try {
        if (location.pathname.endsWith("/callback")) {
            await finishSignIn(settings);
        } else {
            await start(settings, location.pathname.endsWith("/signin"));
        }
    } catch (error) {
        fail(error, settings);
    }
}

/** The start: what was found out beforehand, and the way to Cognito. */
async function start(settings: PageSettings, signedOut: boolean): Promise<void> {
    let leaving = false;
    const onSignIn = () => {
        leaving = true;
        void signIn(settings);
    };
    show("Sign in as OpenMetadata would", startView({ settings, signedOut, onSignIn }));
    const checks = await ask<Check[]>("checks");
    if (!leaving) {
        const view = startView({ settings, checks, signedOut, onSignIn });
        show("Sign in as OpenMetadata would", view, document.activeElement?.id);
    }
}

async function signIn(settings: PageSettings): Promise<void> {
    try {
        const manager = userManager(settings);
        await manager.clearStaleState();
        await manager.signinRedirect(withNonce());
    } catch (error) {
        fail(error, settings);
    }
}

/** The way back: Cognito's answer is in the address. */
async function finishSignIn(settings: PageSettings): Promise<void> {
    const refusal = failureInAnswer(new URLSearchParams(location.search));
    const manager = userManager(settings);
    let user: User;
    try {
        user = await manager.signinRedirectCallback();
        checkNonce(user);
    } catch (error) {
        fail(error, settings, refusal);
        return;
    } finally {
        // A code is worth nothing after its exchange, but it does not belong into the history either.
        restartAddress();
    }
    await showUser(settings, manager, user);
}

async function showUser(settings: PageSettings, manager: UserManager, user: User, renewed?: string): Promise<void> {
    const tokens = tokensOf(user);
    // As OpenMetadata's page does it: the ID token is the proof.
    const headers = { Authorization: `Bearer ${tokens.idToken}` };
    const verdict = await ask<Verdict>("verdict", { method: "POST", headers });
    const view = signedInView({
        settings,
        tokens,
        verdict,
        renewed,
        onRenew: () => void renew(settings, manager, user),
        onSignOut: () => void signOut(settings, manager),
    });
    show(`${verdict.identity.userName ?? "Nobody"}: signed in`, view, renewed === undefined ? undefined : "renew");
}

async function renew(settings: PageSettings, manager: UserManager, user: User): Promise<void> {
    try {
        // A refresh token goes into a form of its own, which has no place for a nonce.
        const renewed = await manager.signinSilent(user.refresh_token ? undefined : withNonce());
        if (!user.refresh_token) {
            checkNonce(renewed);
        }
        await showUser(settings, manager, renewed, new Date().toLocaleTimeString());
    } catch (error) {
        fail(error, settings);
    }
}

async function signOut(settings: PageSettings, manager: UserManager): Promise<void> {
    await manager.removeUser();
    location.assign(settings.signOutUrl);
}

/** The library with OpenMetadata's settings (`AuthProvider.util.ts`), but for where it keeps things. */
function userManager(settings: PageSettings): UserManager {
    const Manager = settings.emulator ? emulatorUserManager() : Oidc.UserManager;
    return new Manager({
        authority: settings.authority,
        client_id: settings.clientId,
        response_type: "code",
        redirect_uri: settings.callbackUrl,
        silent_redirect_uri: settings.silentCallbackUrl,
        scope: settings.scope,
        silentRequestTimeout: SILENT_TIMEOUT_MILLISECONDS,
        metadataUrl: settings.metadataUrl,
        prompt: settings.prompt,
        // With a confidential client OpenMetadata's server has the tokens, and Cognito's user info is not asked for.
        loadUserInfo: settings.clientType === "public",
        // OpenMetadata keeps tokens in the browser's storage. Here they stay in memory; the state must outlive the way to Cognito.
        userStore: new Oidc.WebStorageStateStore({ store: new Oidc.InMemoryWebStorage() }),
        stateStore: new Oidc.WebStorageStateStore({ store: sessionStorage }),
    });
}

/**
 * The library refuses a renewed token whose `auth_time` is not that of the sign-in. Cognito keeps that time; the emulator writes
 * the time of the renewal. Only that one comparison is left out, and only there.
 */
function emulatorUserManager(): typeof Oidc.UserManager {
    interface WithValidation {
        _validateIdTokenFromTokenRefreshToken(profile: object, idToken: string): Promise<void>;
    }
    const Library = Oidc.UserManager as unknown as new (settings: object) => UserManager & WithValidation;
    class EmulatorUserManager extends Library {
        override _validateIdTokenFromTokenRefreshToken(profile: object, idToken: string): Promise<void> {
            const { auth_time } = claimsOf(idToken);
            return super._validateIdTokenFromTokenRefreshToken({ ...profile, auth_time }, idToken);
        }
    }
    return EmulatorUserManager;
}

/** In the code flow the library sends no nonce. One is sent all the same, so that a token of another sign-in is noticed. */
function withNonce(): { state: { nonce: string }; extraQueryParams: { nonce: string } } {
    const nonce = crypto.randomUUID();
    return { state: { nonce }, extraQueryParams: { nonce } };
}

function checkNonce(user: User): void {
    const sent = (user.state as { nonce?: unknown } | undefined)?.nonce;
    if (typeof sent !== "string" || claimsOf(user.id_token).nonce !== sent) {
        throw new Error("Invalid nonce in id_token");
    }
}

function tokensOf(user: User): Tokens {
    return {
        idToken: user.id_token,
        accessToken: user.access_token,
        accessTokenEnd: user.expires_at,
        refreshToken: user.refresh_token,
    };
}

/** `refusal`: what Cognito has said itself, which tells more than what the library makes of it. */
function fail(thrown: unknown, settings: PageSettings, refusal?: Failure): void {
    const failure = refusal ?? failureOf(thrown);
    const advice = thrown instanceof NoAnswer ? SERVER_ENDED : explain(failure, settings);
    show(advice.title, failureView({ advice, failure, onRestart: restart }));
}

function restart(): void {
    location.assign("./");
}

function restartAddress(): void {
    history.replaceState(null, "", "./");
}

function tellStack({ stack, place, clientType }: PageSettings): void {
    const line = document.getElementById("stack");
    if (line) {
        line.textContent = `Stack ${stack} · ${place} · ${clientType} client`;
    }
}

/** Puts a view in place. The focus goes to the heading, where screen readers begin, unless somebody was elsewhere already. */
function show(title: string, view: readonly Node[], focusId?: string): void {
    document.title = title;
    const main = document.getElementById("view");
    main?.replaceChildren(...view);
    main?.setAttribute("aria-busy", "false");
    const target = focusId ? document.getElementById(focusId) : main?.querySelector("h1");
    target?.focus();
}

/** Asks this page's own server. */
async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(path, init).catch((error: unknown) => {
        throw new NoAnswer(String(error));
    });
    if (!response.ok) {
        throw new Error(`${response.statusText} (${response.status})`);
    }
    return (await response.json()) as T;
}
