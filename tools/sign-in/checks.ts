import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

import { type CheckResult, EarlyFinding } from "../doctor/check";
import { diagnose } from "../doctor/diagnose";
import { request } from "../doctor/request";
import type { Check, Step } from "./page/model";
import { pageSettings } from "./pageSettings";
import type { SignInPlan } from "./plan";
import { countPeople } from "./poolFacts";

/** The browser library refuses tokens beyond this difference, in seconds. */
const MOST_SKEW_SECONDS = 300;

/** A difference that no clock has that is set from the network, in seconds. */
const NOTABLE_SKEW_SECONDS = 60;

const TIMEOUT_MILLISECONDS = 5000;

/** Checks of the doctor without which a sign-in cannot work: not to know is as bad as to know the worst. */
const ESSENTIAL = ["discovery", "login-domain", "callbacks", "login-page"];

/**
 * What can be known before anybody leaves the page: what the doctor finds, and what only matters to somebody who signs in now.
 * Cognito shows some mistakes on pages of its own, from which no way leads back, so they must be told here.
 */
export async function signInChecks(plan: SignInPlan, client: CognitoIdentityProviderClient): Promise<Check[]> {
    const [report, ...own] = await Promise.all([
        diagnose(plan, { timeout: TIMEOUT_MILLISECONDS }),
        checkSignOut(plan),
        checkClock(plan),
        checkPeople(plan, client),
    ]);
    return [...report.results.flatMap(fromDoctor), ...own.filter((check) => check !== undefined)];
}

function fromDoctor({ id, title, status, found, fix }: CheckResult): Check[] {
    const steps = fix === undefined ? [] : [stepOf(fix)];
    switch (status) {
        case "ok":
            return [passed(title, found)];
        case "fix":
            return [{ state: "failed", title, text: found, steps }];
        case "unknown":
            return [{ state: ESSENTIAL.includes(id) ? "failed" : "unknown", title, text: found, steps }];
        case "skipped":
            // Not to know the release is nothing that the doctor fails for, and yet no reason to call all well.
            return id === "release" ? [{ state: "unknown", title, text: found, steps }] : [];
    }
}

/** A command at the end of the doctor's advice is for copying. */
function stepOf(fix: string): Step {
    const [, text, copy] = /^(.*:) ((?:npm|pulumi) .*)$/.exec(fix) ?? [];
    return text === undefined ? { text: fix } : { text, copy };
}

/** Whether Cognito's sign-out leads back to where the page is. */
async function checkSignOut(plan: SignInPlan): Promise<Check> {
    const title = "Sign-out";
    try {
        const { status, location } = await request(plan.signOutUrl, { timeout: TIMEOUT_MILLISECONDS, follow: false });
        if (status < 400 && location?.startsWith(plan.signedOutUrl)) {
            return passed(title, `it comes back to ${plan.signedOutUrl}`);
        }
        const { deployCommand } = pageSettings(plan);
        return {
            state: "failed",
            title,
            text: "Cognito does not lead back: the app client lacks this sign-out URL, letter by letter",
            steps: [
                { text: "Missing:", copy: plan.signedOutUrl },
                { text: "Deploy again:", copy: deployCommand },
            ],
        };
    } catch (error) {
        if (error instanceof EarlyFinding) {
            return { state: "unknown", title, text: error.finding.found, steps: [] };
        }
        throw error;
    }
}

/** How far this computer's clock is from Cognito's; nothing where Cognito does not answer, which others tell. */
async function checkClock({ outputs }: SignInPlan): Promise<Check | undefined> {
    const title = "Clocks";
    try {
        const { headers } = await fetch(outputs.discoveryUrl, { signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
        const seconds = Math.round((Date.now() - Date.parse(headers.get("date") ?? "")) / 1000);
        // Without a date in the answer this is no number, and nothing is known to be wrong.
        if (!(Math.abs(seconds) >= NOTABLE_SKEW_SECONDS)) {
            return passed(title, "this computer's and Cognito's agree");
        }
        return {
            state: Math.abs(seconds) >= MOST_SKEW_SECONDS ? "failed" : "unknown",
            title,
            text: `this computer's clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? "ahead of" : "behind"} Cognito's`,
            steps: [
                { text: "Set it from the network (NTP): tokens that seem to be of the future or over are refused." },
            ],
        };
    } catch {
        return undefined;
    }
}

async function checkPeople(plan: SignInPlan, client: CognitoIdentityProviderClient): Promise<Check> {
    const title = "People in the pool";
    const { inviteCommand } = pageSettings(plan);
    try {
        const { count, more, newPasswordDue } = await countPeople(client, plan);
        if (count === 0) {
            return {
                state: "failed",
                title,
                text: "nobody yet: Cognito's page would tell everybody that user name or password is wrong",
                steps: [{ text: "Invite somebody first:", copy: `${inviteCommand} you@example.com` }],
            };
        }
        const due =
            newPasswordDue === 0
                ? "all with a password of their own"
                : `${newPasswordDue} with a temporary password, for which Cognito's page wants a new one`;
        return passed(title, `${count}${more ? " or more" : ""}, ${due}`);
    } catch (error) {
        return {
            state: "unknown",
            title,
            text: `they could not be counted (${(error as Error).name}), which keeps nobody from signing in`,
            steps: [{ text: "Whoever is missing is invited with:", copy: `${inviteCommand} you@example.com` }],
        };
    }
}

function passed(title: string, text: string): Check {
    return { state: "passed", title, text, steps: [] };
}
