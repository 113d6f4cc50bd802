import assert from "node:assert/strict";

import {
    type CognitoIdentityProviderClient,
    DescribeUserPoolClientCommand,
    UpdateUserPoolClientCommand,
    type UpdateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { cognitoClient } from "../../tools/cognitoClient";
import { type SignInPlan, planSignIn } from "../../tools/sign-in/plan";
import { type SignInServer, serveSignInPage } from "../../tools/sign-in/server";
import { type DeployedStack, checkOutputs } from "../../tools/stack";
import { tellFinding } from "../runner/findings";
import { launchChromium, watch } from "../tools/sign-in/chromium";
import { type OpenIdProvider, startOpenIdProvider } from "../tools/sign-in/openIdProvider";
import { deployedAt, freePort } from "../tools/sign-in/plans";
import { deploy, skipWithoutEngine } from "./harness";
import { addPerson, invite, madeUpPassword } from "./people";

const PASSWORD = madeUpPassword();
const NEW_PASSWORD = madeUpPassword();

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

describe("the sign-in page in Chromium", function () {
    this.timeout(60_000);

    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let witness: ReturnType<typeof watch>;
    /** What the browser complained about, above all breaches of the page's Content-Security-Policy. */
    let complaints: string[];

    before(async function () {
        browser = await launchChromium(this);
    });

    after(() => browser?.close());

    beforeEach(async () => {
        complaints = [];
        context = await browser.newContext({ viewport: DESKTOP });
        witness = watch(context);
        // Also those of frames, and those that the console does not show.
        await context.addInitScript(() => {
            addEventListener("securitypolicyviolation", (event) => {
                console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`);
            });
        });
        // Nothing here is to ask anybody but this computer.
        await context.route(
            ({ hostname }) => !["localhost", "127.0.0.1"].includes(hostname),
            (route) => route.abort(),
        );
        page = await context.newPage();
        page.on("console", (message) => {
            if (/Content.Security.Policy|TrustedType/i.test(message.text())) {
                complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => complaints.push(error.message));
    });

    afterEach(async function () {
        await tellFinding(this, () => witness(this.currentTest!.fullTitle()));
        await context.close();
        assert.deepEqual(complaints, []);
    });

    const heading = () => page.getByRole("heading", { level: 1 });

    /** Waits for the page's heading, which says what happened. */
    async function expectHeading(text: string): Promise<void> {
        await page.getByRole("heading", { level: 1, name: text }).waitFor();
    }

    /** No view may be wider than the screen. */
    async function expectNoSidewaysScroll(): Promise<void> {
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(beyond <= 0, `the page is ${beyond} pixels wider than the screen`);
    }

    async function texts(selector: string): Promise<string[]> {
        return page.locator(selector).allInnerTexts();
    }

    describe("with a public client", () => {
        let plan: SignInPlan;
        let server: SignInServer;
        let cognito: CognitoIdentityProviderClient;

        before(async function () {
            await skipWithoutEngine(this);
            const stack = await deployed("dev", "public");
            plan = planSignIn(stack);
            cognito = cognitoClient(stack);
            server = await serveSignInPage(plan, cognito);
            await person("alice@example.com", { name: "Alice Adams" });
            await person("bob@other.org");
            await person("carol@example.com", { email_verified: "false" });
        });

        after(() => server?.close());

        async function person(email: string, attributes: Record<string, string> = {}) {
            await addPerson(plan.outputs.userPoolId, { email, password: PASSWORD }, attributes);
        }

        /** Changes the app client by hand, as somebody might in the console. */
        async function changeClient(change: Partial<UpdateUserPoolClientCommandInput>): Promise<void> {
            const ids = { UserPoolId: plan.outputs.userPoolId, ClientId: plan.outputs.clientId };
            const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(ids));
            // What was never set is an empty text to the emulator, which AWS would not take back.
            const { DefaultRedirectURI, ...settings } = { ...UserPoolClient, ...ids, ...change };
            assert.ok(!DefaultRedirectURI);
            await cognito.send(new UpdateUserPoolClientCommand(settings as UpdateUserPoolClientCommandInput));
        }

        async function goToCognito(): Promise<void> {
            await page.goto(`${plan.baseUrl}/`);
            await page.getByRole("button", { name: "Sign in" }).click();
            await page.locator("#username").waitFor();
        }

        async function submitPassword(address: string, password = PASSWORD): Promise<void> {
            await page.locator("#username").fill(address);
            await page.locator("#password").fill(password);
            await page.getByRole("button", { name: "Sign in" }).click();
        }

        async function signIn(address: string): Promise<void> {
            await goToCognito();
            await submitPassword(address);
        }

        it("finds nothing wrong with a sound stack before the sign-in", async () => {
            await page.goto(`${plan.baseUrl}/`);
            await page.getByText(/^All \d+ checks passed$/).waitFor();
            await expectHeading("Sign in as OpenMetadata would");
            assert.equal(await page.locator("#stack").innerText(), "Stack dev · the local deployment · public client");
        });

        it("asks Cognito for what OpenMetadata's page asks for", async () => {
            await goToCognito();
            const asked = Object.fromEntries(new URL(page.url()).searchParams);
            const { state, nonce, code_challenge, ...fixed } = asked;
            assert.deepEqual(fixed, {
                client_id: plan.outputs.clientId,
                redirect_uri: plan.callbackUrl,
                response_type: "code",
                scope: "openid email profile",
                code_challenge_method: "S256",
                response_mode: "query",
            });
            assert.ok(state && nonce && code_challenge);
        });

        it("signs an admin in, and says what OpenMetadata makes of it", async () => {
            await signIn("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            const shown = await page.locator("main").innerText();
            for (const text of [
                "Cognito has signed in alice@example.com.",
                "Alice Adams",
                "Signed by a key of the user pool, and not over yet.",
                "The address is of example.com (principalDomain).",
                "Renewal works: OpenMetadata exchanges the refresh token",
            ]) {
                assert.ok(shown.includes(text), `"${text}" is missing in: ${shown}`);
            }
            const claims = await texts("tbody th");
            assert.ok(claims.includes("email") && claims.includes("token_use"), claims.join());
            assert.match(shown, /Refresh token\s+ends in 30 days/);
        });

        it("keeps nothing: no token in storage, no code in the address, none on the screen", async () => {
            await signIn("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            assert.equal(page.url(), `${plan.baseUrl}/`);
            const stored = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, document.cookie]);
            assert.deepEqual(stored, [{}, {}, ""]);
            const markup = await page.content();
            assert.doesNotMatch(markup, /eyJ[\w-]{20,}/, "a token is on the page");
            await page.reload();
            await expectHeading("Sign in as OpenMetadata would");
        });

        it("copies a token when it is asked to", async () => {
            await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: plan.baseUrl });
            await signIn("alice@example.com");
            await page.getByRole("button", { name: "Copy ID token" }).click();
            await page.getByText("Copied: ID token").waitFor({ state: "attached" });
            const copied = await page.evaluate(() => navigator.clipboard.readText());
            assert.match(copied, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
        });

        it("tells whom OpenMetadata refuses, and what to do", async () => {
            await signIn("bob@other.org");
            await expectHeading("OpenMetadata refuses bob@other.org");
            assert.deepEqual(await texts("li.failed .mark-title"), [
                "The address bob@other.org is not of example.com (principalDomain).",
            ]);
            await signIn("carol@example.com");
            await expectHeading("OpenMetadata refuses carol@example.com");
            assert.deepEqual(await texts("li.failed .mark-title"), [
                "The address carol@example.com is not verified: OpenMetadata refuses it from 2.1 on.",
            ]);
        });

        it("has told what a wrong password means, which Cognito's page says", async () => {
            await page.goto(`${plan.baseUrl}/`);
            await page.getByText("If Cognito's own page stops you").click();
            const hints = await page.locator(".hints").innerText();
            assert.match(hints, /Incorrect username or password/);
            assert.ok(hints.includes("npm run invite -- --stack dev you@example.com"), hints);
            await goToCognito();
            await submitPassword("alice@example.com", "wrong");
            await page.getByText("Incorrect username or password").waitFor();
            await submitPassword("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
        });

        it("comes to the end with somebody who must set a new password", async () => {
            await invite(plan.outputs.userPoolId, { email: "dave@example.com", password: PASSWORD });
            await page.goto(`${plan.baseUrl}/`);
            await page.getByText(/^All \d+ checks passed$/).click();
            await page.getByText(/, 1 with a temporary password, for which Cognito's page wants a new one$/).waitFor();
            await signIn("dave@example.com");
            await page.locator("#new_password").fill(NEW_PASSWORD);
            await page.locator("#confirm_password").fill(NEW_PASSWORD);
            await page.getByRole("button", { name: "Update password" }).click();
            await expectHeading("OpenMetadata lets dave in");
        });

        it("renews by refresh token", async () => {
            await signIn("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            const [before] = await texts(".token code");
            const exchange = page.waitForRequest(
                (request) => request.method() === "POST" && request.url().endsWith("/oauth2/token"),
            );
            await page.getByRole("button", { name: "Renew now" }).click();
            assert.match((await exchange).postData() ?? "", /(^|&)grant_type=refresh_token(&|$)/);
            await page.getByText(/^Renewed at .+, without a question\.$/).waitFor();
            const [after] = await texts(".token code");
            assert.notEqual(after, before);
            assert.equal(await page.evaluate(() => document.activeElement?.id), "renew");
        });

        it("says so when the refresh token is no longer good", async () => {
            await signIn("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            await page.route("**/oauth2/token", (route) =>
                route.fulfill({
                    status: 400,
                    contentType: "application/json",
                    headers: { "access-control-allow-origin": "*" },
                    body: '{"error":"invalid_grant"}',
                }),
            );
            await page.getByRole("button", { name: "Renew now" }).click();
            await expectHeading("Cognito does not accept the code or refresh token");
        });

        it("signs out at Cognito, and comes back", async () => {
            await signIn("alice@example.com");
            const request = page.waitForRequest((asked) => asked.url().includes("/logout?"));
            await page.getByRole("button", { name: "Sign out" }).click();
            assert.equal((await request).url(), plan.signOutUrl);
            await page.getByText("Cognito has ended its sign-in and led back here.").waitFor();
            assert.equal(page.url(), plan.signedOutUrl);
        });

        /** Goes to Cognito and signs in, and keeps the answer from the page. */
        async function interceptAnswer(address: string): Promise<URL> {
            const answer = new Promise<URL>((resolve) => {
                void page.route("**/login", async (route) => {
                    const response = await route.fetch({ maxRedirects: 0 });
                    resolve(new URL(response.headers().location ?? ""));
                    // An answer without content keeps the browser where it is.
                    await route.fulfill({ status: 204 });
                });
            });
            await signIn(address);
            return answer;
        }

        it("refuses an answer whose state was tampered with, before anything is exchanged", async () => {
            const answer = await interceptAnswer("alice@example.com");
            answer.searchParams.set("state", "0123456789abcdef0123456789abcdef");
            let exchanged = false;
            page.on("request", (request) => (exchanged ||= request.url().endsWith("/oauth2/token")));
            await page.goto(answer.href);
            await expectHeading("The answer does not belong to a sign-in of this page");
            assert.equal(exchanged, false);
            assert.equal(page.url(), `${plan.baseUrl}/`);
        });

        it("refuses an answer that comes a second time", async () => {
            const answer = await interceptAnswer("alice@example.com");
            await page.goto(answer.href);
            await expectHeading("OpenMetadata lets alice in, as an admin");
            await page.goto(answer.href);
            await expectHeading("The answer does not belong to a sign-in of this page");
        });

        it("refuses a token whose nonce was tampered with", async () => {
            await page.route("**/oauth2/authorize?*", (route) => {
                const url = new URL(route.request().url());
                url.searchParams.set("nonce", "another");
                return route.continue({ url: url.href });
            });
            await signIn("alice@example.com");
            await expectHeading("The ID token was not made for this sign-in");
            assert.doesNotMatch(await page.locator("main").innerText(), /alice/);
        });

        it("tells that somebody cancelled", async () => {
            await goToCognito();
            const state = new URL(page.url()).searchParams.get("state") ?? "";
            const query = new URLSearchParams({ error: "access_denied", error_description: "No thanks", state });
            await page.goto(`${plan.callbackUrl}?${query.toString()}`);
            await expectHeading("The sign-in was cancelled");
            await page.getByText("In the words of the protocol").click();
            assert.deepEqual(await texts("details dd"), ["access_denied", "No thanks"]);
            await page.getByRole("button", { name: "Back to the start" }).click();
            await expectHeading("Sign in as OpenMetadata would");
        });

        it("tells of a callback that Cognito does not know before anybody leaves", async () => {
            const [callback = "", ...others] = plan.outputs.callbackUrls;
            await changeClient({ CallbackURLs: others });
            try {
                await page.goto(`${plan.baseUrl}/`);
                await page.getByRole("button", { name: "Sign in all the same" }).waitFor();
                const wrong = (await texts("li.failed")).join("\n");
                assert.match(wrong, /Callback URLs/);
                assert.ok(wrong.includes(`${callback} is refused`), wrong);
                assert.match(wrong, /Deploy again:\s+npm run local -- up --refresh --stack dev/);
            } finally {
                await changeClient({ CallbackURLs: plan.outputs.callbackUrls });
            }
        });

        it("tells that Cognito does not answer", async () => {
            await page.route("**/.well-known/openid-configuration", (route) => route.abort());
            await page.goto(`${plan.baseUrl}/`);
            await page.getByRole("button", { name: "Sign in" }).click();
            await expectHeading("Cognito does not answer");
            assert.deepEqual(await texts(".command code"), ["npm start -- --stack dev"]);
        });

        it("tells that the clock is wrong", async () => {
            await page.clock.setFixedTime(Date.now() - 3_600_000);
            await signIn("alice@example.com");
            await expectHeading("A clock is wrong");
        });

        it("works without a mouse, and puts the focus where reading begins", async () => {
            await page.goto(`${plan.baseUrl}/`);
            await page.getByText(/^All \d+ checks passed$/).waitFor();
            assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
            await page.keyboard.press("Tab");
            assert.equal(await page.evaluate(() => document.activeElement?.id), "sign-in");
            const outline = () =>
                page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
            assert.equal(await outline(), "solid");
            await page.keyboard.press("Enter");
            await submitPassword("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
        });

        it("does not scroll sideways on a phone, in any view", async () => {
            await page.setViewportSize(PHONE);
            await page.goto(`${plan.baseUrl}/`);
            await page.getByText(/^All \d+ checks passed$/).click();
            await page.getByText("If Cognito's own page stops you").click();
            await expectNoSidewaysScroll();
            await signIn("alice@example.com");
            await expectHeading("OpenMetadata lets alice in, as an admin");
            await expectNoSidewaysScroll();
            await page.goto(`${plan.callbackUrl}?error=access_denied`);
            await heading().waitFor();
            await page.getByText("In the words of the protocol").click();
            await expectNoSidewaysScroll();
        });
    });

    describe("with a confidential client", () => {
        let stack: DeployedStack;
        let server: SignInServer;

        before(async function () {
            await skipWithoutEngine(this);
            stack = await deployed("sign-in-confidential", "confidential");
            const plan = planSignIn(stack);
            server = await serveSignInPage(plan, cognitoClient(stack));
            await addPerson(stack.outputs.userPoolId, { email: "alice@example.com", password: PASSWORD });
        });

        after(() => server?.close());

        async function signIn({ baseUrl }: SignInPlan): Promise<void> {
            await page.goto(`${baseUrl}/`);
            await page.getByRole("button", { name: "Sign in" }).click();
            await page.locator("#username").fill("alice@example.com");
            await page.locator("#password").fill(PASSWORD);
            await page.getByRole("button", { name: "Sign in" }).click();
        }

        it("signs in and renews with the secret, which the browser never sees", async () => {
            const plan = planSignIn(stack);
            const { clientSecret = "" } = plan.outputs;
            assert.ok(clientSecret.length > 20);
            const seen: Promise<string>[] = [];
            page.on("response", (response) => seen.push(response.text().catch(() => "")));
            page.on("request", (request) => seen.push(Promise.resolve(`${request.url()} ${request.postData()}`)));
            await signIn(plan);
            await expectHeading("OpenMetadata lets alice in, as an admin");
            await page.getByRole("button", { name: "Renew now" }).click();
            await page.getByText(/^Renewed at /).waitFor();
            const everything = [...(await Promise.all(seen)), await page.content()].join("\n");
            assert.ok(everything.includes("grant_type=refresh_token"), "the requests were watched");
            assert.equal(everything.includes(clientSecret), false, "the secret reached the browser");
        });

        it("asks for the prompt that OpenMetadata's server asks for", async () => {
            const plan = planSignIn(stack);
            assert.equal(plan.prompt, "login");
            await page.goto(`${plan.baseUrl}/`);
            await page.getByRole("button", { name: "Sign in" }).click();
            await page.locator("#username").waitFor();
            assert.equal(new URL(page.url()).searchParams.get("prompt"), "login");
        });

        it("tells that Cognito does not accept the secret", async () => {
            await server.close();
            const outputs = { ...stack.outputs, clientSecret: "the-secret-of-another-client" };
            const plan = planSignIn({ ...stack, outputs });
            server = await serveSignInPage(plan, cognitoClient(stack));
            await signIn(plan);
            await expectHeading("The app client is of the other type");
            await page
                .getByText("The stack says clientType confidential, but Cognito does not accept the secret")
                .waitFor();
        });
    });

    describe("with a provider that keeps a login", () => {
        let provider: OpenIdProvider;
        let server: SignInServer;
        let baseUrl: string;

        afterEach(async () => {
            await server.close();
            await provider.close();
        });

        async function start(refreshTokens: boolean): Promise<void> {
            baseUrl = `http://localhost:${await freePort()}`;
            provider = await startOpenIdProvider(baseUrl, refreshTokens);
            const stack = deployedAt([baseUrl], {
                clientId: provider.clientId,
                authority: provider.url,
                discoveryUrl: `${provider.url}/.well-known/openid-configuration`,
                jwksUrl: `${provider.url}/jwks`,
                domainUrl: provider.url,
            });
            const nobody = { send: () => Promise.reject(new Error("no pool")) };
            server = await serveSignInPage(planSignIn(stack), nobody as unknown as CognitoIdentityProviderClient);
        }

        async function signIn(): Promise<void> {
            // The checks would ask AWS for the app client.
            await page.route("**/checks", (route) => route.fulfill({ json: [] }));
            await page.goto(`${baseUrl}/`);
            await page.getByRole("button", { name: "Sign in" }).click();
            await expectHeading("OpenMetadata lets alice in, as an admin");
        }

        it("renews by refresh token under the library's own rules", async () => {
            await start(true);
            await signIn();
            await page.getByRole("button", { name: "Renew now" }).click();
            await page.getByText(/^Renewed at /).waitFor();
        });

        it("renews through the hidden frame and silent-callback without one", async () => {
            await start(false);
            await signIn();
            await page.getByText("Renewal will not work: Cognito gave no refresh token").waitFor();
            const frames: string[] = [];
            page.on("framenavigated", (frame) => frames.push(frame.url()));
            await page.getByRole("button", { name: "Renew now" }).click();
            await page.getByText(/^Renewed at /).waitFor();
            assert.ok(
                frames.some((url) => url.startsWith(`${baseUrl}/silent-callback?code=`)),
                frames.join(),
            );
            assert.equal(await page.locator("iframe").count(), 0);
        });

        it("tells that the login is over when the hidden frame finds none", async () => {
            await start(false);
            await signIn();
            await context.clearCookies();
            await page.getByRole("button", { name: "Renew now" }).click();
            await expectHeading("No silent sign-in");
        });
    });
});

/** Deploys a stack on a free port of its own, with one admin, and reads it as the commands do. */
async function deployed(name: string, clientType: "public" | "confidential"): Promise<DeployedStack> {
    const callbackUrl = `http://localhost:${await freePort()}/callback`;
    const openMetadata = { version: "2.1.0" };
    const stack = await deploy(name, { callbackUrl, clientType, admins: ["alice@example.com"], openMetadata });
    await stack.up();
    const outputs = checkOutputs(name, "local", await stack.outputs({ showSecrets: true }));
    return { stack: name, place: "local", endpoint: stack.endpoint, outputs };
}
